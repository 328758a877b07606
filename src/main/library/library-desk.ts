import type Database from 'better-sqlite3'
import { LibrarySearch } from './library-search.ts'
import { LibraryWriter } from './library-writer.ts'

/** What is done with a library away from the window: everything that writes, and everything that searches. */
export class LibraryDesk {
  readonly writer: LibraryWriter
  readonly #search: LibrarySearch

  constructor(db: Database.Database) {
    this.writer = new LibraryWriter(db)
    this.#search = new LibrarySearch(db)
  }

  /** Does one piece of work. Fails as SQLite does. */
  do<K extends WorkName>(name: K, ...input: WorkInput<K>): WorkAnswer<K> {
    const work =
      name === 'search' ? this.#search.search.bind(this.#search) : this.writer[name as WriterWork].bind(this.writer)
    return (work as (...input: WorkInput<K>) => WorkAnswer<K>)(...input)
  }
}

type WriterWork = {
  [K in keyof LibraryWriter]: LibraryWriter[K] extends (...input: never[]) => unknown ? K : never
}[keyof LibraryWriter]
type Works = Pick<LibraryWriter, WriterWork> & Pick<LibrarySearch, 'search'>

export type WorkName = keyof Works
export type WorkInput<K extends WorkName> = Parameters<Works[K]>
export type WorkAnswer<K extends WorkName> = ReturnType<Works[K]>
