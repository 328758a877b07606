import { join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { MediaState } from '../../shared/media.ts'
import type {
  LibraryPage,
  LibraryQuery,
  LibraryStatus,
  Recording,
  RecordingFacts,
  RoomList,
} from '../../shared/recording.ts'
import type { ExportSession } from '../export/export-run.ts'
import type { LibraryThread } from '../library/library-thread.ts'
import { LocalLibrary } from '../library/local-library.ts'
import type { Job } from '../media/job.ts'
import type { KeptFile } from '../media/media-folder.ts'
import type { PlugNmeetClient, ServerRecording } from '../plugnmeet/client.ts'
import type { ClosableHttpClient } from '../plugnmeet/http.ts'
import { OwnSubtitleFiles } from '../transcripts/own-subtitles.ts'
import { SessionTranscripts } from '../transcripts/session-transcripts.ts'
import type { TranscriptIndex } from '../transcripts/transcript-index.ts'
import { SessionWatching } from '../watching/session-watching.ts'
import { MeetingArtifacts } from './meeting-artifacts.ts'
import { RecordingAbout } from './recording-about.ts'
import { type FilesAround, SessionFiles } from './session-files.ts'

const EARLIER = 3

export interface ProfileSessionParts {
  profileId: string
  /** Comes later: the secret has to be fetched from the keychain, the demo has to start. */
  client: Promise<PlugNmeetClient>
  http: ClosableHttpClient
  /** The profile's own folder. */
  directory: string
  /** What answers (sourceOf): nothing that another one has said is shown. */
  source: string
  /** The rooms that the profile is limited to; empty = none. */
  rooms: readonly string[]
  thread: LibraryThread
  clock: () => number
  onRooms: (rooms: RoomList) => void
  /** The library knows something new: what is on screen is to be asked again. */
  onRecordings: () => void
  onLibrary: (status: LibraryStatus) => void
  onMedia: (state: MediaState) => void
  /** Hides secrets in what a server says. */
  mask: (text: string) => string
  /** Every question for a page says how the server took it: with nothing, or with a failure. */
  onAnswer: (failure: AppFailure | null) => void
  /** What its files need of the app around them. */
  around: FilesAround
  transcripts: SessionTranscriptsAround
}

/** What its transcripts need of the app around them. */
export interface SessionTranscriptsAround {
  index: TranscriptIndex
  mayFetch: () => boolean
  languages: () => readonly string[]
  onChange: (recordId: string | null) => void
}

/** One open server: its library on this device, and its files. */
export class ProfileSession implements ExportSession {
  readonly #parts: ProfileSessionParts
  readonly #local: LocalLibrary
  readonly files: SessionFiles
  readonly transcripts: SessionTranscripts
  readonly watching: SessionWatching
  readonly about: RecordingAbout
  readonly #closing = new AbortController()
  /** Recordings that the server has shown in this run: addresses of subtitles change, and expire. */
  readonly #fresh = new Set<string>()
  #hasNoted = false

  constructor(parts: ProfileSessionParts) {
    this.#parts = parts
    const { profileId, directory, client, clock } = parts
    this.#local = new LocalLibrary({
      profileId,
      file: join(directory, 'library.db'),
      source: parts.source,
      thread: parts.thread,
      client,
      clock,
      onAnswer: parts.onAnswer,
      onChange: () => {
        parts.onRecordings()
        this.transcripts.look()
      },
      onRooms: parts.onRooms,
      onStatus: parts.onLibrary,
      onLost: () => this.files.noteFiles(),
    })
    this.files = new SessionFiles({
      ...parts.around,
      profileId,
      directory,
      rooms: parts.rooms,
      local: this.#local,
      source: { downloadUrl: async (recordId, signal) => (await client).downloadUrl(recordId, signal) },
      http: parts.http,
      clock,
      onMedia: parts.onMedia,
      mask: parts.mask,
    })
    const { signal } = this.#closing
    const artifacts = new MeetingArtifacts({ client, http: parts.http, clock, signal })
    this.transcripts = new SessionTranscripts({
      ...parts.transcripts,
      files: new OwnSubtitleFiles(join(directory, 'subtitles')),
      artifacts,
      library: this.#local.library,
      http: parts.http,
      fresh: (recordId) => this.#recording(recordId),
      clock,
      signal,
    })
    this.watching = new SessionWatching(this.#local, clock)
    this.about = new RecordingAbout({
      client,
      local: this.#local,
      artifacts,
      file: (recordId) => this.file(recordId),
      directory: join(directory, 'about'),
      signal,
    })
  }

  /** Files that are on their way. */
  get downloads(): number {
    return this.files.media.downloads
  }

  /** The rooms known so far. */
  rooms(): RoomList {
    return this.#local.library.rooms()
  }

  library(): LibraryStatus {
    return this.#local.status()
  }

  /** Comes on screen: answers its page as far as it is known here; the server is asked, and looked through. */
  open(query: LibraryQuery): LibraryPage | null {
    const page = this.#local.open(query)
    this.#local.wake()
    if (!this.#hasNoted) this.files.noteFiles()
    this.#hasNoted = true
    this.files.onScreen(true)
    this.transcripts.onScreen(true)
    return page
  }

  /** A page of the library (LocalLibrary.page). */
  page(query: LibraryQuery): Promise<LibraryPage> {
    return this.#local.page(query)
  }

  /** Asks the server now. Fails as it does. */
  refresh(): Promise<void> {
    return this.#local.refresh()
  }

  /** The server has news. */
  lookAgain(): void {
    this.#local.lookAgain()
  }

  /** The server answers somebody: if it did not answer here, it is asked again. */
  serverAnswers(): void {
    this.files.media.tryNow()
    this.transcripts.look()
    if (this.#local.status().failure !== null) this.#local.lookAgain()
  }

  /** Up to three recordings of the same room that are older than this one, newest first, as far as they are known. */
  earlierInRoom(recordId: string): Recording[] {
    return this.#local.library.earlierInRoom(recordId, EARLIER)
  }

  /** How far a recording was played, in seconds. Fails with `disk`. */
  savePosition(recordId: string, seconds: number, durationSeconds: number | null): Promise<void> {
    return this.#keep(this.#local.note('savePosition', recordId, seconds, durationSeconds, this.#parts.clock()))
  }

  /** Marks recordings as watched to the end, or as never begun. Fails with `disk`. */
  setWatched(recordIds: readonly string[], finished: boolean): Promise<void> {
    return this.#keep(this.#local.note('setWatched', recordIds, finished, this.#parts.clock()))
  }

  /** Gives a room the user's own name; null: the server's title. Fails with `disk`. */
  renameRoom(roomId: string, name: string | null): Promise<void> {
    return this.#keep(this.#local.note('renameRoom', roomId, name))
  }

  pinRoom(roomId: string, pinned: boolean): Promise<void> {
    return this.#keep(this.#local.note('pinRoom', roomId, pinned))
  }

  mediaState(recordId: string): Promise<MediaState> {
    return this.files.media.state(recordId)
  }

  retryMedia(recordId: string): Promise<MediaState> {
    return this.files.media.retry(recordId)
  }

  respondMedia(recordId: string, request: Request): Promise<Response> {
    this.files.remember(recordId)
    return this.files.media.respond(recordId, request)
  }

  facts(recordId: string): RecordingFacts | null {
    return this.#local.library.recording(recordId)
  }

  /** For exports: what comes counts as watched. */
  fetch(recordId: string): Job {
    return this.files.borrow(recordId)
  }

  file(recordId: string): Promise<KeptFile | null> {
    return this.files.media.file(recordId)
  }

  /** A recording by its ID: as it is known here, else as the server has it. Fails as the server does. */
  async find(recordId: string): Promise<Recording> {
    const { library } = this.#local
    if (library.recording(recordId) === null) await this.#local.recordingInfo(recordId, this.#closing.signal)
    const [found] = library.recordings([recordId])
    if (found === undefined) throw new AppFailure('not-found', 'this recording is not known')
    return found
  }

  /** A recording's subtitles as WebVTT. Fails with `not-found` when the recording has none in this language. */
  async webVtt(recordId: string, language: string): Promise<string> {
    const { text } = await this.transcripts.text(recordId, `server:${language}`, { format: 'vtt', offsetMs: 0 })
    return text
  }

  /** Nobody looks at it any more: questions end, downloads go on. */
  rest(): void {
    this.#local.rest()
    this.files.onScreen(false)
    this.transcripts.onScreen(false)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.rest()
    await this.files.close()
    this.#parts.http.close()
    await this.transcripts.close()
    await this.#local.close()
  }

  async #keep(noted: Promise<boolean>): Promise<void> {
    if (!(await noted)) throw new AppFailure('disk', 'the library on this device cannot be written')
  }

  /** As the server shows it now; as it did last time when it does not answer, or has it no more. */
  async #recording(recordId: string): Promise<ServerRecording> {
    const known = this.#local.library.recording(recordId)
    if (known !== null && this.#fresh.has(recordId)) return known
    try {
      const recording = await this.#local.recordingInfo(recordId, this.#closing.signal)
      this.#fresh.add(recordId)
      return recording
    } catch (error) {
      if (known !== null && error instanceof AppFailure) return known
      throw error
    }
  }
}
