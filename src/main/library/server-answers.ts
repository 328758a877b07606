import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { RecordingQuery } from '../../shared/recording.ts'
import type { PlugNmeetClient, ServerPage } from '../plugnmeet/client.ts'

export interface ServerAnswersParts {
  /** Comes later: the secret has to be fetched from the keychain, the demo has to start. */
  client: Promise<PlugNmeetClient>
  /** Milliseconds since 1970. */
  clock: () => number
  /** How the server took a request: with an answer (null), or with a failure. */
  onAnswer: (failure: AppFailure | null) => void
}

/** Every request for a list goes through here, so that it is known whether the server answers. */
export class ServerAnswers {
  readonly #parts: ServerAnswersParts
  #failure: AppError | null = null
  #failedAt = 0
  #answeredAt: number | null = null

  constructor(parts: ServerAnswersParts) {
    this.#parts = parts
    // Whoever asks hears it; until then a failure has no other listener.
    parts.client.catch(() => {})
  }

  /** What the last request failed with; null: it answered, or was not asked. */
  get failure(): AppError | null {
    return this.#failure
  }

  get failedAt(): number {
    return this.#failedAt
  }

  /** When it last answered; ms since 1970; null: not in this run. */
  get answeredAt(): number | null {
    return this.#answeredAt
  }

  /** A page of the server's list. Fails with AppFailure. */
  page(query: RecordingQuery, signal: AbortSignal): Promise<ServerPage> {
    return this.ask((client) => client.fetchRecordings(query, signal), signal)
  }

  /**
   * As much of a page as comes in one answer: between the parts of a larger one the list may move. Two recordings at
   * least, so that one page can follow on another. Fails with AppFailure.
   */
  pageAtOnce(query: RecordingQuery, signal: AbortSignal): Promise<ServerPage> {
    const limited = (limit: number) => ({ ...query, limit: Math.min(query.limit, Math.max(2, limit)) })
    return this.ask((client) => client.fetchRecordings(limited(client.pageLimit), signal), signal)
  }

  /** Any request that says whether the server answers. Fails with AppFailure. */
  async ask<T>(request: (client: PlugNmeetClient) => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      const answer = await request(await this.#parts.client)
      if (!signal.aborted) this.#note(null)
      return answer
    } catch (error) {
      if (!signal.aborted && error instanceof AppFailure && error.error.code !== 'aborted') this.#note(error)
      throw error
    }
  }

  #note(failure: AppFailure | null): void {
    this.#failure = failure?.error ?? null
    if (failure === null) this.#answeredAt = this.#parts.clock()
    else this.#failedAt = this.#parts.clock()
    this.#parts.onAnswer(failure)
  }
}
