import { join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { MediaState } from '../../shared/media.ts'
import type { Recording, RecordingPage, RecordingQuery, RoomList } from '../../shared/recording.ts'
import { PageCache } from '../library/page-cache.ts'
import { MediaCache } from '../media/media-cache.ts'
import type { KeptFile } from '../media/media-folder.ts'
import type { PlugNmeetClient, ServerPage, ServerRecording } from '../plugnmeet/client.ts'
import type { ClosableHttpClient } from '../plugnmeet/http.ts'
import { SubtitleStore } from '../subtitles/subtitle-store.ts'
import { RoomDirectory } from './room-directory.ts'

const EARLIER = 3
/** An answer that was asked before the window was there is good for its first question. */
const AHEAD_MS = 10_000

export interface ProfileSessionParts {
  profileId: string
  /** Comes later: the secret has to be fetched from the keychain, the demo has to start. */
  client: Promise<PlugNmeetClient>
  http: ClosableHttpClient
  /** The profile's own folder. */
  directory: string
  /** What answers (sourceOf): nothing that another one has said is shown. */
  source: string
  clock: () => number
  onRooms: (rooms: RoomList) => void
  onMedia: (state: MediaState) => void
  /** Hides secrets in what a server says. */
  mask: (text: string) => string
  /** Every question for a page says how the server took it: with nothing, or with a failure. */
  onAnswer: (failure: AppFailure | null) => void
}

/** One open server: its client, what it has answered so far, and its files. */
export class ProfileSession {
  readonly #parts: ProfileSessionParts
  readonly #cache: PageCache
  readonly #subtitles: SubtitleStore
  readonly #rooms: RoomDirectory
  readonly #media: MediaCache
  readonly #closing = new AbortController()
  /** Recordings that the server has shown in this run: addresses of subtitles change, and expire. */
  readonly #fresh = new Set<string>()
  #asking: AbortController | null = null
  #ahead: { key: string; at: number; page: Promise<RecordingPage> } | null = null

  constructor(parts: ProfileSessionParts) {
    this.#parts = parts
    // Whoever asks the server hears it; until then a failure has no other listener.
    parts.client.catch(() => {})
    this.#cache = new PageCache(join(parts.directory, 'library.db'), parts.source)
    this.#subtitles = new SubtitleStore({ http: parts.http })
    this.#rooms = new RoomDirectory({
      known: this.#cache.rooms(),
      page: (query, signal) => this.#fetch(query, signal),
      onChange: (rooms) => {
        this.#cache.keepRooms(rooms)
        parts.onRooms(rooms)
      },
    })
    this.#media = new MediaCache({
      directory: join(parts.directory, 'media'),
      profileId: parts.profileId,
      source: { downloadUrl: async (recordId, signal) => (await parts.client).downloadUrl(recordId, signal) },
      http: parts.http,
      clock: parts.clock,
      onChange: parts.onMedia,
      mask: parts.mask,
    })
  }

  /** Files that are on their way. */
  get downloads(): number {
    return this.#media.downloads
  }

  /** The rooms known so far. */
  get knownRooms(): RoomList {
    return this.#rooms.list
  }

  /** The server's last answer to this question, and when it came (ms since 1970); null: never asked. */
  cached(query: RecordingQuery): { page: RecordingPage; at: number } | null {
    const known = this.#cache.page(query)
    return known === null ? null : { page: forRenderer(known.page), at: known.at }
  }

  /** Asks for a page before the window does, so that both start at once. Failures are met by the real question. */
  askAhead(query: RecordingQuery): void {
    const page = this.#ask(query)
    page.catch(() => {})
    this.#ahead = { key: JSON.stringify(query), at: this.#parts.clock(), page }
  }

  /** The server's page for this query. A newer question ends an older one, which fails with `aborted`. */
  async page(query: RecordingQuery): Promise<RecordingPage> {
    const ahead = this.#ahead
    this.#ahead = null
    if (ahead !== null && ahead.key === JSON.stringify(query) && this.#parts.clock() - ahead.at < AHEAD_MS)
      return ahead.page
    return this.#ask(query)
  }

  /** Up to three recordings of the room that are older than this one, newest first. */
  async earlierInRoom(recordId: string, roomId: string): Promise<Recording[]> {
    const query: RecordingQuery = { roomIds: [roomId], roomSid: null, order: 'newest', from: 0, limit: 100 }
    const page = await this.#fetch(query, this.#closing.signal)
    if (this.#closing.signal.aborted) throw new AppFailure('aborted', 'the profile has been closed')
    for (const recording of page.recordings) this.#learn(recording)
    const at = page.recordings.findIndex((recording) => recording.recordId === recordId)
    // Older than the room's newest hundred: saying nothing beats saying something wrong.
    return at === -1 ? [] : page.recordings.slice(at + 1, at + 1 + EARLIER).map(withoutSources)
  }

  /** The rooms known so far; looking for more goes on and ends in `onRooms`. */
  rooms(): RoomList {
    void this.#rooms.refresh()
    return this.#rooms.list
  }

  mediaState(recordId: string): MediaState | Promise<MediaState> {
    return this.#media.state(recordId)
  }

  retryMedia(recordId: string): Promise<MediaState> {
    return this.#media.retry(recordId)
  }

  respondMedia(recordId: string, request: Request): Promise<Response> {
    return this.#media.respond(recordId, request)
  }

  /** The complete files on this device. */
  files(): Promise<KeptFile[]> {
    return this.#media.files()
  }

  /** What is known of the recording that a file belongs to; null when no page has shown it. */
  recordingOf(file: KeptFile): Recording | null {
    return this.#cache.recordingByKey(file.key)
  }

  /** A recording's subtitles as WebVTT. Fails with `not-found` when the recording has none in this language. */
  async webVtt(recordId: string, language: string): Promise<string> {
    const recording = await this.#recording(recordId)
    const source = recording.subtitleSources.find((candidate) => candidate.language === language)
    if (source === undefined) throw new AppFailure('not-found', 'the recording has no subtitles in this language')
    return this.#subtitles.webVtt(`${recordId}/${language}`, source.url, this.#closing.signal)
  }

  /** Nobody looks at it any more: questions end, downloads go on. */
  rest(): void {
    this.#ahead = null
    this.#asking?.abort()
    this.#rooms.stop()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.rest()
    await this.#media.close()
    this.#parts.http.close()
    this.#cache.close()
  }

  async #ask(query: RecordingQuery): Promise<RecordingPage> {
    this.#asking?.abort()
    const asking = new AbortController()
    this.#asking = asking
    const page = await this.#fetch(query, asking.signal)
    // The answer of a server that has been left, or closed, is nobody's any more.
    if (asking.signal.aborted) throw new AppFailure('aborted', 'a newer question was asked')
    this.#cache.keepPage(query, page, this.#parts.clock())
    for (const { recordId } of page.recordings) this.#fresh.add(recordId)
    this.#rooms.learn(page.recordings)
    return forRenderer(page)
  }

  async #fetch(query: RecordingQuery, signal: AbortSignal): Promise<ServerPage> {
    try {
      const client = await this.#parts.client
      const page = await client.fetchRecordings(query, signal)
      this.#parts.onAnswer(null)
      return page
    } catch (error) {
      if (error instanceof AppFailure && error.error.code !== 'aborted') this.#parts.onAnswer(error)
      throw error
    }
  }

  /** As the server shows it now; as it did last time when it does not answer. */
  async #recording(recordId: string): Promise<ServerRecording> {
    const known = this.#cache.recording(recordId)
    if (known !== null && this.#fresh.has(recordId)) return known
    try {
      const client = await this.#parts.client
      const recording = await client.recordingInfo(recordId, this.#closing.signal)
      if (!this.#closing.signal.aborted) this.#learn(recording)
      return recording
    } catch (error) {
      if (known !== null && error instanceof AppFailure && error.error.code !== 'not-found') return known
      throw error
    }
  }

  #learn(recording: ServerRecording): void {
    this.#fresh.add(recording.recordId)
    this.#cache.keepRecording(recording)
  }
}

/** What the renderer gets: everything but the addresses of the subtitles. */
function withoutSources({ subtitleSources: _, ...recording }: ServerRecording): Recording {
  return recording
}

const forRenderer = (page: ServerPage): RecordingPage => ({
  ...page,
  recordings: page.recordings.map(withoutSources),
})
