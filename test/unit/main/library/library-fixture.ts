import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DemoServer, startDemoServer } from '../../../../src/main/demo/demo-server.ts'
import { LibraryThread } from '../../../../src/main/library/library-thread.ts'
import { LocalLibrary, type LocalLibraryParts } from '../../../../src/main/library/local-library.ts'
import { PlugNmeetClient } from '../../../../src/main/plugnmeet/client.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import type { LibraryPage, LibraryQuery, LibraryStatus, RoomList } from '../../../../src/shared/recording.ts'
import { NO_FILTERS } from '../../../../src/shared/recording.ts'
import { LIBRARY_THREAD, RESOURCES } from '../roomreel-fixture.ts'

export const query = (change: Partial<LibraryQuery> = {}): LibraryQuery => ({
  roomIds: [],
  roomSid: null,
  sort: 'newest',
  filters: NO_FILTERS,
  from: 0,
  limit: 20,
  ...change,
})

/** A folder for libraries, a thread for them, and demo servers; all of it goes with `clean`. */
export async function newShelf() {
  const folder = await mkdtemp(join(tmpdir(), 'roomreel-library-'))
  const thread = new LibraryThread(LIBRARY_THREAD)
  const ends: (() => Promise<void>)[] = [
    () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
    () => thread.stop(),
  ]

  const server = async (recordings: number, rooms?: number): Promise<DemoServer> => {
    const demo = await startDemoServer({
      recordings,
      seed: 1,
      resourcesDir: RESOURCES,
      ...(rooms === undefined ? {} : { rooms }),
    })
    ends.push(() => demo.close())
    return demo
  }
  const open = (demo: DemoServer, change: Partial<LocalLibraryParts> = {}): Shown => {
    const shown = new Shown(demo, { file: join(folder, 'library.db'), thread, ...change })
    ends.push(() => shown.close())
    return shown
  }
  const clean = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end()
  }
  return { folder, thread, server, open, clean }
}

/** A library in use, and what it has told. */
export class Shown {
  readonly local: LocalLibrary
  readonly statuses: LibraryStatus[] = []
  rooms: RoomList | null = null
  changes = 0
  #waiting: (() => void)[] = []
  readonly #http = createHttpClient()
  #closed: Promise<void> | null = null

  constructor(
    { url, apiKey, apiSecret }: DemoServer,
    change: Partial<LocalLibraryParts> & Pick<LocalLibraryParts, 'file' | 'thread'>,
  ) {
    const client = new PlugNmeetClient({
      http: this.#http,
      baseUrl: new URL(url),
      access: { signIn: 'secret', apiKey, secret: apiSecret },
    })
    const told = (): void => {
      for (const wake of this.#waiting.splice(0)) wake()
    }
    this.local = new LocalLibrary({
      profileId: 'north',
      source: 'the server',
      client: Promise.resolve(client),
      clock: Date.now,
      onAnswer: told,
      onChange: () => {
        this.changes += 1
        told()
      },
      onRooms: (rooms) => {
        this.rooms = rooms
        told()
      },
      onStatus: (status) => {
        this.statuses.push(status)
        told()
      },
      onLost: told,
      ...change,
    })
  }

  /** Waits until something holds; it is looked at whenever the library tells anything. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** Opens it, and waits until the server has been looked through. */
  async lookThrough(): Promise<void> {
    this.local.wake()
    await this.until(() => this.local.status().complete && !this.local.status().crawling)
  }

  page(change: Partial<LibraryQuery> = {}): Promise<LibraryPage> {
    return this.local.page(query(change))
  }

  search(text: string, change: Partial<LibraryQuery> = {}): Promise<LibraryPage> {
    return this.page({ sort: 'match', ...change, filters: { ...NO_FILTERS, ...change.filters, text } })
  }

  close(): Promise<void> {
    this.#closed ??= this.local.close().then(() => this.#http.close())
    return this.#closed
  }
}
