import { Worker, type WorkerOptions } from 'node:worker_threads'

/** What a thread answers to a piece of work. */
export type ThreadAnswer =
  | { kind: 'done'; id: number; answer: unknown }
  | { kind: 'failed'; id: number; code: string; message: string }

/** What SQLite has said in a thread. */
export class ThreadFailure extends Error {
  /** SQLite's code, such as SQLITE_FULL; empty for anything else. */
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'ThreadFailure'
    this.code = code
  }
}

interface Waiting {
  resolve: (answer: unknown) => void
  reject: (error: Error) => void
}

export interface ThreadClientParts<News> {
  /** Of the thread, built or not. */
  script: URL
  options: WorkerOptions
  /** What the thread says by itself. */
  onNews: (news: News) => void
}

/** A thread that does what it is asked; it starts with the first piece of work, and keeps nothing alive when idle. */
export class ThreadClient<News extends { kind: string }> {
  readonly #parts: ThreadClientParts<News>
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #lastId = 0

  constructor(parts: ThreadClientParts<News>) {
    this.#parts = parts
  }

  get isRunning(): boolean {
    return this.#worker !== null
  }

  /** Asks for a piece of work, under an ID that the answer has. Fails with ThreadFailure. */
  ask(message: (id: number) => unknown, moved: ArrayBuffer[] = []): Promise<unknown> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      const worker = this.#start()
      worker.ref()
      worker.postMessage(message(id), moved)
    })
  }

  /** Ends the thread; what is under way is not waited for, and fails. */
  async stop(): Promise<void> {
    const worker = this.#worker
    if (worker === null) return
    this.#lose(worker, new Error('the thread was stopped'))
    await worker.terminate()
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker
    const worker = new Worker(this.#parts.script, this.#parts.options)
    this.#worker = worker
    worker.on('message', (message: ThreadAnswer | News) => this.#hear(message))
    worker.on('error', (error: Error) => this.#lose(worker, error))
    worker.on('exit', () => this.#lose(worker, new Error('the thread has ended')))
    return worker
  }

  #hear(message: ThreadAnswer | News): void {
    if (!isAnswer(message)) {
      this.#parts.onNews(message)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.kind === 'done') waiting?.resolve(message.answer)
    else waiting?.reject(new ThreadFailure(message.code, message.message))
    // Only work keeps a process alive, not the thread.
    if (this.#waiting.size === 0) this.#worker?.unref()
  }

  /** What waits for a thread that is no more fails; the next work starts another one. */
  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return
    this.#worker = null
    for (const { reject } of this.#waiting.values()) reject(new ThreadFailure('', error.message))
    this.#waiting.clear()
  }
}

const isAnswer = (message: { kind: string }): message is ThreadAnswer =>
  message.kind === 'done' || message.kind === 'failed'
