/** A place in a recording, as a `roomreel://open` link names it. */
export interface PlayTarget {
  /** The server's base URL; 'demo' = the demo. */
  server: string
  recordId: string
  /** Null: from its beginning, or where it was left. */
  seconds: number | null
}

/** What opening a link comes to: a place on a saved server. */
export interface PlayOffer extends PlayTarget {
  profileId: string
}

/** The link to a place: `roomreel://open?server=https%3A%2F%2Fmeet.example&record=RM_1-17&t=1h2m3s`. */
export function playLink({ server, recordId, seconds }: PlayTarget): string {
  const time = seconds === null || seconds < 1 ? '' : `&t=${timeOf(Math.floor(seconds))}`
  return `roomreel://open?server=${encodeURIComponent(server)}&record=${encodeURIComponent(recordId)}${time}`
}

/** Seconds of "1h2m3s", "62m", "90s", "90" or "1:02:03"; null for anything else. */
export function secondsOf(time: string): number | null {
  const clock = /^(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})$/.exec(time)
  const units = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s?)?$/.exec(time)
  const parts = clock ?? (time === '' ? null : units)
  if (parts === null) return null
  const [, hours = '0', minutes = '0', seconds = '0'] = parts
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
}

function timeOf(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join('')
}
