import { join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { MediaState } from '../../shared/media.ts'
import type { ProfileSummary } from '../../shared/profile.ts'
import type { Recording, RecordingPage, RecordingQuery, RoomList } from '../../shared/recording.ts'
import { MediaCache } from '../media/media-cache.ts'
import type { PlugNmeetClient, ServerPage, ServerRecording } from '../plugnmeet/client.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import type { SubtitleStore } from '../subtitles/subtitle-store.ts'
import { RoomDirectory } from './room-directory.ts'

/** Recordings that are remembered to find their subtitles and files by ID: many pages, little memory. */
const MOST_KNOWN = 5000
const EARLIER = 3
/** An answer that was asked before the window was there is good for its first question. */
const AHEAD_MS = 10_000

export interface ProfileSessionParts {
  profile: ProfileSummary
  client: PlugNmeetClient
  http: HttpClient
  subtitles: SubtitleStore
  /** The profile's own folder. */
  directory: string
  clock: () => number
  onRooms: (rooms: RoomList) => void
  onMedia: (state: MediaState) => void
}

/** One open server: its client, what is known of its recordings, and its files. */
export class ProfileSession {
  readonly profile: ProfileSummary
  readonly #parts: ProfileSessionParts
  readonly #rooms: RoomDirectory
  readonly #media: MediaCache
  readonly #known = new Map<string, ServerRecording>()
  readonly #closing = new AbortController()
  #asking: AbortController | null = null
  #ahead: { key: string; at: number; page: Promise<RecordingPage> } | null = null

  constructor(parts: ProfileSessionParts) {
    this.profile = parts.profile
    this.#parts = parts
    this.#rooms = new RoomDirectory({
      page: (query, signal) => parts.client.fetchRecordings(query, signal),
      onChange: parts.onRooms,
    })
    this.#media = new MediaCache({
      directory: join(parts.directory, 'media'),
      profileId: parts.profile.id,
      source: { downloadUrl: (recordId, signal) => parts.client.downloadUrl(recordId, signal) },
      http: parts.http,
      clock: parts.clock,
      onChange: parts.onMedia,
    })
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
    const page = await this.#parts.client.fetchRecordings(query, this.#closing.signal)
    this.#remember(page)
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

  /** A recording's subtitles as WebVTT. Fails with `not-found` when the recording has none in this language. */
  async webVtt(recordId: string, language: string): Promise<string> {
    const recording = this.#known.get(recordId) ?? (await this.#lookUp(recordId))
    const source = recording.subtitleSources.find((candidate) => candidate.language === language)
    if (source === undefined) throw new AppFailure('not-found', 'the recording has no subtitles in this language')
    return this.#parts.subtitles.webVtt(`${this.profile.id}/${recordId}/${language}`, source.url, this.#closing.signal)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#asking?.abort()
    this.#rooms.close()
    await this.#media.close()
  }

  async #ask(query: RecordingQuery): Promise<RecordingPage> {
    this.#asking?.abort()
    const asking = new AbortController()
    this.#asking = asking
    const page = await this.#parts.client.fetchRecordings(query, asking.signal)
    this.#remember(page)
    this.#rooms.learn(page.recordings)
    return { ...page, recordings: page.recordings.map(withoutSources) }
  }

  async #lookUp(recordId: string): Promise<ServerRecording> {
    const recording = await this.#parts.client.recordingInfo(recordId, this.#closing.signal)
    this.#known.set(recordId, recording)
    return recording
  }

  #remember(page: ServerPage): void {
    for (const recording of page.recordings) {
      this.#known.delete(recording.recordId)
      this.#known.set(recording.recordId, recording)
    }
    for (const recordId of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) break
      this.#known.delete(recordId)
    }
  }
}

/** What the renderer gets: everything but the addresses of the subtitles. */
function withoutSources({ subtitleSources: _, ...recording }: ServerRecording): Recording {
  return recording
}
