/** What belongs to one server. */
export interface OfServer {
  profileId: string
}

/** How many downloads may run: in all, and of one server. */
export interface Places {
  atOnce: number
  perServer: number
}

/** The one that starts now: the first of those waiting whose server has a place left, or null while there is none. */
export function nextToStart<T extends OfServer>(
  waiting: Iterable<T>,
  running: readonly OfServer[],
  { atOnce, perServer }: Places,
): T | null {
  if (running.length >= atOnce) return null
  const counts = countByServer(running)
  for (const candidate of waiting) if ((counts.get(candidate.profileId) ?? 0) < perServer) return candidate
  return null
}

/** Those that must stop because there are fewer places now; `running` in the order in which they began: the last go. */
export function surplus<T extends OfServer>(running: readonly T[], places: Places): T[] {
  const staying: T[] = []
  return running.filter((one) => {
    const stays = nextToStart([one], staying, places) !== null
    if (stays) staying.push(one)
    return !stays
  })
}

function countByServer(running: readonly OfServer[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { profileId } of running) counts.set(profileId, (counts.get(profileId) ?? 0) + 1)
  return counts
}
