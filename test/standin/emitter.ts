import { EventEmitter } from 'node:events'
import { unsupported } from './guard.ts'

type Listener = (...given: unknown[]) => void

/** An emitter that refuses listeners for events it would never emit. */
export class StrictEmitter extends EventEmitter {
  readonly #name: string
  readonly #known: ReadonlySet<string>

  constructor(name: string, events: readonly string[]) {
    super()
    this.#name = name
    this.#known = new Set([...events, 'newListener', 'removeListener'])
  }

  override on(event: string | symbol, listener: Listener): this {
    this.#check(event)
    return super.on(event, listener)
  }

  override addListener(event: string | symbol, listener: Listener): this {
    return this.on(event, listener)
  }

  override once(event: string | symbol, listener: Listener): this {
    this.#check(event)
    return super.once(event, listener)
  }

  override prependListener(event: string | symbol, listener: Listener): this {
    this.#check(event)
    return super.prependListener(event, listener)
  }

  #check(event: string | symbol): void {
    if (typeof event === 'string' && !this.#known.has(event)) unsupported(`${this.#name} event '${event}'`)
  }
}

/** What Electron hands to listeners that may say no. */
export class CancelableEvent {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}
