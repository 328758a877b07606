import { join } from 'node:path'
import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { SaidHit, SaidQuery } from '../../shared/transcript.ts'
import { ThreadClient, ThreadFailure } from '../thread-client.ts'
import type { TranscriptAnswer, TranscriptWork } from './thread-messages.ts'
import type { FoundSaid, StoredTrack, TrackFacts, TranscriptIndex } from './transcript-index.ts'

/** The one thread of what was said on all servers; it starts with the first piece of work. */
export class TranscriptThread {
  readonly #thread: ThreadClient<never>

  /** `script` is transcript-thread.ts, built or not. */
  constructor(script: URL) {
    this.#thread = new ThreadClient<never>({ script, options: { name: 'transcripts' }, onNews: () => {} })
  }

  /** Fails with `disk-full` or `disk`. */
  async do<W extends TranscriptWork>(
    file: string,
    work: W,
    moved: ArrayBuffer[] = [],
  ): Promise<TranscriptAnswer[W['do']]> {
    try {
      return (await this.#thread.ask((id) => ({ id, file, work }), moved)) as TranscriptAnswer[W['do']]
    } catch (cause) {
      if (!(cause instanceof ThreadFailure)) throw cause
      const code = cause.code === 'SQLITE_FULL' ? 'disk-full' : 'disk'
      throw new AppFailure(code, 'what was said could not be read or written on this device', {
        raw: cause.code || cause.message,
        cause,
      })
    }
  }

  /** Lets go of a file. */
  async close(file: string): Promise<void> {
    if (this.#thread.isRunning) await this.do(file, { do: 'close' })
  }

  stop(): Promise<void> {
    return this.#thread.stop()
  }
}

/** A profile's transcripts, in its own folder, beside its library. */
export const openTranscripts = (thread: TranscriptThread, directory: string, clock: () => number): TranscriptIndex =>
  new ThreadIndex(thread, directory, clock)

class ThreadIndex implements TranscriptIndex {
  readonly #thread: TranscriptThread
  readonly #file: string
  readonly #libraryFile: string
  readonly #clock: () => number
  /** Searches that were asked for; only the last of those that wait is done. */
  #searches = 0
  #searching: Promise<unknown> = Promise.resolve()

  constructor(thread: TranscriptThread, directory: string, clock: () => number) {
    this.#thread = thread
    this.#file = join(directory, 'transcripts.db')
    this.#libraryFile = join(directory, 'library.db')
    this.#clock = clock
  }

  list(recordId: string): Promise<StoredTrack[]> {
    return this.#do({ do: 'list', recordId })
  }

  put(track: TrackFacts, bytes: Uint8Array): Promise<StoredTrack> {
    return this.#do({ do: 'put', track: factsOf(track), bytes, at: this.#clock() })
  }

  async fail(track: TrackFacts, error: AppError): Promise<void> {
    await this.#do({ do: 'fail', track: factsOf(track), error, at: this.#clock() })
  }

  confirm(recordId: string, trackId: string): Promise<void> {
    return this.#do({ do: 'confirm', recordId, trackId, at: this.#clock() })
  }

  drop(recordId: string, trackIds: readonly string[] | null): Promise<void> {
    return this.#do({ do: 'drop', recordId, trackIds })
  }

  async missing<T extends Pick<TrackFacts, 'recordId' | 'trackId' | 'source'>>(
    tracks: readonly T[],
    before: { failed: number; fetched: number },
  ): Promise<T[]> {
    const wanted = tracks.map(({ recordId, trackId, source }) => ({ recordId, trackId, source }))
    const places = await this.#do({ do: 'missing', tracks: wanted, before })
    return places.flatMap((place) => tracks[place] ?? [])
  }

  packed(recordId: string, trackId: string): Promise<Uint8Array | null> {
    return this.#do({ do: 'packed', recordId, trackId })
  }

  /** A newer search takes the place of one that waits, which fails with `aborted`. */
  async search(query: SaidQuery, languages: readonly string[]): Promise<FoundSaid> {
    const mine = ++this.#searches
    // One at a time: what was typed meanwhile is asked once, as it stands then.
    await this.#searching.catch(() => {})
    if (mine !== this.#searches) throw new AppFailure('aborted', 'a newer search was asked')
    const searching = this.#do({ do: 'search', query, libraryFile: this.#libraryFile, languages })
    this.#searching = searching
    return await searching
  }

  hits(recordId: string, trackId: string, text: string): Promise<SaidHit[]> {
    return this.#do({ do: 'hits', recordId, trackId, text })
  }

  coverage(): Promise<{ ready: number; failed: number }> {
    return this.#do({ do: 'coverage' })
  }

  close(): Promise<void> {
    return this.#thread.close(this.#file)
  }

  #do<W extends TranscriptWork>(work: W): Promise<TranscriptAnswer[W['do']]> {
    return this.#thread.do(this.#file, work)
  }
}

/** What more is known of a track than its facts stays here. */
const factsOf = (track: TrackFacts): TrackFacts => {
  const { recordId, trackId, kind, language, label, source, recordedAt, etag, lastModified } = track
  return { recordId, trackId, kind, language, label, source, recordedAt, etag, lastModified }
}
