import type { Recording, RecordingPage, RecordingQuery, Room, RoomList } from '../../shared/recording.ts'

/** How much of a server is looked through for rooms: the newest 1 000 recordings, in pages of 100. */
const PAGE = 100
const MOST_PAGES = 10
const NOTHING: RoomList = { rooms: [], total: null, complete: false }

export interface RoomDirectoryParts {
  /** What was known when the server was open last. */
  known: RoomList | null
  page: (query: RecordingQuery, signal: AbortSignal) => Promise<Pick<RecordingPage, 'recordings' | 'total' | 'leftOut'>>
  onChange: (rooms: RoomList) => void
}

/**
 * Knows which rooms a server has recordings of, and how many.
 * plugNmeet has no call for that, so the newest recordings are looked through once, page by page; on a server with more
 * than that, each room that was found is counted by its own request, and the list says that it is not complete.
 */
export class RoomDirectory {
  readonly #parts: RoomDirectoryParts
  readonly #rooms = new Map<string, Room>()
  #list = NOTHING
  #run: AbortController | null = null

  constructor(parts: RoomDirectoryParts) {
    this.#parts = parts
    if (parts.known === null) return
    this.#list = { ...parts.known, complete: false }
    for (const room of parts.known.rooms) this.#rooms.set(room.roomId, room)
  }

  get list(): RoomList {
    return this.#list
  }

  /** Adds the rooms of a page that somebody looked at anyway. */
  learn(recordings: readonly Recording[]): void {
    const before = this.#rooms.size
    for (const recording of recordings) this.#meet(recording)
    if (this.#rooms.size > before) this.#publish(this.#list.total, this.#list.complete)
  }

  /** Looks through the server. Errors end it quietly: the list on screen says what is wrong, and the next page asks again. */
  async refresh(): Promise<void> {
    if (this.#run !== null) return
    const run = new AbortController()
    this.#run = run
    try {
      await this.#look(run.signal)
    } catch {
      // The page on screen asks the same server and reports its failure; rooms found so far stay.
    } finally {
      if (this.#run === run) this.#run = null
    }
  }

  /** Stops looking; the next `refresh` begins anew. */
  stop(): void {
    this.#run?.abort()
    this.#run = null
  }

  async #look(signal: AbortSignal): Promise<void> {
    const counts = new Map<string, number>()
    let unread = 0
    let total = 0
    let seen = 0
    for (let from = 0; from < PAGE * MOST_PAGES; from += PAGE) {
      const query: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from, limit: PAGE }
      const page = await this.#parts.page(query, signal)
      // It may have been stopped while the answer was on its last steps.
      signal.throwIfAborted()
      total = page.total
      unread += page.leftOut
      for (const recording of page.recordings) {
        this.#meet(recording)
        counts.set(recording.roomId, (counts.get(recording.roomId) ?? 0) + 1)
      }
      seen += page.recordings.length + page.leftOut
      if (seen >= total || page.recordings.length + page.leftOut === 0) break
      this.#publish(total, false)
    }
    const complete = seen >= total && unread === 0
    if (complete) this.#count(counts)
    else await this.#countEach(signal)
    this.#publish(total, seen >= total)
  }

  async #countEach(signal: AbortSignal): Promise<void> {
    for (const room of [...this.#rooms.values()]) {
      const query: RecordingQuery = { roomIds: [room.roomId], roomSid: null, order: 'newest', from: 0, limit: 1 }
      const { total } = await this.#parts.page(query, signal)
      signal.throwIfAborted()
      this.#rooms.set(room.roomId, { ...room, count: total })
    }
  }

  #count(counts: ReadonlyMap<string, number>): void {
    for (const [roomId, room] of this.#rooms) {
      const count = counts.get(roomId)
      if (count === undefined) this.#rooms.delete(roomId)
      else this.#rooms.set(roomId, { ...room, count })
    }
  }

  #meet(recording: Recording): void {
    const known = this.#rooms.get(recording.roomId)
    // The newest recording names the room: it comes first, so a title that is there stays.
    if (known === undefined)
      this.#rooms.set(recording.roomId, { roomId: recording.roomId, title: recording.roomTitle, count: null })
    else if (known.title === null && recording.roomTitle !== null) {
      this.#rooms.set(recording.roomId, { ...known, title: recording.roomTitle })
    }
  }

  #publish(total: number | null, complete: boolean): void {
    const name = (room: Room): string => room.title ?? room.roomId
    const rooms = [...this.#rooms.values()].sort(
      (a, b) => name(a).localeCompare(name(b)) || a.roomId.localeCompare(b.roomId),
    )
    this.#list = { rooms, total, complete }
    this.#parts.onChange(this.#list)
  }
}
