import { AppFailure } from '../../shared/app-error.ts'
import { MediaFile } from './media-file.ts'
import type { MediaFolder } from './media-folder.ts'
import { onDisk } from './on-disk.ts'
import { PartFile } from './part-file.ts'
import type { Validator } from './part-map.ts'

/** A part file and what is read from it. */
export interface Growing {
  part: PartFile
  file: MediaFile
}

export interface HoldingParts {
  recordId: string
  /** `recordKey` of it. */
  key: string
  folder: MediaFolder
  /** In ms since the epoch; no two of a recording's files have the same. */
  nextStart: () => number
  handleIdleMs: number
  /** A reader has left. */
  onRelease: () => void
}

/** What of a recording is here while it is not whole. */
export class Holding {
  readonly #parts: HoldingParts
  #growing: Growing | null = null

  private constructor(parts: HoldingParts) {
    this.#parts = parts
  }

  /** With what an earlier run has left of it. */
  static async open(parts: HoldingParts, signal?: AbortSignal): Promise<Holding> {
    const holding = new Holding(parts)
    const left = await parts.folder.part(parts.key)
    const part = left === null ? null : await PartFile.restore(left, signal)
    if (left !== null && part?.recordId === parts.recordId) holding.#take(part, left.startedAt)
    else if (left !== null) await parts.folder.removePart(left)
    return holding
  }

  get growing(): Growing | null {
    return this.#growing
  }

  /** Begins the file anew. Fails with `disk`, `disk-full`. */
  async begin(about: { total: number | null; validator: Validator }): Promise<Growing> {
    const { recordId, key, folder, nextStart } = this.#parts
    await this.drop()
    await onDisk(() => folder.ensure())
    const startedAt = nextStart()
    return this.#take(await PartFile.create(folder.partPaths(key, startedAt), { recordId, ...about }), startedAt)
  }

  /** Throws away what is here; its readers get no more. */
  async drop(): Promise<void> {
    const growing = this.#growing
    if (growing === null) return
    this.#growing = null
    growing.file.fail(new AppFailure('file-changed', 'the file has been begun anew'))
    await growing.part.close()
    await growing.file.close()
    await this.#parts.folder.removePart(growing.part.paths)
  }

  /** It is whole: brings it under its final name. The readers go on. Fails with `disk`, `disk-full`. */
  async finish(kept: boolean): Promise<{ file: MediaFile; path: string; bytes: number }> {
    const { growing } = this
    const { key, folder } = this.#parts
    const total = growing?.part.total ?? null
    if (growing === null || total === null || !growing.part.isWhole) throw new Error('the file is not whole')
    const path = folder.completePath(growing.part.paths.part, key, growing.file.startedAt, total, kept)
    await growing.part.finish(path)
    growing.file.finish(path)
    this.#growing = null
    return { file: growing.file, path, bytes: total }
  }

  /** Lets go of the files; what is here stays. */
  async close(): Promise<void> {
    await this.#growing?.part.close()
    await this.#growing?.file.close()
  }

  #take(part: PartFile, startedAt: number): Growing {
    const { ranges, total, paths } = part
    const { handleIdleMs, onRelease } = this.#parts
    const file = new MediaFile({ path: paths.part, startedAt, ranges, total, idleMs: handleIdleMs })
    file.onRelease(onRelease)
    this.#growing = { part, file }
    return this.#growing
  }
}
