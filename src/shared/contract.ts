import { z } from 'zod'
import type { Result } from './app-error.ts'
import type {
  DownloadList,
  DownloadSettings,
  ExportState,
  Rules,
  RulesPreview,
  StorageItem,
  StorageState,
} from './download.ts'
import {
  type CallEntry,
  call,
  downloadSettings,
  filters,
  libraryView,
  newSecret,
  nothing,
  playerSettings,
  profileId,
  recordId,
  recordIds,
  roomId,
  roomSid,
  rules,
  sealedSecret,
  seconds,
  serverFields,
  sha256,
  shortcuts,
  sort,
  transcriptSettings,
} from './inputs.ts'
import { type MediaState, MOST_POSTER_BYTES } from './media.ts'
import type { PlayOffer } from './play-link.ts'
import type {
  ConnectionReport,
  ImportPreview,
  Keychain,
  ProfileStatus,
  ProfileSummary,
  ServerOffer,
} from './profile.ts'
import type { LibraryPage, LibraryStatus, Recording, RoomList } from './recording.ts'
import type { LibraryView, PlayerSettings, ShortcutSettings } from './settings.ts'
import type { TranscriptSettings } from './transcript.ts'
import { watchCalls } from './watch-calls.ts'

/**
 * Every call and every event that crosses between main and renderer, once.
 * To add a call: one entry here and one handler in src/main/handlers.ts; without the handler it does not compile.
 * The preload gets the names at build time (electron.vite.config.ts), so that zod stays in main.
 */

/** What a profile looks like when it comes on screen. */
export interface OpenedProfile {
  profile: ProfileSummary
  view: LibraryView
  /** The view's page as far as it is known on this device; null: never seen. */
  cached: LibraryPage | null
  rooms: RoomList | null
  library: LibraryStatus
}

/** What the user has to know once. */
export interface StartNotice {
  /** Set aside: a part, or all, was unreadable, and is kept under this name. In memory: the file cannot be used at all. */
  kind: 'settings-set-aside' | 'settings-in-memory' | 'presets-unreadable'
  file: string
}

export interface StartState {
  /** The profile to show, or null: the welcome screen. */
  opened: OpenedProfile | null
  /** Every server there is, and the demo unless it was removed, in the user's order. */
  profiles: ProfileSummary[]
  statuses: ProfileStatus[]
  /** A server that this start was asked to add. */
  offer: ServerOffer | null
  notices: StartNotice[]
  /** Base64: what the page encrypts secrets for (P-256, raw). */
  sealingKey: string
  player: PlayerSettings
  downloads: DownloadSettings
  transcripts: TranscriptSettings
  shortcuts: ShortcutSettings
  /** A recording that a link wants to be played; null: none. */
  play: PlayOffer | null
  /** BCP 47, from the system. */
  locale: string
  platform: string
  version: string
}

export const calls = {
  'app.start': call<StartState>()(nothing),
  'profiles.openDemo': call<OpenedProfile>()(nothing),
  'profiles.open': call<OpenedProfile>()(z.object({ profileId })),
  /** The network may be back: every server that did not answer is asked again at once. */
  'profiles.retry': call<void>()(nothing),
  /** A new order of the whole list. */
  'profiles.reorder': call<void>()(z.object({ profileIds: z.array(profileId).max(5000) })),
  /** A new secret for a profile whose old one was refused; answers once the server accepts it, and keeps it. */
  'profiles.replaceSecret': call<OpenedProfile>()(z.object({ profileId, secret: newSecret })),

  'servers.keychain': call<Keychain>()(nothing),
  /**
   * Asks a server as it would be saved. `signed: false` sends no credentials: for an address that is still being typed.
   * Without `sealed` the profile's stored secret is used, for its own origin only. A newer test ends an older one.
   */
  'servers.test': call<ConnectionReport>()(
    z.object({
      profileId: profileId.nullable(),
      fields: serverFields,
      sealed: sealedSecret.nullable(),
      signed: z.boolean(),
      /** The certificate that the form has been told to accept. */
      trusted: sha256.nullable(),
    }),
  ),
  /**
   * Saves a new (`profileId: null`) or a known server, without asking it anything. A stored secret stays unless there
   * is a new one, or the address leads to another host or is signed in to in another way: then it is forgotten.
   */
  'servers.save': call<ProfileSummary>()(
    z.object({
      profileId: profileId.nullable(),
      fields: serverFields,
      secret: newSecret.nullable(),
      trusted: sha256.nullable(),
    }),
  ),
  'servers.duplicate': call<ProfileSummary>()(z.object({ profileId })),
  /** Accepts the certificate that this server showed last, or (null) goes back to the usual rules. */
  'servers.trust': call<ProfileSummary>()(z.object({ profileId, sha256: sha256.nullable() })),
  /** What would go with a profile: complete files, and their bytes. */
  'servers.removal': call<{ files: number; bytes: number }>()(z.object({ profileId })),
  /**
   * Removes a profile with its folder and its secret. `exportFiles` asks for a folder first and copies its files there;
   * null when the user thought better of it. If it was on screen, `profiles.reopened` says what is now.
   */
  'servers.remove': call<{ exported: number } | null>()(z.object({ profileId, exportFiles: z.boolean() })),
  /** Writes servers to a file of the user's choice, with their secrets if there is a passphrase; null: cancelled. */
  'servers.export': call<{ file: string; servers: number; secrets: number } | null>()(
    z.object({ profileIds: z.array(profileId).min(1).max(5000), passphrase: sealedSecret.nullable() }),
  ),
  /** Looks into a file of the user's choice; null: cancelled. */
  'servers.chooseImport': call<ImportPreview | null>()(nothing),
  /** Looks into the text of a file that was dropped on the window. */
  'servers.readImport': call<ImportPreview>()(z.object({ text: z.string().max(10_000_000) })),
  /** Adds the servers at these places of the preview, with their secrets if the passphrase is given. */
  'servers.import': call<{ added: number }>()(
    z.object({
      importId: z.string().max(64),
      chosen: z.array(z.int().min(0)).max(5000),
      passphrase: sealedSecret.nullable(),
      keeping: z.enum(['keychain', 'session', 'file']),
    }),
  ),

  /**
   * A page of the library: at once where it is known on this device, else as soon as the server has answered. What the
   * server says meanwhile comes as `recordings.changed`. A newer question ends an older one, which fails with `aborted`.
   */
  'recordings.page': call<LibraryPage>()(
    z.object({
      profileId,
      query: z.object({
        roomIds: z.array(roomId).max(1000),
        roomSid,
        sort,
        filters,
        from: z.int().min(0),
        limit: z.int().min(1).max(100),
      }),
    }),
  ),
  /** Marks recordings as watched to the end, or as never begun. */
  'recordings.setWatched': call<void>()(
    z.object({ profileId, recordIds: z.array(recordId).min(1).max(10_000), finished: z.boolean() }),
  ),
  /** How far a recording has been played; 95 % is the end. */
  'recordings.savePosition': call<void>()(
    z.object({ profileId, recordId, seconds, durationSeconds: seconds.nullable() }),
  ),
  /** Asks the server now; answers once it has answered, and fails as it does. */
  'library.refresh': call<void>()(z.object({ profileId })),
  /** Up to three recordings of the same room, older than this one, newest first. */
  'recordings.earlierInRoom': call<Recording[]>()(z.object({ profileId, recordId, roomId })),
  'rooms.list': call<RoomList>()(z.object({ profileId })),
  /** Gives a room a name of the user's own, on this device; null: the server's title again. */
  'rooms.rename': call<void>()(z.object({ profileId, roomId, name: z.string().trim().min(1).max(200).nullable() })),
  'rooms.pin': call<void>()(z.object({ profileId, roomId, pinned: z.boolean() })),
  'media.state': call<MediaState>()(z.object({ profileId, recordId })),
  /** Throws a failed file away and starts over; the page then loads the media URL again. */
  'media.retry': call<MediaState>()(z.object({ profileId, recordId })),
  /** Shows the file in the system's file manager. Fails with `not-found` when it is not (wholly) here. */
  'media.showInFolder': call<void>()(z.object({ profileId, recordId })),
  /** Writes a frame of the recording (PNG) to a file of the user's choice; null: cancelled. */
  'media.saveFrame': call<{ file: string } | null>()(
    z.object({
      profileId,
      recordId,
      seconds,
      png: z.instanceof(Uint8Array).refine((it) => it.length <= 50_000_000),
    }),
  ),
  /** A kept recording is being dragged out of the window: the system goes on with its file, under a readable name. */
  'media.drag': call<void>()(z.object({ profileId, recordId })),
  /** A frame of the recording as JPEG, asked for by `media.posterWanted`; null: no picture could be made of it. */
  'media.savePoster': call<void>()(
    z.object({
      profileId,
      recordId,
      jpeg: z
        .instanceof(Uint8Array)
        .refine((it) => it.length <= MOST_POSTER_BYTES)
        .nullable(),
    }),
  ),

  'downloads.list': call<DownloadList>()(z.object({ profileId })),
  /**
   * Keeps recordings on this device: those that are here already stay, the others are queued. Answers how many were
   * queued; what becomes of them comes as events.
   */
  'downloads.keep': call<{ queued: number }>()(z.object({ profileId, recordIds })),
  /** Null: all of this server. What has come stays. */
  'downloads.pause': call<void>()(z.object({ profileId, recordIds: recordIds.nullable() })),
  /** Goes on with what was paused or has failed. Null: all of this server. */
  'downloads.resume': call<void>()(z.object({ profileId, recordIds: recordIds.nullable() })),
  /** Takes recordings out of the queue; what has come of them goes, too. */
  'downloads.cancel': call<void>()(z.object({ profileId, recordIds })),
  /** Puts one before another in the queue, or (null) at its end; the first one's ID: to the front. */
  'downloads.move': call<void>()(z.object({ profileId, recordId, before: recordId.nullable() })),
  'downloads.clearFinished': call<void>()(z.object({ profileId })),
  /**
   * Removes files from this device. Only copies stay unless `onlyCopies` says that the user was asked. What was removed
   * can be brought back by `downloads.undoRemove` for half a minute.
   */
  'downloads.remove': call<{ undoId: string; removed: number; bytes: number; onlyCopiesLeft: number }>()(
    z.object({ profileId, recordIds, onlyCopies: z.boolean() }),
  ),
  /** Brings back what was removed. Fails with `not-found` when it is too late. */
  'downloads.undoRemove': call<void>()(z.object({ profileId, undoId: z.string().max(64) })),

  'storage.state': call<StorageState>()(z.object({ profileId })),
  /** The files of one server that could go, at most 5 000. */
  'storage.items': call<StorageItem[]>()(z.object({ profileId })),
  /** Asks for a folder and moves all files into it in the background; null: cancelled. Fails with `disk` when it cannot be used. */
  'storage.chooseLocation': call<{ location: string } | null>()(nothing),
  /** Goes on with a move that has failed. */
  'storage.retryMove': call<void>()(nothing),

  'rules.get': call<Rules>()(z.object({ profileId })),
  /** What these rules would do now, if they were saved. */
  'rules.preview': call<RulesPreview>()(z.object({ profileId, rules })),
  'rules.save': call<void>()(z.object({ profileId, rules })),

  /**
   * Exports recordings: one to a file of the user's choice, several to a folder. Those that are not here are downloaded
   * first. Answers at once, null when the user thought better of it; what follows comes as `export.changed`.
   */
  'export.start': call<ExportState | null>()(
    z.object({
      profileId,
      recordIds: z.array(recordId).min(1).max(1000),
      template: z.string().max(200),
      subtitles: z.boolean(),
      metadata: z.boolean(),
    }),
  ),
  /** What is whole stays in the folder. */
  'export.stop': call<void>()(z.object({ exportId: z.string().max(64) })),
  /** The names that a template makes of these recordings, at most the first three: for the dialog. */
  'export.names': call<string[]>()(
    z.object({ profileId, recordIds: z.array(recordId).min(1).max(1000), template: z.string().max(200) }),
  ),
  /** Shows what an export has written. */
  'export.show': call<void>()(z.object({ exportId: z.string().max(64) })),

  'settings.saveDownloads': call<void>()(downloadSettings),
  'settings.saveTranscripts': call<void>()(transcriptSettings),
  'settings.saveShortcuts': call<void>()(shortcuts),
  'settings.savePlayer': call<void>()(playerSettings),
  'settings.saveView': call<void>()(z.object({ profileId, view: libraryView })),
  'clipboard.write': call<void>()(z.object({ text: z.string().max(20_000_000) })),
  ...watchCalls,
} as const

export interface Events {
  'rooms.changed': { profileId: string; rooms: RoomList }
  'media.changed': MediaState
  /** The queue, the files or what they take have changed: `downloads.list` and `storage.state` are to be asked again. */
  'downloads.changed': { profileId: string }
  /** A picture of a recording at this second is wanted; answered by `media.savePoster`. */
  'media.posterWanted': { profileId: string; recordId: string; seconds: number }
  'export.changed': ExportState
  'profiles.changed': { profiles: ProfileSummary[] }
  'profiles.status': ProfileStatus
  /** The profile on screen goes on with another address, secret or certificate: what is shown starts over. */
  'profiles.reopened': OpenedProfile
  /** The library knows other recordings, or knows them better, than before: pages on screen are to be asked again. */
  'recordings.changed': { profileId: string }
  'library.status': LibraryStatus
  /** A link, or a second start, wants something. */
  'servers.offered': ServerOffer
  /** A link wants a recording to be played. */
  'app.play': PlayOffer
  /** Tracks of this recording, or (null) of several, are other than before: they are to be asked for again. */
  'transcripts.changed': { profileId: string; recordId: string | null }
  /** Chosen from the application's menu, or asked for by a second start. */
  'app.command':
    | { command: 'open'; profileId: string }
    | { command: 'add-server' }
    | { command: 'manage-servers' }
    | { command: 'import-servers' }
    | { command: 'downloads'; profileId: string }
    | { command: 'settings' }
}

/** Main checks it at compile time; the preload gets it at build time. */
export const eventNames = [
  'rooms.changed',
  'media.changed',
  'downloads.changed',
  'media.posterWanted',
  'export.changed',
  'profiles.changed',
  'profiles.status',
  'profiles.reopened',
  'recordings.changed',
  'library.status',
  'servers.offered',
  'app.play',
  'transcripts.changed',
  'app.command',
] as const satisfies readonly (keyof Events)[]

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
