import type { Recording } from '../../shared/recording.ts'
import { type FactsRow, unpackShown } from './facts.ts'
import { unpackMedia } from './media-facts-table.ts'

/** A recording as the tables join it. */
export interface RecordingRow extends FactsRow {
  on_device: number
  gone: number
  /** The user's name for the room. */
  room_name: string | null
  room_title: string | null
  seconds: number | null
  duration_seconds: number | null
  finished: number | null
  media: string | null
}

/** Joins the parts of the recordings whose places `picked` selects, as `p`. */
export const rowsOf = (picked: string, order: string): string => `
  SELECT d.record_id, d.facts, d.media, r.size_bytes, r.on_device, r.gone, o.room_id, o.name AS room_name, o.title AS room_title,
         w.seconds, w.duration_seconds, w.finished
  FROM (${picked}) p CROSS JOIN recordings r ON r.place = p.place CROSS JOIN details d ON d.place = p.place
  CROSS JOIN rooms o ON o.id = r.room LEFT JOIN positions w ON w.record_id = d.record_id
  ORDER BY ${order}`

/** A row as a screen shows it: without the addresses of its subtitles. */
export function toRecording(row: RecordingRow): Recording {
  const facts = unpackShown(row)
  const { seconds, duration_seconds, finished } = row
  const { file, posterAt } = unpackMedia(row.media)
  const durationSeconds = duration_seconds ?? file?.durationSeconds ?? null
  // Added to, not copied: it is our own, and a page is made of a hundred.
  return Object.assign(facts, {
    roomTitle: row.room_name ?? facts.roomTitle ?? row.room_title,
    onDevice: row.on_device === 1,
    onServer: row.gone === 0,
    watched: seconds === null ? null : { seconds, durationSeconds, finished: finished === 1 },
    file,
    posterAt,
  })
}
