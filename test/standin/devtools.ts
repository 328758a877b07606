import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from '@playwright/test'

interface Message {
  id?: number
  method?: string
  params?: object
  sessionId?: string
  result?: object
  error?: { message: string }
}
interface Waiting {
  method: string
  resolve: (result: never) => void
  reject: (error: Error) => void
}

/** One page of Chromium, or the browser itself: commands in order, events as they come. */
export interface Session {
  send: CDPSession['send']
  on: CDPSession['on']
}

/** The DevTools protocol over `--remote-debugging-pipe`: JSON texts that end with a zero byte. */
export class DevToolsPipe {
  readonly root: Session
  readonly #output: Writable
  readonly #waiting = new Map<number, Waiting>()
  readonly #events = new Map<string, EventEmitter>()
  #parts: Buffer[] = []
  #lastId = 0

  constructor(output: Writable, input: Readable) {
    this.#output = output
    this.root = this.session('')
    output.on('error', () => this.close())
    input.on('data', (chunk: Buffer) => this.#read(chunk))
    input.on('error', () => this.close())
  }

  session(sessionId: string): Session {
    const events = this.#events.get(sessionId) ?? new EventEmitter()
    this.#events.set(sessionId, events)
    const session: Session = {
      send: (method, params) => this.#send(method, params ?? {}, sessionId),
      on: ((event: string, listener: (payload: unknown) => void) => events.on(event, listener)) as never,
    }
    return session
  }

  /** Every command that still waits fails. */
  close(): void {
    for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: Chromium is gone`))
    this.#waiting.clear()
  }

  #send(method: string, params: object, sessionId: string): Promise<never> {
    const id = ++this.#lastId
    const promise = new Promise<never>((resolve, reject) => this.#waiting.set(id, { method, resolve, reject }))
    // Commands may be sent without waiting for the one before; the one that is awaited last reports a failure.
    promise.catch(() => undefined)
    const text = JSON.stringify(sessionId === '' ? { id, method, params } : { id, method, params, sessionId })
    if (this.#output.writable) this.#output.write(`${text}\0`)
    else this.close()
    return promise
  }

  #read(chunk: Buffer): void {
    let rest = chunk
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      this.#parts.push(rest.subarray(0, end))
      const message: Message = JSON.parse(Buffer.concat(this.#parts).toString('utf8'))
      this.#parts = []
      rest = rest.subarray(end + 1)
      this.#deliver(message)
    }
    if (rest.length > 0) this.#parts.push(rest)
  }

  #deliver(message: Message): void {
    if (message.id === undefined) {
      this.#events.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`))
    else waiting?.resolve((message.result ?? {}) as never)
  }
}
