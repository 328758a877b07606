import type Database from 'better-sqlite3'
import type { PackedPage, PackedRecording } from './facts.ts'
import type { Merger } from './merge.ts'
import type { Place } from './order.ts'
import type { RecordingsTable } from './recordings-table.ts'
import { openPage, type SealedPage } from './sealed-page.ts'
import type { Crawl } from './state-table.ts'

/** Pages of the whole server, newest first, that were asked for one after the other from where a look stands. */
export interface Look {
  from: Crawl
  pages: readonly (PackedPage | SealedPage)[]
  /** A crawl is remembered, to go on after a restart; a look at the newest is not. */
  isCrawl: boolean
  /** The server was asked twice: what it says of nothing being there is believed. */
  isSure: boolean
  /** When the last of them came; ms since 1970. */
  at: number
}

export interface Looked {
  /** Where the look stands now. */
  at: Crawl
  /**
   * `gap`: the next page does not follow on what was met, it is to be asked for a little earlier; `empty`: it holds
   * nothing, or too little, though there should be something; `end`: the server has been looked through.
   */
  outcome: 'more' | 'gap' | 'empty' | 'end'
  /** The last page that was merged has brought something. */
  news: boolean
  /** Any of them has. */
  changed: boolean
}

/** Looks through a server from its newest recording on, so that between two looks nothing is lost or met twice. */
export class LookThrough {
  readonly #table: RecordingsTable
  readonly #merger: Merger
  readonly #any

  constructor(db: Database.Database, table: RecordingsTable, merger: Merger) {
    this.#table = table
    this.#merger = merger
    this.#any = db.prepare<[], 1>('SELECT 1 FROM recordings LIMIT 1').pluck()
  }

  /** Merges the pages in order, as far as each follows on the one before. To be used within a transaction. */
  look({ from, pages, isSure }: Look): Looked {
    const looked: Looked = { at: from, outcome: 'more', news: false, changed: false }
    for (const page of pages) {
      this.#lookAt(openPage(page), looked, isSure)
      if (looked.outcome !== 'more') break
    }
    return looked
  }

  #lookAt(page: PackedPage, looked: Looked, isSure: boolean): void {
    const { recordings, total, limit, leftOut, from } = page
    const listed = recordings.length + leftOut
    const met = looked.at.place
    if (listed === 0 && met === null) {
      this.#lookAtNothing(page, looked, isSure)
      return
    }
    const overlap = met === null ? 0 : this.#refreshMet(recordings, met, looked)
    if (met !== null && overlap === 0) {
      looked.outcome = 'gap'
      return
    }
    const isShort = listed < limit
    const isEnd = isShort && from + listed >= total
    // There should be more behind what was met, and is not: when asked twice, the list is believed, not the total.
    const isOver = isShort && !isEnd && overlap === listed
    const after = overlap === 0 ? null : (this.#table.find(recordings[overlap - 1]?.recordId ?? '')?.place ?? null)
    const stretch = { recordings: recordings.slice(overlap), after, isTop: met === null, isEnd, scope: 'all' } as const
    if (!isSure && this.#merger.losesMany(stretch)) {
      looked.outcome = 'empty'
      return
    }
    const { added, changed, removed, last } = this.#merger.merge(stretch)
    looked.at = {
      place: Math.max(last ?? Number.NEGATIVE_INFINITY, met ?? Number.NEGATIVE_INFINITY),
      offset: from + listed,
    }
    looked.news ||= added + changed + removed > 0
    looked.changed ||= looked.news
    if (isEnd || (isOver && isSure)) looked.outcome = 'end'
    else if (isOver) looked.outcome = 'empty'
  }

  /** A server that has lost everything, and an answer that is missing, look the same: it is asked twice. */
  #lookAtNothing({ total }: PackedPage, looked: Looked, isSure: boolean): void {
    looked.news = false
    // Where it says that there is more, and shows nothing, nothing is taken away.
    const isBelieved = total === 0 && (isSure || this.#any.get() === undefined)
    looked.outcome = isBelieved ? 'end' : 'empty'
    if (!isBelieved) return
    const { removed } = this.#merger.merge({ recordings: [], after: null, isTop: true, isEnd: true, scope: 'all' })
    looked.changed ||= removed > 0
  }

  /** How many recordings at the page's beginning have been met already; they are looked at for news all the same. */
  #refreshMet(recordings: readonly PackedRecording[], met: Place, looked: Looked): number {
    let before = Number.NEGATIVE_INFINITY
    let count = 0
    looked.news = false
    for (const recording of recordings) {
      const known = this.#table.find(recording.recordId)
      if (known === null || known.place > met || known.place <= before) break
      if (this.#table.refresh(recording, known)) looked.news = true
      before = known.place
      count += 1
    }
    return count
  }
}
