import { z } from 'zod'
import { AppFailure } from '../../shared/app-error.ts'
import type { Bookmark } from '../../shared/watching.ts'
import type { Position } from '../library/positions-table.ts'

/** What was watched and noted on one server. */
export interface OwnHistory {
  positions: Position[]
  bookmarks: Omit<Bookmark, 'id'>[]
}

export const MOST_HISTORY_BYTES = 50_000_000

const recordId = z.string().min(1).max(512)
const seconds = z.number().min(0).max(1e9)
const position = z.object({
  recordId,
  seconds,
  durationSeconds: seconds.nullable(),
  finished: z.boolean(),
  /** ms since 1970. */
  at: z.number().min(0).max(1e15),
})
const bookmark = z.object({ recordId, seconds, note: z.string().max(2000), createdAt: z.number().min(0).max(1e12) })
const file = z.object({
  roomreel: z.literal('history'),
  version: z.literal(1),
  positions: z.array(z.unknown()),
  bookmarks: z.array(z.unknown()),
})

/** The text of a history file. `server`: the host that it is of, for whoever reads it. */
export function writeHistory(server: string, { positions, bookmarks }: OwnHistory): string {
  const noted = bookmarks.map(({ recordId, seconds, note, createdAt }) => ({ recordId, seconds, note, createdAt }))
  return `${JSON.stringify({ roomreel: 'history', version: 1, server, positions, bookmarks: noted }, null, 1)}\n`
}

/** Entries that cannot be read are left out. Fails with `malformed` for what is no history file. */
export function readHistory(text: string): OwnHistory {
  const { data } = file.safeParse(jsonOf(text))
  if (data === undefined) throw new AppFailure('malformed', 'the file is not a history that Roomreel has exported')
  return {
    positions: data.positions.flatMap((entry) => position.safeParse(entry).data ?? []),
    bookmarks: data.bookmarks.flatMap((entry) => bookmark.safeParse(entry).data ?? []),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}
