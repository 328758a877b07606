import { z } from 'zod'

/**
 * What plugNmeet answers, as it comes (plugnmeet-protocol, JSON with snake_case names). Fields that nobody reads are
 * not named and pass. Turning it into the app's own types is decode.ts's work: transforms in a schema cost more.
 */
const numberLike = z.union([z.string(), z.number()]).nullish()
const text = z.string().nullish()
/** Half a character is no text: it would come back as something else from a database, and from the server. */
const id = z
  .string()
  .min(1)
  .max(512)
  .refine((text) => text.isWellFormed())

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isTextMap = (value: unknown): boolean =>
  isMap(value) && Object.values(value).every((entry) => typeof entry === 'string')
// Not z.record, which checks and copies key by key: it took a third of the time that a page needs.
const mapOfAnything = z.custom<Record<string, unknown>>(isMap).nullish()
const mapOfTexts = z.custom<Record<string, string>>(isTextMap).nullish()

const metadata = z
  .object({
    title: text,
    description: text,
    /** By language; each entry is looked at on its own, so that a bad one costs only itself. */
    subtitles: mapOfAnything,
    extra_data: mapOfTexts,
  })
  .nullish()

/** An entry of `subtitles`. */
export const wireSubtitles = z.object({ label: z.string(), url: z.string() })

export const wireRecording = z.object({
  record_id: id,
  room_id: id,
  room_sid: text,
  file_path: text,
  file_size: numberLike,
  creation_time: numberLike,
  room_creation_time: numberLike,
  metadata,
})
export type WireRecording = z.output<typeof wireRecording>

const pageOf = <T extends z.ZodType>(recording: T) =>
  z.object({
    result: z.object({
      total_recordings: numberLike,
      from: z.unknown(),
      limit: z.unknown(),
      recordings_list: z.array(recording).nullish(),
    }),
  })
/** The usual case, in one go. */
export const wirePage = pageOf(wireRecording)
export type WirePage = z.output<typeof wirePage>
/** For a page with a bad recording in it: everything but the recordings. */
export const wirePageOfAnything = pageOf(z.unknown())

export const wireInfo = z.object({
  recording_info: wireRecording,
  room_info: z
    .object({ room_title: text, joined_participants: numberLike, created: numberLike, ended: numberLike })
    .nullish(),
})

export const wireToken = z.object({ token: z.string().regex(/^[\w.~+=-]{8,8192}$/) })

/** Artifacts are looked at one by one, so that a bad one costs only itself. */
export const wireArtifacts = z.object({ result: z.object({ artifacts_list: z.array(z.unknown()).nullish() }) })
export const wireArtifact = z.object({
  artifact_id: id,
  type: z.string().min(1),
  created: numberLike,
  metadata: z.object({ file_info: z.object({ file_size: numberLike }).nullish() }).nullish(),
})

/** A room that is over, or that is going on: both name it alike. */
export const wireRoom = z.object({ room_id: id, room_title: text })
/** Rooms are looked at one by one, so that a bad one costs only itself. */
export const wirePastRooms = z.object({ result: z.object({ rooms_list: z.array(z.unknown()).nullish() }) })
export const wireActiveRooms = z.object({ rooms: z.array(z.unknown()).nullish() })
export const wireActiveRoom = z.object({ room_info: wireRoom })

/** What every answer has. `status_code` came with 2.1.7. */
export const wireStatus = z.object({ status: z.boolean(), status_code: text, msg: text })
