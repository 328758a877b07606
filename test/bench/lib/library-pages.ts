import type Database from 'better-sqlite3'
import type { Library } from '../../../src/main/library/library.ts'
import { rowsOf } from '../../../src/main/library/row.ts'
import { median, percentile95 } from './figures.ts'

/** A page of 50, at a part of what its rooms have. */
interface Shape {
  rooms: 0 | 5
  part: number
}

export interface PageTimes {
  rooms: number
  part: number
  p50Ms: number
  p95Ms: number
  /** Of the bare statement. */
  bareP50Ms: number
}

const LIMIT = 50
const SHAPES: readonly Shape[] = [
  { rooms: 5, part: 0 },
  { rooms: 5, part: 0.5 },
  { rooms: 5, part: 0.9 },
  { rooms: 0, part: 0.5 },
]
const ROUNDS = 200
const WARM_UP = 20

/**
 * What a screen's page takes in main (the library's state, the total, the rows, and the recordings out of them), against
 * nothing but its rows' statement, on the same database, alternating, with other rooms in every round.
 */
export function pageTimes(library: Library, db: Database.Database): PageTimes[] {
  const rooms = library.rooms().rooms.map(({ roomId, count }) => ({ roomId, count: count ?? 0 }))
  return SHAPES.map((shape) => {
    const times: number[] = []
    const bareTimes: number[] = []
    const bare = bareStatements(db, shape.rooms)
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const chosen = Array.from({ length: shape.rooms }, (_, at) => rooms[(round + WARM_UP + at * 37) % rooms.length])
      const roomIds = chosen.flatMap((room) => room?.roomId ?? [])
      const counted = shape.rooms === 0 ? rooms : chosen
      const total = counted.reduce((sum, room) => sum + (room?.count ?? 0), 0)
      const from = Math.floor((total - LIMIT) * shape.part)
      const bareMs = timed(() => bare(roomIds, total, from))
      const ms = timed(() => library.surePage({ roomIds, roomSid: null, order: 'newest', from, limit: LIMIT }))
      if (round < 0) continue
      times.push(ms)
      bareTimes.push(bareMs)
    }
    return { ...shape, p50Ms: median(times), p95Ms: percentile95(times), bareP50Ms: median(bareTimes) }
  })
}

/** The rows of a page, along the index from the list's nearer end, and nothing else. */
function bareStatements(db: Database.Database, rooms: number) {
  const arm = 'SELECT place FROM recordings WHERE room = (SELECT id FROM rooms WHERE room_id = ?)'
  const picked =
    rooms === 0 ? 'SELECT place FROM recordings' : Array.from({ length: rooms }, () => arm).join(' UNION ALL ')
  const [down, up] = ['ASC', 'DESC'].map((way) =>
    db.prepare<unknown[], unknown>(rowsOf(`${picked} ORDER BY place ${way} LIMIT ? OFFSET ?`, 'p.place')),
  )
  return (roomIds: readonly string[], total: number, from: number): unknown =>
    from > total - from - LIMIT ? up?.all(...roomIds, LIMIT, total - from - LIMIT) : down?.all(...roomIds, LIMIT, from)
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
