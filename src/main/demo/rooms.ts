/** A room of the demo and the videos that were recorded in it. */
export interface DemoRoom {
  id: string
  title: string
  mediaIds: readonly string[]
}

export const DEMO_ROOMS = {
  board: { id: 'faculty-board', title: 'Faculty board', mediaIds: ['board'] },
  research: { id: 'research-seminar', title: 'Research seminar', mediaIds: ['lake', 'audio'] },
  clinic: { id: 'clinical-skills', title: 'Clinical skills', mediaIds: ['airway'] },
  council: { id: 'town-council', title: 'Town council', mediaIds: ['council'] },
  students: { id: 'student-council', title: 'Student council', mediaIds: ['poll'] },
  it: { id: 'it-operations', title: 'IT operations', mediaIds: ['terminal'] },
} as const satisfies Record<string, DemoRoom>

export const ALL_ROOMS: readonly DemoRoom[] = Object.values(DEMO_ROOMS)

/** What generated rooms are called, by the videos that fit them. */
const KINDS: readonly { names: readonly string[]; mediaIds: readonly string[] }[] = [
  { names: ['Examination board', 'Finance committee', 'Appeals panel'], mediaIds: ['board'] },
  { names: ['Field group', 'Lab meeting', 'Doctoral colloquium'], mediaIds: ['lake', 'audio'] },
  { names: ['Ward round', 'Simulation lab'], mediaIds: ['airway'] },
  { names: ['District forum', 'Works committee'], mediaIds: ['council'] },
  { names: ['Fachschaft', 'Semesterrunde'], mediaIds: ['poll'] },
  { names: ['Service desk', 'Change review'], mediaIds: ['terminal'] },
]
const NAMED = KINDS.flatMap(({ names, mediaIds }) => names.map((name) => ({ name, mediaIds })))
const PLACES =
  'Ashford Bremen Clifton Dorfen Eastbank Falkenstein Glenmore Husum Inverie Jena Kirkwall Lindau Morven Norden'.split(
    ' ',
  )

/** So many rooms: the demo's own first, then generated ones, where `seed` says which comes first. */
export function roomsFor(count: number, seed: number): readonly DemoRoom[] {
  const extra = Math.max(0, count - ALL_ROOMS.length)
  return [...ALL_ROOMS, ...Array.from({ length: extra }, (_, at) => generatedRoom(at, seed))]
}

/** Every kind at every place comes once; the next round has a number. */
function generatedRoom(at: number, seed: number): DemoRoom {
  const pairs = NAMED.length * PLACES.length
  const pair = (at + seed) % pairs
  const kind = NAMED[pair % NAMED.length]
  const place = PLACES[Math.floor(pair / NAMED.length)] ?? ''
  const round = Math.floor(at / pairs)
  const title = `${kind?.name ?? ''} ${place}${round === 0 ? '' : ` ${round + 1}`}`
  return { id: title.toLowerCase().replaceAll(' ', '-'), title, mediaIds: kind?.mediaIds ?? [] }
}
