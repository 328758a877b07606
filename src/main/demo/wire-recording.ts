import type { DemoMedia } from './media-set.ts'
import type { DemoRecording } from './recording-source.ts'

export interface WireContext {
  /** Where this server's subtitle files are, without a slash at the end. */
  subtitlesUrl: string
  media: DemoMedia | undefined
  /** As the public docs have it: numbers for strings, bytes for megabytes. */
  docsStyle: boolean
}

const EXTENSION = /\.\w+$/

/** A recording as /auth/recording/fetch lists it: 64-bit integers as strings, the size in MB with 2 decimals. */
export function wireRecording(recording: DemoRecording, { subtitlesUrl, media, docsStyle }: WireContext) {
  const integer = (value: number) => (docsStyle ? value : String(value))
  const sizeBytes = media?.sizeBytes ?? 0
  const extension = EXTENSION.exec(media?.file ?? '')?.[0] ?? '.mp4'
  return {
    record_id: recording.recordId,
    room_id: recording.roomId,
    room_sid: recording.roomSid,
    file_path: `node_01/${recording.roomId}/${recording.recordId}${extension}`,
    file_size: docsStyle ? sizeBytes : Math.round(sizeBytes / 10_000) / 100,
    creation_time: integer(recording.createdAt),
    room_creation_time: integer(recording.startedAt),
    ...(recording.about === null ? {} : { metadata: metadata(recording, recording.about, subtitlesUrl, media) }),
  }
}

type CompleteRecording = ReturnType<typeof wireRecording>
/** As it is sent: a server with a fault has no time of its creation. */
export type WireRecording = Omit<CompleteRecording, 'creation_time'> & Partial<Pick<CompleteRecording, 'creation_time'>>

function metadata(
  recording: DemoRecording,
  about: { title: string; description: string },
  subtitlesUrl: string,
  media: DemoMedia | undefined,
) {
  const tracks = recording.hasSubtitles ? (media?.subtitles ?? []) : []
  const subtitles = tracks.map(({ language, label, file }) => [language, { label, url: `${subtitlesUrl}/${file}` }])
  return {
    ...about,
    subtitles: Object.fromEntries(subtitles) as Record<string, { label: string; url: string }>,
    extra_data: {
      'meeting-title': recording.roomTitle,
      'meeting-created': dateTime(recording.startedAt),
      'meeting-ended': dateTime(recording.endedAt),
    },
  }
}

/** "YYYY-MM-DD hh:mm:ss" in UTC, without saying so: as the server writes it. */
export const dateTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
