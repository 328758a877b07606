import type { AppFailure } from '../../shared/app-error.ts'
import type { Download } from './download.ts'
import type { Holding } from './holding.ts'
import type { JobEnd } from './job.ts'
import type { MediaFile } from './media-file.ts'
import { SpeedMeter } from './speed-meter.ts'

/** A download that runs, for whoever watches or keeps the recording. */
export class ActiveDownload {
  readonly holding: Holding
  readonly download: Download
  /** Those who want all of it; if there are none, it is there because somebody watches. */
  readonly wants = new Set<{ stays: boolean }>()
  /** Never rejects. */
  readonly ended: Promise<JobEnd>
  readonly #end = Promise.withResolvers<JobEnd>()
  readonly #began = Promise.withResolvers<MediaFile>()
  readonly #meter: SpeedMeter
  readonly #clock: () => number
  #askedAt: number

  constructor({ holding, download, clock }: { holding: Holding; download: Download; clock: () => number }) {
    this.holding = holding
    this.download = download
    this.ended = this.#end.promise
    this.#clock = clock
    this.#meter = new SpeedMeter(() => performance.now())
    this.#askedAt = clock()
    // It may fail before anybody waits for it.
    this.#began.promise.catch(() => {})
    this.progressed()
  }

  /** The file, once there is one to read from; fails as the download does. */
  get file(): Promise<MediaFile> {
    const { growing } = this.holding
    return growing === null ? this.#began.promise : Promise.resolve(growing.file)
  }

  get isWanted(): boolean {
    return this.wants.size > 0
  }

  /** It is to stay once it is here. */
  get stays(): boolean {
    return [...this.wants].some(({ stays }) => stays)
  }

  get bytesDone(): number {
    return this.holding.growing?.part.ranges.bytes ?? 0
  }

  get bytesPerSecond(): number | null {
    return this.holding.growing === null ? null : this.#meter.speed(this.bytesDone)
  }

  /** Since when nobody has been reading, by the clock; null while somebody is. */
  get idleSince(): number | null {
    return (this.holding.growing?.file.readers ?? 0) > 0 ? null : this.#askedAt
  }

  /** Somebody has asked for it, or has stopped reading. */
  asked(): void {
    this.#askedAt = this.#clock()
  }

  progressed(): void {
    const { growing } = this.holding
    if (growing === null) return
    this.#meter.note(growing.part.ranges.bytes)
    this.#began.resolve(growing.file)
  }

  over(end: JobEnd, failure: AppFailure | null): void {
    if (failure !== null) this.#began.reject(failure)
    this.#end.resolve(end)
  }
}
