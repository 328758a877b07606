import { ThreadClient } from '../thread-client.ts'
import type { WorkAnswer, WorkInput, WorkName } from './library-desk.ts'
import type { Look } from './look.ts'
import type { ThreadNews } from './thread-messages.ts'

export { ThreadFailure as LibraryFailure } from '../thread-client.ts'

/** Pages come and go: left to itself, V8 lets fifty megabytes of them lie about. */
const YOUNG = { maxYoungGenerationSizeMb: 6 }

export interface LibraryListener {
  onIndexed: () => void
  onDamaged: () => void
}

/** The one thread of all libraries; it starts with the first piece of work. */
export class LibraryThread {
  readonly #thread: ThreadClient<ThreadNews>
  readonly #listeners = new Map<string, LibraryListener>()

  /** `script` is thread.ts, built or not. */
  constructor(script: URL) {
    this.#thread = new ThreadClient<ThreadNews>({
      script,
      options: { name: 'library', resourceLimits: YOUNG },
      onNews: ({ kind, file }) => {
        if (kind === 'indexed') this.#listeners.get(file)?.onIndexed()
        else this.#listeners.get(file)?.onDamaged()
      },
    })
  }

  /** Hears of what the thread finds out by itself about a file. */
  listen(file: string, listener: LibraryListener): void {
    this.#listeners.set(file, listener)
  }

  /** Does a piece of work on a file's library, after what was asked before. Fails with LibraryFailure. */
  async do<K extends WorkName>(file: string, name: K, ...input: WorkInput<K>): Promise<WorkAnswer<K>> {
    const moved = name === 'look' ? bytesOf(input[0] as Look) : []
    return (await this.#thread.ask((id) => ({ kind: 'work', id, file, name, input }), moved)) as WorkAnswer<K>
  }

  /** Lets go of a file, after what was asked before. Whoever listens to it by now, other than `listener`, goes on. */
  async close(file: string, listener?: LibraryListener): Promise<void> {
    if (listener === undefined || this.#listeners.get(file) === listener) this.#listeners.delete(file)
    if (this.#thread.isRunning) await this.#thread.ask((id) => ({ kind: 'close', id, file }))
  }

  /** Ends the thread; what is under way is not waited for, and fails. */
  stop(): Promise<void> {
    return this.#thread.stop()
  }
}

/** Pages' bytes move to the thread: copied, they would lie about here until the collector comes. */
const bytesOf = ({ pages }: Look): ArrayBuffer[] =>
  pages.flatMap((page) => ('sealed' in page && page.sealed.buffer instanceof ArrayBuffer ? [page.sealed.buffer] : []))
