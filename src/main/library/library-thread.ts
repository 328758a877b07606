import { Worker } from 'node:worker_threads'
import type { WorkAnswer, WorkInput, WorkName } from './library-desk.ts'
import type { Look } from './look.ts'
import type { FromThread, ToThread } from './thread-messages.ts'

/** What SQLite has said in the thread. */
export class LibraryFailure extends Error {
  /** SQLite's code, such as SQLITE_FULL; empty for anything else. */
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'LibraryFailure'
    this.code = code
  }
}

/** Pages come and go: left to itself, V8 lets fifty megabytes of them lie about. */
const YOUNG = { maxYoungGenerationSizeMb: 6 }

interface Waiting {
  resolve: (answer: unknown) => void
  reject: (error: Error) => void
}

export interface LibraryListener {
  onIndexed: () => void
  onDamaged: () => void
}

/** The one thread of all libraries; it starts with the first piece of work. */
export class LibraryThread {
  readonly #script: URL
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Map<string, LibraryListener>()
  #worker: Worker | null = null
  #lastId = 0

  /** `script` is thread.ts, built or not. */
  constructor(script: URL) {
    this.#script = script
  }

  /** Hears of what the thread finds out by itself about a file. */
  listen(file: string, listener: LibraryListener): void {
    this.#listeners.set(file, listener)
  }

  /** Does a piece of work on a file's library, after what was asked before. Fails with LibraryFailure. */
  async do<K extends WorkName>(file: string, name: K, ...input: WorkInput<K>): Promise<WorkAnswer<K>> {
    const moved = name === 'look' ? bytesOf(input[0] as Look) : []
    return (await this.#ask((id) => ({ kind: 'work', id, file, name, input }), moved)) as WorkAnswer<K>
  }

  /** Lets go of a file, after what was asked before. Whoever listens to it by now, other than `listener`, goes on. */
  async close(file: string, listener?: LibraryListener): Promise<void> {
    if (listener === undefined || this.#listeners.get(file) === listener) this.#listeners.delete(file)
    if (this.#worker !== null) await this.#ask((id) => ({ kind: 'close', id, file }))
  }

  /** Ends the thread; what is under way is not waited for, and fails. */
  async stop(): Promise<void> {
    const worker = this.#worker
    if (worker === null) return
    this.#lose(worker, new Error('the thread was stopped'))
    await worker.terminate()
  }

  #ask(message: (id: number) => ToThread, moved: ArrayBuffer[] = []): Promise<unknown> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      const worker = this.#start()
      worker.ref()
      worker.postMessage(message(id), moved)
    })
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(this.#script, { name: 'library', resourceLimits: YOUNG })
    this.#worker = worker
    worker.on('message', (message: FromThread) => this.#hear(message))
    worker.on('error', (error: Error) => this.#lose(worker, error))
    worker.on('exit', () => this.#lose(worker, new Error('the thread has ended')))
    return worker
  }

  #hear(message: FromThread): void {
    if (message.kind === 'indexed') this.#listeners.get(message.file)?.onIndexed()
    else if (message.kind === 'damaged') this.#listeners.get(message.file)?.onDamaged()
    else {
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if (message.kind === 'done') waiting?.resolve(message.answer)
      else waiting?.reject(new LibraryFailure(message.code, message.message))
      // Only work keeps a process alive, not the thread.
      if (this.#waiting.size === 0) this.#worker?.unref()
    }
  }

  /** What waits for a thread that is no more fails; the next work starts another one. */
  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(new LibraryFailure('', error.message))
    this.#waiting.clear()
  }
}

/** Pages' bytes move to the thread: copied, they would lie about here until the collector comes. */
const bytesOf = ({ pages }: Look): ArrayBuffer[] =>
  pages.flatMap((page) => ('sealed' in page && page.sealed.buffer instanceof ArrayBuffer ? [page.sealed.buffer] : []))
