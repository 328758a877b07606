import { AppFailure, type ErrorCode, type Result } from '../../../src/shared/app-error.ts'
import type { Bridge, Events, Input, OpenedProfile, StartState } from '../../../src/shared/contract.ts'
import {
  DEFAULT_DOWNLOAD_SETTINGS,
  type DownloadList,
  type DownloadSettings,
  type ExportState,
  NO_RULES,
  type Rules,
  type RulesPreview,
  type StorageItem,
  type StorageState,
} from '../../../src/shared/download.ts'
import type { EditOutcome, RecordingMetadata } from '../../../src/shared/metadata.ts'
import { NEW_SERVER, type ProfileSummary, type ServerFields } from '../../../src/shared/profile.ts'
import type { LibraryPage, LibraryStatus, RoomList } from '../../../src/shared/recording.ts'
import { DEFAULT_LIBRARY_VIEW, DEFAULT_PLAYER_SETTINGS, type LibraryView } from '../../../src/shared/settings.ts'
import { DEFAULT_TRANSCRIPT_SETTINGS, type SaidHit, type SaidPage, type Track } from '../../../src/shared/transcript.ts'
import type { RecordingDetails } from '../../../src/shared/watch-calls.ts'
import type { FoundBookmark, History, Remembered } from '../../../src/shared/watching.ts'
import { downloadList, exportState, storageState } from './download-fixture.ts'
import { recording } from './recording-fixture.ts'

export { MemoryWindow } from './memory-window.ts'
export { recording }

const KNOWN = { ...NEW_SERVER, managed: false, temporary: false, certificate: null } as const
export const DEMO: ProfileSummary = { ...KNOWN, id: 'demo', host: '', kind: 'demo', secret: 'none' }
export const NORTH: ProfileSummary = {
  ...KNOWN,
  id: 'north',
  name: 'Northlake University',
  host: 'meet.northlake.example',
  url: 'https://meet.northlake.example',
  kind: 'server',
  apiKey: 'roomreel-viewer',
  secret: 'keychain',
}

export const libraryPage = (change: Partial<LibraryPage> = {}): LibraryPage => ({
  recordings: [],
  total: 0,
  more: false,
  from: 0,
  limit: 20,
  leftOut: 0,
  source: 'device',
  updatedAt: 1000,
  complete: true,
  sort: 'newest',
  ...change,
})

export const track = (change: Partial<Track> = {}): Track => ({
  id: 'server:en',
  kind: 'server',
  language: 'en',
  label: 'English',
  state: 'ready',
  error: null,
  cues: 3,
  version: 1,
  ...change,
})

export const saidPage = (change: Partial<SaidPage> = {}): SaidPage => ({
  recordings: [],
  total: 0,
  hits: 0,
  more: false,
  from: 0,
  limit: 20,
  coverage: { searched: 0, without: 0, waiting: 0, failed: 0 },
  sort: 'match',
  ...change,
})

export const libraryStatus = (change: Partial<LibraryStatus> = {}): LibraryStatus => ({
  profileId: 'demo',
  known: 45,
  total: 45,
  complete: true,
  crawling: false,
  answeredAt: 1000,
  failure: null,
  failedAt: 0,
  languages: [],
  trouble: null,
  ...change,
})

export const opened = (profile: ProfileSummary, view: Partial<LibraryView> = {}): OpenedProfile => ({
  profile,
  view: { ...DEFAULT_LIBRARY_VIEW, ...view },
  cached: null,
  rooms: null,
  library: libraryStatus({ profileId: profile.id }),
})

export const failure = (code: ErrorCode): { ok: false; error: AppFailure['error'] } => ({
  ok: false,
  error: new AppFailure(code, `it was ${code}`, { host: 'meet.northlake.example', raw: '401' }).error,
})

const saved = (fields: ServerFields): ProfileSummary => ({ ...NORTH, ...fields })
const ok = <T>(value: T): Result<T> => ({ ok: true, value })

/** A point on P-256 that nobody has the key of: what is sealed for it stays closed. */
const SEALING_KEY = Buffer.from(
  '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  'hex',
).toString('base64')

/** A question that waits until the test answers it. */
export interface Question<I, O> {
  input: I
  answer: (result: Result<O>) => void
}

/** Main, as far as the stores can see it: `total` recordings, answered at once unless a test holds answers back. */
export class MemoryBridge implements Bridge {
  total = 45
  rooms_: RoomList = { rooms: [], total: null, complete: false }
  start: StartState = {
    opened: null,
    profiles: [DEMO],
    statuses: [],
    offer: null,
    notices: [],
    sealingKey: SEALING_KEY,
    player: DEFAULT_PLAYER_SETTINGS,
    downloads: DEFAULT_DOWNLOAD_SETTINGS,
    transcripts: DEFAULT_TRANSCRIPT_SETTINGS,
    shortcuts: {},
    play: null,
    locale: 'en-GB',
    platform: 'linux',
    version: '0.1.0',
  }
  /** What the calls answer instead of success. */
  refusal: ReturnType<typeof failure> | null = null
  /** Collects page questions for the test to answer; null: they are answered at once. */
  held: Question<Input<'recordings.page'>, LibraryPage>[] | null = null
  readonly asked: Input<'recordings.page'>[] = []
  readonly opens: string[] = []
  readonly reorders: string[][] = []
  readonly savedViews: Input<'settings.saveView'>[] = []
  readonly savedPlayers: Input<'settings.savePlayer'>[] = []
  readonly savedDownloads: DownloadSettings[] = []
  readonly #listeners = new Map<string, Set<(payload: never) => void>>()

  /** The downloads of each profile; those that are not here have none. */
  readonly lists = new Map<string, DownloadList>()
  /** Collects questions for downloads for the test to answer; null: they are answered at once. */
  heldLists: Question<Input<'downloads.list'>, DownloadList>[] | null = null
  readonly listsAsked: string[] = []
  /** What was asked to happen to files, in order: the call, and what it was given. */
  readonly fileCalls: { call: string; input: unknown }[] = []
  /** Recordings whose file here is the only copy. */
  readonly onlyCopies = new Set<string>()
  storage_: StorageState = storageState()
  readonly storageAsked: string[] = []
  readonly storageItems: StorageItem[] = []
  rules_: Rules = NO_RULES
  readonly previews: Question<Input<'rules.preview'>, RulesPreview>[] = []
  /** What starting an export answers. */
  exported: ExportState | null = exportState()

  /** Titles that are other than "Waves", by record ID. */
  readonly titles = new Map<string, string>()
  /** Recordings that have come on top of the others. */
  readonly newer: string[] = []
  readonly refreshed: string[] = []
  readonly marked: Input<'recordings.setWatched'>[] = []
  readonly positions: Input<'recordings.savePosition'>[] = []
  /** What was asked about transcripts, bookmarks, history and settings, in order: the call, and what it was given. */
  readonly watchCalls: { call: string; input: unknown }[] = []
  tracks_: Track[] = []
  said: SaidPage = saidPage()
  remembered_: Remembered = { choice: {}, roomSpeed: null, bookmarks: [] }
  history_: History = { recordings: [], total: 0 }
  metadata_: RecordingMetadata = { title: 'Waves', description: '', subtitles: [], extraData: {} }
  edited: EditOutcome = { kind: 'saved' }
  details_: RecordingDetails = { file: null, participants: null, summary: null, failure: null }
  found: FoundBookmark[] = []
  hits_: SaidHit[] = []
  readonly roomChanges: (Input<'rooms.rename'> | Input<'rooms.pin'>)[] = []

  pageOf({ query }: Input<'recordings.page'>): LibraryPage {
    const all = [...this.newer, ...Array.from({ length: this.total }, (_, index) => `R${index + 1}`)]
    const recordings = all
      .slice(query.from, query.from + query.limit)
      .map((recordId) => recording({ recordId, title: this.titles.get(recordId) ?? 'Waves' }))
    const { from, limit, sort } = query
    return libraryPage({ recordings, total: all.length, from, limit, sort })
  }

  readonly app: Bridge['app'] = { start: async () => this.refusal ?? ok(this.start) }
  readonly profiles: Bridge['profiles'] = {
    openDemo: async () => this.refusal ?? ok(opened(DEMO)),
    open: async ({ profileId }) => {
      this.opens.push(profileId)
      return this.refusal ?? ok(opened(profileId === 'demo' ? DEMO : NORTH))
    },
    retry: async () => ok(undefined),
    reorder: async ({ profileIds }) => {
      this.reorders.push(profileIds)
      return this.refusal ?? ok(undefined)
    },
    replaceSecret: async () => this.refusal ?? ok(opened(NORTH)),
  }
  readonly servers: Bridge['servers'] = {
    keychain: async () => ok({ available: true, backend: 'kwallet6' }),
    test: async () => ok({ url: NORTH.url, plainHttp: false, outcome: { kind: 'connected', recordings: 137, ms: 84 } }),
    save: async ({ fields }) => this.refusal ?? ok(saved(fields)),
    duplicate: async () => this.refusal ?? ok({ ...NORTH, id: 'copy' }),
    trust: async () => this.refusal ?? ok(NORTH),
    removal: async () => ok({ files: 0, bytes: 0 }),
    remove: async () => this.refusal ?? ok({ exported: 0 }),
    export: async () => ok(null),
    chooseImport: async () => ok(null),
    readImport: async () => failure('not-a-server-file'),
    import: async () => this.refusal ?? ok({ added: 0 }),
  }
  readonly recordings: Bridge['recordings'] = {
    page: (input) => {
      this.asked.push(input)
      if (this.held === null) return Promise.resolve(this.refusal ?? ok(this.pageOf(input)))
      return new Promise((answer) => this.held?.push({ input, answer }))
    },
    earlierInRoom: async () => ok([]),
    setWatched: async (input) => {
      this.marked.push(input)
      return this.refusal ?? ok(undefined)
    },
    savePosition: async (input) => {
      this.positions.push(input)
      return this.refusal ?? ok(undefined)
    },
    find: async ({ recordId }) => this.refusal ?? ok(recording({ recordId })),
    details: (input) => this.#watched('recordings.details', input, this.details_),
    metadata: (input) => this.#watched('recordings.metadata', input, this.metadata_),
    edit: (input) => this.#watched('recordings.edit', input, this.edited),
  }
  readonly transcripts: Bridge['transcripts'] = {
    tracks: (input) => this.#watched('transcripts.tracks', input, this.tracks_),
    chooseFile: (input) => this.#watched('transcripts.chooseFile', input, null),
    addFile: (input) => this.#watched('transcripts.addFile', input, track({ id: 'file:1', kind: 'file' })),
    removeFile: (input) => this.#watched('transcripts.removeFile', input, undefined),
    export: (input) => this.#watched('transcripts.export', input, { file: `waves.${input.format}` }),
    search: (input) => this.#watched('transcripts.search', input, this.said),
    hits: (input) => this.#watched('transcripts.hits', input, this.hits_),
  }
  readonly watching: Bridge['watching'] = {
    remembered: (input) => this.#watched('watching.remembered', input, this.remembered_),
    saveChoice: (input) => this.#watched('watching.saveChoice', input, undefined),
    saveSpeed: (input) => this.#watched('watching.saveSpeed', input, undefined),
    history: (input) => this.#watched('watching.history', input, this.history_),
    clear: (input) => this.#watched('watching.clear', input, undefined),
    export: (input) => this.#watched('watching.export', input, { file: 'history.json', positions: 2, bookmarks: 1 }),
    import: (input) => this.#watched('watching.import', input, { positions: 2, bookmarks: 1 }),
  }
  readonly bookmarks: Bridge['bookmarks'] = {
    save: (input) => {
      const { recordId, id, seconds, note } = input
      const saved = { id: id ?? this.watchCalls.length + 1, recordId, seconds, note, createdAt: 1000 }
      return this.#watched('bookmarks.save', input, saved)
    },
    remove: (input) => this.#watched('bookmarks.remove', input, undefined),
    search: (input) => this.#watched('bookmarks.search', input, this.found),
  }
  readonly library: Bridge['library'] = {
    refresh: async ({ profileId }) => {
      this.refreshed.push(profileId)
      return this.refusal ?? ok(undefined)
    },
  }
  readonly rooms: Bridge['rooms'] = {
    list: async () => this.refusal ?? ok(this.rooms_),
    rename: async (input) => {
      this.roomChanges.push(input)
      return this.refusal ?? ok(undefined)
    },
    pin: async (input) => {
      this.roomChanges.push(input)
      return this.refusal ?? ok(undefined)
    },
  }
  readonly media: Bridge['media'] = {
    state: async () => failure('not-found'),
    retry: async () => failure('not-found'),
    showInFolder: (input) => this.#done('media.showInFolder', input),
    drag: (input) => this.#done('media.drag', input),
    savePoster: (input) => this.#done('media.savePoster', input),
    saveFrame: (input) => this.#watched('media.saveFrame', input, { file: 'waves.png' }),
  }
  readonly downloads: Bridge['downloads'] = {
    list: (input) => {
      this.listsAsked.push(input.profileId)
      const { profileId } = input
      const list = this.lists.get(profileId) ?? downloadList({ profileId })
      if (this.heldLists === null) return Promise.resolve(this.refusal ?? ok(list))
      return new Promise((answer) => this.heldLists?.push({ input, answer }))
    },
    keep: async (input) => {
      await this.#done('downloads.keep', input)
      return this.refusal ?? ok({ queued: input.recordIds.length })
    },
    pause: (input) => this.#done('downloads.pause', input),
    resume: (input) => this.#done('downloads.resume', input),
    cancel: (input) => this.#done('downloads.cancel', input),
    move: (input) => this.#done('downloads.move', input),
    clearFinished: (input) => this.#done('downloads.clearFinished', input),
    remove: async (input) => {
      await this.#done('downloads.remove', input)
      const stay = input.onlyCopies ? [] : input.recordIds.filter((recordId) => this.onlyCopies.has(recordId))
      const removed = input.recordIds.length - stay.length
      const undoId = `undo-${this.fileCalls.length}`
      return this.refusal ?? ok({ undoId, removed, bytes: removed * 1_000_000, onlyCopiesLeft: stay.length })
    },
    undoRemove: (input) => this.#done('downloads.undoRemove', input),
  }
  readonly storage: Bridge['storage'] = {
    state: async ({ profileId }) => {
      this.storageAsked.push(profileId)
      return this.refusal ?? ok(this.storage_)
    },
    items: async () => this.refusal ?? ok(this.storageItems),
    chooseLocation: async () => this.refusal ?? ok({ location: '/media/disk/Roomreel' }),
    retryMove: () => this.#done('storage.retryMove', undefined),
  }
  readonly rules: Bridge['rules'] = {
    get: async () => this.refusal ?? ok(this.rules_),
    preview: (input) => new Promise((answer) => this.previews.push({ input, answer })),
    save: (input) => this.#done('rules.save', input),
  }
  readonly export: Bridge['export'] = {
    start: async (input) => {
      await this.#done('export.start', input)
      return this.refusal ?? ok(this.exported)
    },
    stop: (input) => this.#done('export.stop', input),
    names: async ({ recordIds, template }) =>
      this.refusal ?? ok(recordIds.slice(0, 3).map((recordId) => `${template} ${recordId}`)),
    show: (input) => this.#done('export.show', input),
  }
  readonly settings: Bridge['settings'] = {
    saveDownloads: async (downloads) => {
      this.savedDownloads.push(downloads)
      return ok(undefined)
    },
    savePlayer: async (player) => {
      this.savedPlayers.push(player)
      return ok(undefined)
    },
    saveTranscripts: (input) => this.#watched('settings.saveTranscripts', input, undefined),
    saveShortcuts: (input) => this.#watched('settings.saveShortcuts', input, undefined),
    saveView: async (view) => {
      this.savedViews.push(view)
      return ok(undefined)
    },
  }
  readonly clipboard: Bridge['clipboard'] = { write: async () => ok(undefined) }

  async #watched<T>(call: string, input: unknown, answer: T): Promise<Result<T>> {
    this.watchCalls.push({ call, input })
    return this.refusal ?? ok(answer)
  }

  async #done(call: string, input: unknown): Promise<Result<void>> {
    this.fileCalls.push({ call, input })
    return this.refusal ?? ok(undefined)
  }

  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners)
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload as never)
  }
}
