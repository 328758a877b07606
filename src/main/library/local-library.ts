import { AppFailure } from '../../shared/app-error.ts'
import type {
  LibraryPage,
  LibraryQuery,
  LibraryStatus,
  Recording,
  RecordingQuery,
  RoomList,
} from '../../shared/recording.ts'
import type { PlugNmeetClient, ServerPage, ServerRecording } from '../plugnmeet/client.ts'
import { packPage, packRecording } from './facts.ts'
import { Library, SearchOver } from './library.ts'
import type { WorkAnswer, WorkInput, WorkName } from './library-desk.ts'
import { MOST_MERGED_ROOMS } from './library-reader.ts'
import { LibraryFailure, type LibraryThread } from './library-thread.ts'
import { serverQuestion } from './question.ts'
import { ServerAnswers } from './server-answers.ts'
import { ServerQuestions } from './server-questions.ts'
import { ServerSync } from './server-sync.ts'
import { Throttle } from './throttle.ts'

export interface LocalLibraryParts {
  profileId: string
  /** The library's file. */
  file: string
  /** Names who answers (sourceOf). */
  source: string
  thread: LibraryThread
  client: Promise<PlugNmeetClient>
  /** Milliseconds since 1970. */
  clock: () => number
  /** How the server took a request. */
  onAnswer: (failure: AppFailure | null) => void
  /** Pages on screen are to be asked again. */
  onChange: () => void
  onRooms: (rooms: RoomList) => void
  onStatus: (status: LibraryStatus) => void
  /** The file was lost: which files are on this device has to be noted again. */
  onLost: () => void
}

const NEWEST: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 20 }
const TOLD_MS = 250
/** While everything is looked through, rows come in all the time. */
const TOLD_WHILE_CRAWLING_MS = 1000

/** A server's recordings: shown from this device at once, asked of the server in the background. */
export class LocalLibrary {
  readonly library: Library
  readonly #parts: LocalLibraryParts
  readonly #server: ServerAnswers
  readonly #sync: ServerSync
  readonly #questions: ServerQuestions
  readonly #changes: Throttle
  readonly #progress: Throttle
  #toldRooms = ''
  #isResting = true
  #isFailing = false
  /** How many recordings the server has, as it said with the last page of all of them. */
  #toldTotal: number | null = null

  constructor(parts: LocalLibraryParts) {
    this.#parts = parts
    const { client, clock, onAnswer } = parts
    this.#changes = new Throttle(
      () => this.#tellChange(),
      () => this.#tellEvery(),
    )
    this.#progress = new Throttle(
      () => this.#tellStatus(),
      () => this.#tellEvery(),
    )
    this.#server = new ServerAnswers({
      client,
      clock,
      onAnswer: (failure) => {
        const isFailing = failure !== null
        // That it fails, and that it answers again, is said at once; that it goes on answering now and then.
        if (isFailing || this.#isFailing) this.#tellStatus()
        else this.#progress.ask()
        this.#isFailing = isFailing
        onAnswer(failure)
      },
    })
    this.#questions = new ServerQuestions({
      fetch: (question, signal) => this.#server.page(question, signal),
      keep: (question, page, at) => this.#keepPage(question, page, at),
      clock,
    })
    this.library = new Library({
      file: parts.file,
      source: parts.source,
      thread: parts.thread,
      // At its opening nobody listens yet: the status says it.
      onTrouble: () => {
        if (!this.#isResting) this.#progress.ask()
      },
      onLost: () => this.#lost(),
      onIndexed: () => this.#changes.ask(),
    })
    this.#sync = new ServerSync({
      library: this.library,
      clock,
      fetch: async (query, signal) => packPage(await this.#server.pageAtOnce(query, signal)),
      roomTitles: async (roomIds, signal) => this.#roomTitles(roomIds, signal),
      onNews: () => this.#changes.ask(),
      onRooms: () => this.#changes.ask(),
      onProgress: () => this.#progress.ask(),
    })
  }

  /** Somebody looks at it: it is kept up to date from now on. */
  wake(): void {
    this.#isResting = false
    // Whoever looks at it now has been given the rooms as they are: what was told before is no measure.
    this.#toldRooms = ''
    this.#sync.acted()
    this.#sync.go()
  }

  /** Nobody looks at it any more: questions end. */
  rest(): void {
    this.#isResting = true
    this.#questions.stop()
    this.#changes.stop()
    this.#progress.stop()
    void this.#sync.stop()
  }

  async close(): Promise<void> {
    this.rest()
    await this.#sync.stop()
    await this.library.close()
  }

  status(): LibraryStatus {
    const { known, gone } = this.library.counts()
    const { complete, serverTotal, checkedAt } = this.library.state()
    return {
      profileId: this.#parts.profileId,
      known: known - gone,
      total: serverTotal,
      complete,
      crawling: this.#sync.isCrawling,
      answeredAt: this.#server.answeredAt ?? checkedAt,
      failure: this.#server.failure,
      failedAt: this.#server.failedAt,
      languages: this.library.languages(),
      trouble: this.library.trouble,
    }
  }

  /** The page as far as it is known here; null: never seen. The server is asked, too. */
  open(query: LibraryQuery): LibraryPage | null {
    const question = serverQuestion(query)
    if (question === null) return null
    this.#askSoon(question)
    return this.#sure(question)
  }

  /**
   * A page: at once where it is known, else when the server has answered. Fails as the server does if nothing is known,
   * and with `aborted` when a newer question has taken its place.
   */
  async page(query: LibraryQuery): Promise<LibraryPage> {
    this.#sync.acted()
    const question = serverQuestion(query)
    if (question === null) return await this.#searched(query)
    const isMany = question.roomIds.length > MOST_MERGED_ROOMS && this.library.state().complete
    const now = isMany ? await this.#searched({ ...query, sort: question.order }) : this.#sure(question)
    if (now === null) return await this.#fromServer(question)
    this.#askSoon(question)
    return now
  }

  /** Asks the server now for what is on screen. Fails as it does. */
  async refresh(): Promise<void> {
    this.#questions.forget()
    await this.#questions.ask(this.#questions.last ?? NEWEST)
    this.#lookForNews()
  }

  /** The server is there again, or has news. */
  lookAgain(): void {
    if (this.#isResting) return
    const { last } = this.#questions
    if (this.#server.failure !== null && last !== null) this.#askSoon(last)
    this.#sync.go()
  }

  /** The library's own part has changed: what is on screen is shown anew. */
  changed(): void {
    this.#changes.ask()
  }

  /** One recording, as the server has it now. Fails as the server does, and with `not-found`. */
  async recordingInfo(recordId: string, signal: AbortSignal): Promise<ServerRecording> {
    try {
      const recording = await (await this.#parts.client).recordingInfo(recordId, signal)
      if (!signal.aborted && (await this.#kept('recording', packRecording(recording)))) this.#changes.ask()
      return recording
    } catch (error) {
      if (error instanceof AppFailure && error.error.code === 'not-found' && !signal.aborted) {
        if (await this.#kept('vanished', recordId)) this.#changes.ask()
      }
      throw error
    }
  }

  /** A recording that its own file tells of: a library that was lost, and a server that has forgotten it, do not. */
  async noteKept(recording: ServerRecording): Promise<void> {
    await this.note('keptRecording', packRecording(recording))
  }

  /** Something of this device's own is written; false when the file does not allow it, which is told as its trouble. */
  async note<K extends OwnWork>(name: K, ...input: WorkInput<K>): Promise<boolean> {
    const done = await this.#kept(name, ...input)
    if (done === null) return false
    // Some work answers whether there is anything new to show.
    if (done !== false) this.#changes.ask()
    return true
  }

  /** The same for what is answered; null when the file does not allow it. What is on screen is shown anew. */
  async own<K extends 'saveBookmark' | 'importHistory'>(
    name: K,
    ...input: WorkInput<K>
  ): Promise<{ answer: WorkAnswer<K> } | null> {
    try {
      const answer = await this.library.write(name, ...input)
      this.#changes.ask()
      return { answer }
    } catch (error) {
      if (error instanceof LibraryFailure) return null
      throw error
    }
  }

  async #kept<K extends WorkName>(name: K, ...input: WorkInput<K>): Promise<WorkAnswer<K> | null> {
    try {
      return await this.library.write(name, ...input)
    } catch (error) {
      if (error instanceof LibraryFailure) return null
      throw error
    }
  }

  /** Asks the server, unless it has just answered this. A failure shows in the status. */
  #askSoon(question: RecordingQuery): void {
    if (this.#questions.isFresh(question)) return
    const before = this.#shown(question)
    this.#questions.ask(question).then(
      () => {
        if (this.#shown(question) !== before) this.#changes.ask()
      },
      () => {},
    )
  }

  async #keepPage(question: RecordingQuery, page: ServerPage, at: number): Promise<void> {
    const isNews = await this.#kept('page', question, packPage(page), at)
    if (isNews === true) this.#changes.ask()
    if (this.#hasOtherTotal(question, page) || isNews === true) this.#lookForNews()
  }

  /** True when the server has more or fewer recordings than with the page before. */
  #hasOtherTotal({ roomIds, roomSid }: RecordingQuery, { total }: ServerPage): boolean {
    if (roomIds.length > 0 || roomSid !== null) return false
    const before = this.#toldTotal
    this.#toldTotal = total
    return before !== null && before !== total
  }

  async #fromServer(question: RecordingQuery): Promise<LibraryPage> {
    try {
      const page = await this.#questions.ask(question)
      // Where the file keeps nothing, the answer itself is shown.
      return this.#sure(question) ?? this.#page(question, { ...page, recordings: page.recordings.map(asShown) })
    } catch (error) {
      const known = this.library.knownPage(question)
      const isMine = error instanceof AppFailure && error.error.code !== 'aborted'
      if (!isMine || known.total === 0) throw error
      return { ...this.#page(question, { ...known, leftOut: 0 }), source: 'device', complete: false }
    }
  }

  async #searched(query: LibraryQuery): Promise<LibraryPage> {
    try {
      const found = await this.library.search(query)
      const { complete, checkedAt } = this.library.state()
      const { from, limit } = query
      return { ...found, from, limit, leftOut: 0, source: 'device', updatedAt: checkedAt, complete }
    } catch (error) {
      if (error instanceof SearchOver) throw new AppFailure('aborted', 'a newer question was asked')
      if (error instanceof LibraryFailure) throw new AppFailure('disk', 'the library on this device cannot be read')
      throw error
    }
  }

  #sure(question: RecordingQuery): LibraryPage | null {
    const sure = this.library.surePage(question)
    return sure === null ? null : this.#page(question, sure)
  }

  #page(
    question: RecordingQuery,
    found: { recordings: Recording[]; total: number; leftOut: number; at?: number | null },
  ): LibraryPage {
    const answered = this.#questions.answered(question)
    const { order, from, limit } = question
    return {
      recordings: found.recordings,
      total: found.total,
      more: false,
      from,
      limit,
      leftOut: Math.max(found.leftOut, answered?.leftOut ?? 0),
      source: answered === null ? 'device' : 'server',
      updatedAt: answered?.at ?? found.at ?? null,
      complete: this.library.state().complete,
      sort: order,
    }
  }

  /** What a screen would see of the question, to tell whether an answer has changed it. */
  #shown(question: RecordingQuery): string {
    const page = this.#sure(question)
    return JSON.stringify([page?.recordings, page?.total, page?.leftOut, page?.complete])
  }

  async #roomTitles(roomIds: readonly string[], signal: AbortSignal) {
    const client = await this.#parts.client
    const active = await client.activeRooms(signal)
    const past = await client.pastRooms(roomIds, signal)
    return [...active, ...past]
  }

  /** It may have been left while an answer was written. */
  #lookForNews(): void {
    if (!this.#isResting) this.#sync.go()
  }

  #lost(): void {
    this.#questions.forget()
    this.#parts.onLost()
    this.#lookForNews()
    this.#changes.ask()
  }

  #tellEvery(): number {
    return this.#sync.isCrawling ? TOLD_WHILE_CRAWLING_MS : TOLD_MS
  }

  #tellChange(): void {
    if (this.#isResting) return
    this.#parts.onChange()
    const rooms = this.library.rooms()
    const told = JSON.stringify(rooms)
    if (told !== this.#toldRooms) this.#parts.onRooms(rooms)
    this.#toldRooms = told
    this.#tellStatus()
  }

  #tellStatus(): void {
    if (!this.#isResting) this.#parts.onStatus(this.status())
  }
}

/** What is written for the user, not for the server. */
type OwnWork =
  | 'savePosition'
  | 'setWatched'
  | 'renameRoom'
  | 'pinRoom'
  | 'files'
  | 'file'
  | 'keptRecording'
  | 'fileFacts'
  | 'poster'
  | 'clearHistory'
  | 'removeBookmark'
  | 'saveChoice'
  | 'saveRoomSpeed'

/** An answer that could not be kept, as a screen shows it. */
const asShown = ({ subtitleSources: _, ...facts }: ServerRecording): Recording => ({
  ...facts,
  onDevice: false,
  onServer: true,
  watched: null,
  file: null,
  posterAt: null,
})
