import type { Input } from '../../shared/contract.ts'

/** What is needed of a media element to know how far it has been played. */
export type PlayingElement = Pick<
  HTMLMediaElement,
  'currentTime' | 'duration' | 'paused' | 'addEventListener' | 'removeEventListener'
>

export type PlayPosition = Pick<Input<'recordings.savePosition'>, 'seconds' | 'durationSeconds'>

/** Played seconds of the recording before the first save, and between two: who only looks in has watched nothing. */
const EVERY_SECONDS = 5
/** More than this between two reports is a jump and not played; reports of a window out of sight come once a second. */
const MOST_BETWEEN_REPORTS = 10
/** Moments that may be the last ones. */
const AT_ONCE = ['pause', 'seeked', 'ended'] as const

/** Follows an element and says how far it is: every 5 s that it has played, and whenever it stops or jumps. */
export class PlayPositions {
  readonly #element: PlayingElement
  readonly #save: (position: PlayPosition) => void
  #played = 0
  #playedAtSave = 0
  #last: number
  #saved: number | null = null

  constructor(element: PlayingElement, save: (position: PlayPosition) => void) {
    this.#element = element
    this.#save = save
    this.#last = element.currentTime
    element.addEventListener('timeupdate', this.#onTime)
    element.addEventListener('seeking', this.#onSeeking)
    for (const name of AT_ONCE) element.addEventListener(name, this.saveNow)
  }

  /** Saves the position that has not been saved yet; before the file's length is known there is none. */
  readonly saveNow = (): void => {
    const { currentTime, duration } = this.#element
    if (this.#played < EVERY_SECONDS || Number.isNaN(duration) || currentTime === this.#saved) return
    this.#saved = currentTime
    this.#playedAtSave = this.#played
    this.#save({ seconds: currentTime, durationSeconds: Number.isFinite(duration) ? duration : null })
  }

  /** Saves for the last time and lets go of the element. */
  end(): void {
    this.saveNow()
    this.#element.removeEventListener('timeupdate', this.#onTime)
    this.#element.removeEventListener('seeking', this.#onSeeking)
    for (const name of AT_ONCE) this.#element.removeEventListener(name, this.saveNow)
  }

  readonly #onTime = (): void => {
    const { currentTime } = this.#element
    const step = currentTime - this.#last
    this.#last = currentTime
    if (step <= 0 || step > MOST_BETWEEN_REPORTS) return
    this.#played += step
    if (this.#played - this.#playedAtSave >= EVERY_SECONDS) this.saveNow()
  }

  /** A jump is not played. */
  readonly #onSeeking = (): void => {
    this.#last = this.#element.currentTime
  }
}
