import { z } from 'zod'
import type { Result } from './app-error.ts'
import type { MediaState } from './media.ts'
import type { ProfileSummary } from './profile.ts'
import type { Recording, RecordingPage, RoomList } from './recording.ts'
import type { LibraryView, PlayerSettings } from './settings.ts'

/**
 * Every call and every event that crosses between main and renderer, once.
 * To add a call: one entry here and one handler in src/main/handlers.ts; without the handler it does not compile.
 * The preload gets the names at build time (electron.vite.config.ts), so that zod stays in main.
 */

/** A call's entry: the schema of its input, and, for the compiler only, the type of its answer. */
export interface CallEntry<I extends z.ZodType = z.ZodType, O = unknown> {
  readonly input: I
  readonly output?: O
}
const call =
  <O>() =>
  <I extends z.ZodType>(input: I): CallEntry<I, O> => ({ input })

const profileId = z.string().regex(/^[\w-]{1,64}$/)
const recordId = z.string().min(1).max(512)
const roomId = z.string().min(1).max(512)
const roomSid = z.string().min(1).max(512).nullable()
const order = z.enum(['newest', 'oldest'])
const nothing = z.undefined()

const libraryView = z.object({
  roomIds: z.array(roomId).max(1000),
  roomSid,
  order,
  page: z.int().min(1),
  pageSize: z.union([z.literal(20), z.literal(50), z.literal(100)]),
  layout: z.enum(['list', 'grid']),
})
const playerSettings = z.object({
  captionLanguage: z.string().max(64).nullable(),
  captionSize: z.enum(['s', 'm', 'l']),
  speed: z.number().min(0.5).max(3),
  volume: z.number().min(0).max(1),
  muted: z.boolean(),
})

/** What a profile looks like when it comes on screen. */
export interface OpenedProfile {
  profile: ProfileSummary
  view: LibraryView
}

export interface StartState {
  /** The profile to show, or null: the welcome screen. */
  opened: OpenedProfile | null
  /** Servers connected in this run, and the demo. */
  profiles: ProfileSummary[]
  player: PlayerSettings
  /** BCP 47, from the system. */
  locale: string
  platform: string
  version: string
}

export const calls = {
  'app.start': call<StartState>()(nothing),
  'profiles.openDemo': call<OpenedProfile>()(nothing),
  'profiles.connect': call<OpenedProfile>()(
    z.object({
      name: z.string().max(200),
      url: z.string().min(1).max(2000),
      apiKey: z.string().min(1).max(500),
      apiSecret: z.string().min(1).max(500),
    }),
  ),
  'profiles.open': call<OpenedProfile>()(z.object({ profileId })),
  /** A new secret for a profile whose old one was refused; answers once the server accepts it. */
  'profiles.replaceSecret': call<OpenedProfile>()(z.object({ profileId, apiSecret: z.string().min(1).max(500) })),
  'recordings.page': call<RecordingPage>()(
    z.object({
      profileId,
      query: z.object({
        roomIds: z.array(roomId).max(1000),
        roomSid,
        order,
        from: z.int().min(0),
        limit: z.int().min(1).max(100),
      }),
    }),
  ),
  /** Up to three recordings of the same room, older than this one, newest first. */
  'recordings.earlierInRoom': call<Recording[]>()(z.object({ profileId, recordId, roomId })),
  'rooms.list': call<RoomList>()(z.object({ profileId })),
  'media.state': call<MediaState>()(z.object({ profileId, recordId })),
  /** Throws a failed file away and starts over; the page then loads the media URL again. */
  'media.retry': call<MediaState>()(z.object({ profileId, recordId })),
  'settings.savePlayer': call<void>()(playerSettings),
  'settings.saveView': call<void>()(z.object({ profileId, view: libraryView })),
  'clipboard.write': call<void>()(z.object({ text: z.string().max(100_000) })),
} as const

export interface Events {
  'rooms.changed': { profileId: string; rooms: RoomList }
  'media.changed': MediaState
}

/** Main checks it at compile time; the preload gets it at build time. */
export const eventNames = ['rooms.changed', 'media.changed'] as const satisfies readonly (keyof Events)[]

export type Calls = typeof calls
export type CallName = keyof Calls
export type EventName = (typeof eventNames)[number]
export type Input<K extends CallName> = z.input<Calls[K]['input']>
export type Output<K extends CallName> = Calls[K] extends CallEntry<z.ZodType, infer O> ? O : never

type Arguments<K extends CallName> = undefined extends Input<K> ? [] : [input: Input<K>]
type Group<K extends string> = K extends `${infer G}.${string}` ? G : never
type MethodsOf<G extends string> = {
  [K in CallName as K extends `${G}.${infer M}` ? M : never]: (...input: Arguments<K>) => Promise<Result<Output<K>>>
}

/** `window.roomreel`: `roomreel.recordings.page({…})`, `roomreel.on('rooms.changed', …)`. */
export type Bridge = { [G in Group<CallName>]: MethodsOf<G> } & {
  /** Subscribes; the answer unsubscribes. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
}

/** One function per call; main registers this object and nothing else. */
export type Handlers = { [K in CallName]: (input: z.output<Calls[K]['input']>) => Promise<Output<K>> | Output<K> }
