import { t } from '@lingui/core/macro'
import type { FileFacts as MediaFileFacts, MediaState } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import type { RecordingDetails } from '../../../shared/watch-calls.ts'
import { formatClock, formatDateTimeLong, formatDateTimeRange, formatNumber, formatSize } from '../../format.ts'
import { recordedAt, roomOf } from '../../recording-words.ts'
import { mediaStatusWords } from './media-status.ts'

/** What only the loaded file can say; zeros while it has not. */
export interface FileFacts {
  durationSeconds: number
  width: number
  height: number
}

export interface DetailRow {
  label: string
  value: string
  /** IDs and paths: mono, for copying. */
  code: boolean
  /** Where the file is: icon and words belong together. */
  status: boolean
  /** What more is to be known of it. */
  hint?: string
}

const row = (label: string, value: string | null): DetailRow[] =>
  value === null || value === '' ? [] : [{ label, value, code: false, status: false }]
const code = (label: string, value: string): DetailRow[] =>
  value === '' ? [] : [{ label, value, code: true, status: false }]

/**
 * The rows of the details panel in their groups; what is not known is left out. `more`: what was asked for only to be
 * read; null: not yet.
 */
export function detailGroups(
  recording: Recording,
  facts: FileFacts,
  media: MediaState | null,
  more: RecordingDetails | null = null,
): DetailRow[][] {
  const { file } = recording
  // What was once found in the file is known before, and without, loading it.
  const durationSeconds = facts.durationSeconds || (file?.durationSeconds ?? 0)
  const width = facts.width || (file?.width ?? 0)
  const height = facts.height || (file?.height ?? 0)
  const size = media?.bytesTotal ?? recording.sizeBytes
  const groups = [
    [
      ...row(t`Room`, roomOf(recording)),
      ...recordedRow(recording),
      ...row(t`Length`, durationSeconds > 0 ? formatClock(durationSeconds) : null),
      ...row(t`Video`, width > 0 ? `${width} × ${height}` : durationSeconds > 0 ? t`Sound only` : null),
      ...row(t`Format`, file === null ? null : formatWords(file)),
      ...row(t`Size`, size === null ? null : formatSize(size)),
      ...row(t`Subtitles`, recording.subtitles.map((track) => track.label).join(', ') || t`None`),
      ...row(t`Took part`, more?.participants == null ? null : formatNumber(more.participants)),
    ],
    [
      ...(media === null ? [] : [{ label: t`Status`, value: mediaStatusWords(media), code: false, status: true }]),
      ...row(t`Since`, more?.file == null ? null : formatDateTimeLong(Math.floor(more.file.since / 1000))),
      ...code(t`File`, more?.file?.path ?? ''),
    ],
    [
      ...code(t`Recording ID`, recording.recordId),
      ...code(t`Session ID`, recording.roomSid),
      ...code(t`Room ID`, recording.roomId),
      ...code(t`Server file`, recording.filePath),
    ],
    // The server's own words on both sides.
    Object.entries(recording.extraData).flatMap(([label, value]) => row(label, value)),
  ]
  return groups.filter((group) => group.length > 0)
}

/** In the reader's zone; in UTC, as servers count, behind it. */
function recordedRow(recording: Recording): DetailRow[] {
  const at = recordedAt(recording)
  const rows = row(t`Recorded`, formatDateTimeRange(at, recording.endedAt))
  return at === null ? rows : rows.map((each) => ({ ...each, hint: utcRange(at, recording.endedAt) }))
}

function utcRange(startedAt: number, endedAt: number | null): string {
  const utc = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return endedAt === null ? `${utc(startedAt)} UTC` : `${utc(startedAt)} – ${utc(endedAt)} UTC`
}

/** Codecs by the names that people know them by; an unknown one as the file names it. */
const CODECS: readonly [prefix: string, name: string][] = [
  ['avc', 'H.264'],
  ['hev1', 'H.265'],
  ['hvc1', 'H.265'],
  ['vp09', 'VP9'],
  ['vp8', 'VP8'],
  ['av01', 'AV1'],
  ['mp4a', 'AAC'],
  ['opus', 'Opus'],
  ['vorbis', 'Vorbis'],
]

function formatWords({ videoCodec, audioCodec }: MediaFileFacts): string {
  const names = [videoCodec, audioCodec].filter((codec) => codec !== null)
  return names.map((codec) => CODECS.find(([prefix]) => codec.startsWith(prefix))?.[1] ?? codec).join(', ')
}

/** The same rows as text for the clipboard, with the title first. */
export function detailsAsText(title: string, groups: readonly (readonly DetailRow[])[]): string {
  return [title, ...groups.flat().map(({ label, value }) => `${label}: ${value}`)].join('\n')
}
