import { z } from 'zod'
import { CHECK_MINUTES, SIGN_INS } from './profile.ts'
import { NO_FILTERS, RECORDING_SORTS } from './recording.ts'

/** What the calls of the contract are made of. */

/** A call's entry: the schema of its input, and, for the compiler only, the type of its answer. */
export interface CallEntry<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly input: I
  readonly output?: O
}
/** An entry of the contract: `call<Answer>()(inputSchema)`. */
export const call =
  <O>() =>
  <I extends z.ZodType>(input: I): CallEntry<I, O> => ({ input })

export const profileId = z.string().regex(/^[\w-]{1,64}$/)
export const recordId = z.string().min(1).max(512)
export const roomId = z.string().min(1).max(512)
export const roomSid = z.string().min(1).max(512).nullable()
export const sort = z.enum(RECORDING_SORTS)
export const epochSeconds = z.number().min(-1e12).max(1e12)
export const seconds = z.number().min(0).max(1e9)
export const filters = z.object({
  text: z.string().max(1000),
  since: epochSeconds.nullable(),
  until: epochSeconds.nullable(),
  minBytes: z.number().min(0).max(1e15).nullable(),
  subtitles: z.string().max(64).nullable(),
  onDevice: z.boolean(),
  watched: z.enum(['new', 'started', 'finished']).nullable(),
})
export const nothing = z.undefined()

export const libraryView = z.object({
  roomIds: z.array(roomId).max(1000),
  roomSid,
  sort,
  filters: filters.catch(NO_FILTERS),
  page: z.int().min(1),
  pageSize: z.union([z.literal(20), z.literal(50), z.literal(100)]),
  layout: z.enum(['list', 'grid']),
  paging: z.enum(['pages', 'endless']).catch('pages'),
})
export const speed = z.number().min(0.25).max(4)
export const playerSettings = z.object({
  captionLanguage: z.string().max(64).nullable(),
  captionSize: z.enum(['s', 'm', 'l']),
  captionPosition: z.enum(['bottom', 'top']).catch('bottom'),
  captionBackground: z.enum(['plate', 'shade', 'none']).catch('plate'),
  speed,
  volume: z.number().min(0).max(2),
  muted: z.boolean(),
  // These came later: settings of an older Roomreel do not have them.
  skipSilence: z.boolean().catch(false),
  followTranscript: z.boolean().catch(true),
  transcriptLayout: z.enum(['under', 'beside']).catch('under'),
})
export const shortcuts = z.record(z.string().max(64), z.array(z.string().min(1).max(64)).max(4))
export const transcriptSettings = z.object({ background: z.boolean() })

export const trackId = z.string().min(1).max(600)
export const offsetMs = z.number().min(-86_400_000).max(86_400_000)
export const recordingChoice = z.object({
  trackId: trackId.nullable().optional(),
  secondTrackId: trackId.nullable().optional(),
  offsetsMs: z.record(trackId, offsetMs).optional(),
  audioOnly: z.boolean().optional(),
})
export const metadata = z.object({
  title: z.string().max(2000),
  description: z.string().max(20_000),
  subtitles: z
    .array(z.object({ language: z.string().min(1).max(64), label: z.string().max(200), url: z.string().max(8000) }))
    .max(200),
  extraData: z.record(z.string().min(1).max(500), z.string().max(20_000)),
})

export const recordIds = z.array(recordId).min(1).max(10_000)
export const downloadSettings = z.object({
  limitBytes: z.number().min(0).max(1e15).nullable(),
  atOnce: z.int().min(1).max(10),
  perServer: z.int().min(1).max(10),
  bytesPerSecond: z.number().min(10_000).max(1e12).nullable(),
  notify: z.boolean(),
  exportTemplate: z.string().max(200),
  exportSubtitles: z.boolean(),
  exportMetadata: z.boolean(),
})
export const rules = z.object({
  rooms: z.array(z.object({ roomId, newest: z.int().min(1).max(10_000).nullable() })).max(1000),
  removeWatchedAfterDays: z.int().min(0).max(3650).nullable(),
})

export const shortText = z.string().max(500)
export const base64 = z.base64().max(20_000)
export const sealedSecret = z.object({ publicKey: base64, nonce: base64, data: base64 })
export const newSecret = z.object({ sealed: sealedSecret, keeping: z.enum(['keychain', 'session', 'file']) })
export const sha256 = z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)

/** What a server's form sends; also what is read from files. */
export const serverFields = z.object({
  name: z.string().max(200),
  url: z.string().max(2000),
  apiKey: shortText,
  rooms: z.array(roomId).max(1000),
  signIn: z.enum(SIGN_INS),
  endpointPath: shortText,
  checkMinutes: z.literal(CHECK_MINUTES),
  pageLimit: z.int().min(1).max(100),
  proxy: z.string().max(2000),
})
