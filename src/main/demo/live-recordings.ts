import { below, type Changes, changedSource } from './changed-source.ts'
import { generatedSource } from './generated-source.ts'
import { newRecordings } from './new-recordings.ts'
import type { DemoRecording, RecordingSource } from './recording-source.ts'
import { type DemoRoom, roomsFor } from './rooms.ts'

/** What may become of a recording; its ID stays. */
export type RecordingChange = Partial<Omit<DemoRecording, 'recordId'>>

/** When the first recording of an empty server is made. */
const NOTHING_BEFORE = Date.UTC(2026, 10, 12) / 1000
const NO_CHANGES: Changes = { inserted: [], removed: [], replaced: new Map() }

/** The recordings of a running server, which come, go and change. */
export class LiveRecordings {
  readonly #seed: number
  readonly #rooms: readonly DemoRoom[]
  #base: RecordingSource
  #changes = NO_CHANGES
  #source: RecordingSource
  /** How many were made beyond the generated ones. */
  #made = 0

  /** Begins with so many generated ones. */
  constructor(size: number, seed: number, roomCount: number) {
    this.#seed = seed
    this.#rooms = roomsFor(roomCount, seed)
    this.#base = generatedSource(size, seed, roomCount)
    this.#source = this.#base
  }

  /** As they are now; what changes later does not change it. */
  get source(): RecordingSource {
    return this.#source
  }

  /** Other recordings in place of all. */
  use(base: RecordingSource): void {
    this.#base = base
    this.#change(NO_CHANGES)
  }

  /** So many that are not there yet, newer than all, oldest first. */
  make(count: number): DemoRecording[] {
    const serial = this.#made
    this.#made += count
    const after = this.#source.size === 0 ? NOTHING_BEFORE : this.#source.at(0).createdAt
    return newRecordings({ count, serial, after, seed: this.#seed, rooms: this.#rooms })
  }

  /** Registers new ones, the newest last. Fails for an ID that is there. */
  insert(recordings: readonly DemoRecording[]): void {
    const ids = new Set(recordings.map(({ recordId }) => recordId))
    const known = [...ids].find((recordId) => this.#source.rankOf(recordId) !== null)
    if (known !== undefined || ids.size < recordings.length)
      throw new RangeError(`a recording has one ID of its own, not ${known ?? 'that of another new one'}`)
    this.#change({ inserted: [...this.#changes.inserted, ...recordings] })
  }

  /** Removes those that are there. */
  remove(recordIds: readonly string[]): void {
    const gone = new Set(recordIds)
    const inserted = this.#changes.inserted.filter(({ recordId }) => !gone.has(recordId))
    const removed = new Set(this.#changes.removed)
    for (const recordId of gone) {
      const baseRank = this.#baseRank(recordId)
      if (baseRank !== null) removed.add(baseRank)
    }
    this.#change({ inserted, removed: [...removed].sort((a, b) => a - b) })
  }

  /** Changes one where it is. Fails when it is not there. */
  replace(recordId: string, change: RecordingChange): void {
    const rank = this.#source.rankOf(recordId)
    if (rank === null) throw new RangeError(`there is no recording ${recordId}`)
    const recording = { ...this.#source.at(rank), ...change, recordId }
    const at = this.#changes.inserted.findIndex((inserted) => inserted.recordId === recordId)
    const baseRank = this.#baseRank(recordId)
    if (at >= 0) this.#change({ inserted: this.#changes.inserted.with(at, recording) })
    else if (baseRank !== null) this.#change({ replaced: new Map(this.#changes.replaced).set(baseRank, recording) })
  }

  /** Its rank in the source beneath, unless it has gone from there. */
  #baseRank(recordId: string): number | null {
    const rank = this.#base.rankOf(recordId)
    const { removed } = this.#changes
    return rank === null || removed[below(removed, rank)] === rank ? null : rank
  }

  #change(changes: Partial<Changes>): void {
    this.#changes = { ...this.#changes, ...changes }
    this.#source = changedSource(this.#base, this.#changes)
  }
}
