import type { WireRecording } from './wire-recording.ts'

type Spoiler = (record: WireRecording, first: WireRecording) => unknown

const YEAR_0 = '-62167219200'
const YEAR_50000 = '1515680380800'
const RIGHT_TO_LEFT_OVERRIDE = '\u202e'

const titled = (record: WireRecording, title: string) => ({ ...record, metadata: { ...record.metadata, title } })

/** One way each for a record to be bad. */
const SPOILERS: readonly Spoiler[] = [
  (record) => ({ ...record, record_id: 42, room_id: ['not', 'text'] }),
  ({ record_id: _, ...rest }) => rest,
  (record, first) => ({ ...record, record_id: first.record_id }),
  (record) => ({ ...record, file_size: 'NaN' }),
  (record) => ({ ...record, file_size: -3.5 }),
  (record) => ({ ...record, file_size: 'abc' }),
  (record) => ({ ...record, creation_time: YEAR_0, room_creation_time: 'yesterday' }),
  (record) => ({ ...record, creation_time: YEAR_50000 }),
  (record) => titled(record, '<img src=x onerror="document.title=\'owned\'">'),
  (record) => titled(record, `Minutes ${RIGHT_TO_LEFT_OVERRIDE}4pm.exe`),
  (record) => ({ ...record, file_path: '../../etc/passwd' }),
  (record) => ({ ...record, metadata: 'not a map' }),
  (record) => ({
    ...record,
    metadata: { ...record.metadata, subtitles: { en: 7, de: { label: 'Deutsch', url: 'javascript:1' } } },
  }),
  () => null,
]

/** The same page with every record bad in the next way; the first one, and one of each round, stay as they are. */
export function spoiled(records: readonly WireRecording[]): unknown[] {
  const [first] = records
  if (first === undefined) return []
  return records.map((record, at) => {
    const spoil = SPOILERS[(at % (SPOILERS.length + 1)) - 1]
    return spoil === undefined ? record : spoil(record, first)
  })
}
