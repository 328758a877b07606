import { decodePage } from '../../../../src/main/plugnmeet/decode.ts'
import type { RecordingQuery } from '../../../../src/shared/recording.ts'

export const QUERY: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 40, limit: 20 }
export const CREATED = 1_794_477_600

export const wire = (fields: object = {}, at = 1) => ({
  record_id: `SID_${at}-1794477600123`,
  room_id: 'faculty-board',
  room_sid: `SID_${at}`,
  file_path: `node_01/faculty-board/SID_${at}.mp4`,
  file_size: 12.34,
  creation_time: String(CREATED),
  room_creation_time: String(CREATED - 7200),
  metadata: { title: 'Minutes', description: 'All of them', subtitles: {}, extra_data: {} },
  ...fields,
})
export const pageOf = (list: unknown, fields: object = {}) => ({
  status: true,
  result: { total_recordings: '237', from: '40', limit: '20', order_by: 'DESC', recordings_list: list, ...fields },
})
/** What addresses without a host are meant from. */
export const BASE = new URL('https://meet.example/plug')
export const decode = (answer: unknown, query: Partial<RecordingQuery> = {}) =>
  decodePage(answer, { ...QUERY, ...query }, BASE)

/** The only recording of a page with this in it; fails when it was left out. */
export function decoded(fields: object) {
  const [recording, ...more] = decode(pageOf([wire(fields)])).recordings
  if (recording === undefined || more.length > 0) throw new Error('not one recording')
  return recording
}
