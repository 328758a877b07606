import type { MediaState } from '../../shared/media.ts'
import type { Activity } from './manners.ts'
import type { DownloadQueue } from './queue.ts'
import { idOf, isMoving } from './queue-entries.ts'

/** What all downloads together come to, for the desktop. */
export class ActivityTally {
  readonly #queue: Pick<DownloadQueue, 'all' | 'entry'>
  /** How far each file in the queue is, as it was told last. */
  readonly #states = new Map<string, MediaState>()

  constructor(queue: Pick<DownloadQueue, 'all' | 'entry'>) {
    this.#queue = queue
  }

  /** A file's state was told. */
  heard(state: MediaState): void {
    this.#states.set(idOf(state), state)
  }

  get activity(): Activity {
    const counts = { running: 0, waiting: 0, paused: 0, failed: 0 }
    for (const { state } of this.#queue.all()) counts[state] += 1
    const { running, waiting, failed } = counts
    return { running, waiting, failed, ...this.#bytes() }
  }

  /** Goes through what was told only: thousands may be waiting that nothing is known of. */
  #bytes(): Pick<Activity, 'bytesDone' | 'bytesTotal'> {
    const sum = { bytesDone: 0, bytesTotal: 0 }
    for (const [id, state] of this.#states) {
      const entry = this.#queue.entry(state.profileId, state.recordId)
      if (entry === null) this.#states.delete(id)
      if (entry === null || !isMoving(entry) || state.bytesTotal === null) continue
      sum.bytesDone += state.bytesDone
      sum.bytesTotal += state.bytesTotal
    }
    return sum
  }
}
