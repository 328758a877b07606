import type { StoreApi } from 'zustand/vanilla'
import type { AppError, Result } from '../../shared/app-error.ts'
import type { LibraryPage, Recording } from '../../shared/recording.ts'
import type { LibraryView } from '../../shared/settings.ts'
import { CHUNK, chunksOf, EndlessRows } from './endless-rows.ts'
import type { LibraryParts, LibraryState } from './library-state.ts'
import { clampedPage, pageQuery } from './library-view.ts'
import { samePage, sameRows } from './same-rows.ts'

/** What is known of the profile on screen beside the state. */
export interface Memory {
  known: Map<string, Recording>
  rows: EndlessRows
}

interface AskingParts extends LibraryParts {
  get: StoreApi<LibraryState>['getState']
  set: StoreApi<LibraryState>['setState']
  memory: Memory
  /** Changes and keeps the view. */
  change: (part: Partial<LibraryView>) => void
}

/** As many recordings as are remembered once they have been on screen. */
const MOST_KNOWN = 12_000

/**
 * The questions to main, one at a time: a new question ends what is asked before it, asking again waits for a new
 * question's answer, and missing rows of an endless list are asked for while nothing else is.
 */
export class Asking {
  readonly #parts: AskingParts
  /** Counts what was begun: an answer to anything but the newest is dropped. */
  #run = 0
  #doing: 'load' | 'renew' | 'fill' | null = null
  #again = false
  #sight = { first: 0, last: 0 }
  /** The chunk of the endless list that is asked for. */
  #chunk = -1
  /** Chunks that main has no answer for: asked again when it knows more. */
  readonly #failed = new Set<number>()

  constructor(parts: AskingParts) {
    this.#parts = parts
  }

  /** Whatever is under way is nobody's any more. */
  forget(): void {
    this.#run++
    this.#doing = null
    this.#again = false
  }

  /** The rows in sight from now on. */
  look(first: number, last: number): void {
    this.#sight = { first: Math.max(0, first), last: Math.max(first, last) }
  }

  /** A new question, or the same one with a sign of it: its answer takes the place of all rows. */
  async load(): Promise<void> {
    const { get, set, change, memory } = this.#parts
    const { profileId, view } = get()
    this.forget()
    if (profileId === null) return
    const mine = this.#begin('load')
    set({ status: 'loading' })
    const chunk = Math.floor(this.#sight.first / CHUNK)
    const answer = await this.#ask(profileId, view, chunk)
    if (mine !== this.#run) return
    if (!answer.ok) {
      this.#fail(answer.error)
      this.#end()
      return
    }
    const page = answer.value
    const last = view.paging === 'pages' ? clampedPage(view, page.total) : view.page
    if (last !== view.page) {
      // The list has become shorter than the page that was left.
      change({ page: last })
      return this.load()
    }
    if (view.paging === 'endless' && page.from > 0 && page.from >= page.total) {
      this.look(page.total - 1, page.total - 1)
      return this.load()
    }
    memory.rows = new EndlessRows()
    this.#take(page, chunk)
    this.#end()
  }

  /** The same question without a sign of it; what is on screen stays where main has no answer. */
  async renew(): Promise<void> {
    const { page, outdated, profileId } = this.#parts.get()
    if (this.#doing === 'load' || this.#doing === 'renew') {
      this.#again = true
      return
    }
    if (profileId === null) return
    if (page === null || outdated) return this.load()
    const mine = this.#begin('renew')
    const { view } = this.#parts.get()
    const answers = view.paging === 'pages' ? [await this.#ask(profileId, view, 0)] : await this.#askSight(mine)
    if (mine !== this.#run) return
    this.#retake(answers)
    this.#end()
  }

  /** Asks for the rows in sight that are not here. */
  async fill(): Promise<void> {
    const { profileId, view, page, outdated } = this.#parts.get()
    if (profileId === null || page === null || outdated || view.paging !== 'endless') return
    const missing = this.#missing()
    const [chunk] = missing
    if (chunk === undefined || this.#doing === 'load' || this.#doing === 'renew') return
    if (this.#doing === 'fill' && missing.includes(this.#chunk)) return
    const mine = this.#begin('fill')
    this.#chunk = chunk
    const answer = await this.#ask(profileId, view, chunk)
    if (mine !== this.#run) return
    if (answer.ok) this.#take(answer.value, chunk)
    else {
      this.#failed.add(chunk)
      this.#fail(answer.error)
    }
    this.#doing = null
    return this.fill()
  }

  /** A row of the endless list, asked for if it is not here; null: there is none, or main has no answer. */
  async row(index: number): Promise<Recording | null> {
    const { memory } = this.#parts
    if (memory.rows.at(index) === null) {
      this.look(index, index)
      await this.fill()
    }
    return memory.rows.at(index)
  }

  /** Makes recordings known; the oldest of too many are forgotten. */
  learn(recordings: readonly Recording[]): void {
    const { known } = this.#parts.memory
    for (const recording of recordings) {
      known.delete(recording.recordId)
      known.set(recording.recordId, recording)
    }
    for (const recordId of known.keys()) {
      if (known.size <= MOST_KNOWN) return
      known.delete(recordId)
    }
  }

  #begin(what: 'load' | 'renew' | 'fill'): number {
    this.#doing = what
    if (what !== 'fill') this.#failed.clear()
    return ++this.#run
  }

  #end(): void {
    this.#doing = null
    if (this.#again) {
      this.#again = false
      void this.renew()
    } else void this.fill()
  }

  #ask(profileId: string, view: LibraryView, chunk: number): Promise<Result<LibraryPage>> {
    const rows = view.paging === 'endless' ? { from: chunk * CHUNK, limit: CHUNK } : null
    return this.#parts.bridge.recordings.page({ profileId, query: pageQuery(view, rows) })
  }

  /** One after the other: main ends an older question for a newer one. */
  async #askSight(mine: number): Promise<Result<LibraryPage>[]> {
    const { profileId, view } = this.#parts.get()
    const answers: Result<LibraryPage>[] = []
    for (const chunk of this.#inSight()) {
      if (profileId === null || mine !== this.#run) break
      answers.push(await this.#ask(profileId, view, chunk))
    }
    return answers
  }

  #inSight(): number[] {
    const last = (this.#parts.get().page?.total ?? 0) - 1
    return chunksOf(Math.max(0, Math.min(this.#sight.first, last)), Math.max(0, Math.min(this.#sight.last, last)))
  }

  #missing(): number[] {
    const { rows } = this.#parts.memory
    return this.#inSight().filter((chunk) => !rows.has(chunk) && !this.#failed.has(chunk))
  }

  #fail(error: AppError): void {
    this.#parts.set({ status: 'error', error, errorAt: this.#parts.now() })
  }

  #take(page: LibraryPage, chunk: number): void {
    const { get, memory } = this.#parts
    const recordings = sameRows(page.recordings, memory.known)
    if (get().view.paging === 'endless') memory.rows.put(chunk, recordings)
    this.#show({ ...page, recordings })
  }

  #show(answer: LibraryPage): void {
    const { get, set } = this.#parts
    const { page: before, pageKey, endless, outdated } = get()
    this.learn(answer.recordings)
    set({
      status: 'ready',
      page: samePage(answer, before),
      pageKey: before === null || outdated ? pageKey + 1 : pageKey,
      outdated: false,
      error: null,
      endless: endless + 1,
    })
  }

  /** New rows in place of those on screen: all at once, so that an endless list never shows old beside new. */
  #retake(answers: readonly Result<LibraryPage>[]): void {
    const { get, change, memory } = this.#parts
    const { view } = get()
    const failed = answers.find((answer) => !answer.ok)
    if (failed !== undefined) {
      this.#parts.set({ error: failed.error, errorAt: this.#parts.now() })
      return
    }
    const pages = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
    const newest = pages.at(-1)
    if (newest === undefined) return
    const last = view.paging === 'pages' ? clampedPage(view, newest.total) : view.page
    if (last !== view.page) {
      change({ page: last })
      this.#again = true
      return
    }
    memory.rows = new EndlessRows()
    for (const page of pages.slice(0, -1)) {
      const recordings = sameRows(page.recordings, memory.known)
      memory.rows.put(Math.floor(page.from / CHUNK), recordings)
      this.learn(recordings)
    }
    this.#take(newest, Math.floor(newest.from / CHUNK))
  }
}
