import { AppFailure } from '../../shared/app-error.ts'
import type { RecordingMetadata } from '../../shared/metadata.ts'
import { wireInfo, wireSubtitles } from './wire.ts'

/** What can be edited, out of the answer to `recording/info`, as it is there. Fails with `malformed`. */
export function decodeMetadata(answer: unknown): RecordingMetadata {
  const { data } = wireInfo.safeParse(answer)
  if (data === undefined) throw new AppFailure('malformed', 'the answer holds no recording')
  const metadata = data.recording_info.metadata ?? {}
  return {
    title: metadata.title ?? '',
    description: metadata.description ?? '',
    subtitles: Object.entries(metadata.subtitles ?? {}).flatMap(([language, entry]) => {
      const subtitles = wireSubtitles.safeParse(entry).data
      return subtitles === undefined ? [] : [{ language, label: subtitles.label, url: subtitles.url }]
    }),
    extraData: { ...metadata.extra_data },
  }
}
