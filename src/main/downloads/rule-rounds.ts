import { AppFailure } from '../../shared/app-error.ts'
import { Throttle } from '../library/throttle.ts'
import type { RuleKeeper } from './rule-keeper.ts'

export interface RuleRoundsParts {
  rules: Pick<RuleKeeper, 'apply'>
  /** Every profile there is. */
  profileIds: () => readonly string[]
}

const DAILY_MS = 24 * 60 * 60 * 1000
const AFTER_NEWS_MS = 5000

/** When rules are applied: at the start, once a day, and a moment after a profile's news. */
export class RuleRounds {
  readonly #parts: RuleRoundsParts
  readonly #news = new Map<string, Throttle>()
  readonly #applying = new Set<Promise<void>>()
  readonly #daily: NodeJS.Timeout
  #isClosing = false

  constructor(parts: RuleRoundsParts) {
    this.#parts = parts
    this.#daily = setInterval(() => this.all(), DAILY_MS)
    this.#daily.unref()
  }

  /** Those whose turn has not come yet are not to begin: they come with the next start. */
  get isClosing(): boolean {
    return this.#isClosing
  }

  /** Now, for every profile. */
  all(): void {
    for (const profileId of this.#parts.profileIds()) this.#apply(profileId)
  }

  /** A profile's library knows other recordings than before, or its rules are other ones. */
  heard(profileId: string): void {
    const news = this.#news.get(profileId)
    const throttle =
      news ??
      new Throttle(
        () => this.#apply(profileId),
        () => AFTER_NEWS_MS,
      )
    this.#news.set(profileId, throttle)
    throttle.ask()
  }

  /** Resolves when none is being applied any more. */
  async close(): Promise<void> {
    this.#isClosing = true
    clearInterval(this.#daily)
    for (const throttle of this.#news.values()) throttle.stop()
    await Promise.all(this.#applying)
  }

  #apply(profileId: string): void {
    const applying = this.#parts.rules.apply(profileId).catch((error: unknown) => {
      // They are applied again with the next news.
      if (this.#isClosing && error instanceof AppFailure) return
      const why = error instanceof AppFailure ? error.message : error
      console.error('The rules for keeping recordings could not be applied:', why)
    })
    this.#applying.add(applying)
    void applying.then(() => this.#applying.delete(applying))
  }
}
