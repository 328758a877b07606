import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import { AppFailure } from '../../shared/app-error.ts'
import { isMissing, onDisk, syncFolder } from './on-disk.ts'
import { type PartMap, readPartMap, type Segment, type Validator, writePartMap } from './part-map.ts'
import { RangeMap } from './range-map.ts'

/** One changed byte costs no more than this. */
const SEGMENT_BYTES = 64 * 1024 * 1024
const VERIFY_BYTES = 1024 * 1024
/** What the file system counts in, whatever its own blocks are. */
const BLOCK_BYTES = 512

/** What `disk` says of a file that something else has changed. */
export const CHANGED = 'changed'

export interface PartPaths {
  part: string
  map: string
}

/**
 * A file that is not whole yet: its bytes come in any order, and `ranges` says which are there. What it says on disk
 * (`save`) it says only of bytes that are on disk already; a checksum of each segment tells after a crash whether they
 * still are what was written.
 */
export class PartFile {
  readonly recordId: string
  readonly paths: PartPaths
  readonly validator: Validator
  /** Bytes that can be read. */
  readonly ranges: RangeMap
  /** Some of what was here had been changed by something else, and is not counted. */
  readonly damaged: boolean
  #total: number | null
  #segments: Segment[]
  #handle: Promise<FileHandle> | null = null
  #saving: Promise<void> | null = null
  #hasNews = false

  private constructor(paths: PartPaths, map: PartMap, damaged: boolean) {
    this.paths = paths
    this.recordId = map.recordId
    this.validator = map.validator
    this.damaged = damaged
    this.#total = map.total
    this.#segments = map.segments
    this.ranges = new RangeMap(map.segments.map(({ start, end }) => [start, end]))
  }

  /** A new one without bytes; anything that is there under its name is overwritten. Fails with `disk`, `disk-full`. */
  static async create(
    paths: PartPaths,
    about: { recordId: string; total: number | null; validator: Validator },
  ): Promise<PartFile> {
    const part = new PartFile(paths, { ...about, segments: [], closed: null }, false)
    await onDisk(async () => {
      await rm(paths.map, { force: true })
      const handle = await open(paths.part, 'w+')
      part.#handle = Promise.resolve(handle)
      await part.#writeMap(null, [])
    })
    return part
  }

  /** What an earlier run has left, as far as it is still what that run wrote; null: nothing of use. Fails with `disk`. */
  static async restore(paths: PartPaths, signal?: AbortSignal): Promise<PartFile | null> {
    const map = await readPartMap(paths.map)
    if (map === null) return null
    const found = await onDisk(() => stat(paths.part)).catch((error: unknown) => {
      if (isMissing(error)) return null
      throw error
    })
    if (found === null) return null
    const isUntouched = map.closed?.bytes === found.size && map.closed.mtimeMs === found.mtimeMs
    if (isUntouched && map.segments.every(({ end }) => end <= found.size)) return new PartFile(paths, map, false)
    const segments = await intact(paths.part, map.segments, signal)
    return new PartFile(paths, { ...map, segments }, segments.length < map.segments.length)
  }

  /** The whole file's length in bytes; null: not known yet. */
  get total(): number | null {
    return this.#total
  }

  get isWhole(): boolean {
    return this.#total !== null && this.ranges.has(0, this.#total)
  }

  /** The server has ended a file whose length it never said. */
  endAt(total: number): void {
    this.#total = total
    this.#hasNews = true
  }

  /** Writes chunks one behind the other from `position` on, without what is there already. Fails with `disk`, `disk-full`. */
  async write(position: number, chunks: readonly Uint8Array[]): Promise<void> {
    const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
    const missing = this.ranges.missing(position, position + bytes)
    if (missing.length === 1 && missing[0]?.[0] === position && missing[0][1] === position + bytes) {
      await this.#append(position, chunks)
      return
    }
    const joined = Buffer.concat(chunks)
    for (const [start, end] of missing) await this.#append(start, [joined.subarray(start - position, end - position)])
  }

  /** Brings to disk what has come so far, and then says so there. Fails with `disk`, `disk-full`. */
  async save(): Promise<void> {
    if (this.#saving !== null) return await this.#saving
    if (!this.#hasNews) return
    this.#saving = onDisk(() => this.#saveNow(false)).finally(() => {
      this.#saving = null
    })
    await this.#saving
  }

  /** Nobody writes any more for now: what has come is saved, and the file closed. Fails with `disk`, `disk-full`. */
  async rest(): Promise<void> {
    await this.#saving?.catch(() => {})
    if (this.#handle === null) return
    try {
      await onDisk(() => this.#saveNow(true))
    } finally {
      await this.close()
    }
  }

  /**
   * Fails with `disk` (`CHANGED`, or the system's code) when the whole file is not any more what was written. A file that
   * was made shorter and written on has a gap, which takes no room: only then all of it is read.
   */
  async assertIntact(): Promise<void> {
    const { size, blocks } = await onDisk(() => stat(this.paths.part))
    if (size === this.#total && blocks * BLOCK_BYTES >= size) return
    const good = size === this.#total ? await intact(this.paths.part, this.#segments) : []
    if (good.length === this.#segments.length) return
    throw new AppFailure('disk', 'the file on this device was changed by something else', { raw: CHANGED })
  }

  /** All bytes are there: brings them to disk under the final name. Fails with `disk`, `disk-full`. */
  async finish(path: string): Promise<void> {
    await this.#saving?.catch(() => {})
    await onDisk(async () => {
      await (await this.#opened()).sync()
      await this.close()
      await rename(this.paths.part, path)
      await syncFolder(dirname(path))
      await rm(this.paths.map, { force: true })
    })
  }

  /** Lets go of the file without a word about what has come since it was saved. */
  async close(): Promise<void> {
    // One that is under way would write its map when the file is gone already.
    await this.#saving?.catch(() => {})
    const handle = this.#handle
    this.#handle = null
    await handle?.then(
      (opened) => opened.close(),
      () => {},
    )
  }

  async #append(position: number, chunks: readonly Uint8Array[]): Promise<void> {
    const handle = await this.#opened()
    await onDisk(() => writeAll(handle, position, chunks))
    let at = position
    for (const chunk of chunks) {
      this.#note(at, chunk)
      at += chunk.byteLength
    }
    this.ranges.add(position, at)
    this.#hasNews = true
  }

  #note(start: number, chunk: Uint8Array): void {
    const end = start + chunk.byteLength
    const last = this.#segments.at(-1)
    if (last !== undefined && last.end === start && end - last.start <= SEGMENT_BYTES) {
      last.end = end
      last.crc = crc32(chunk, last.crc)
    } else {
      this.#segments.push({ start, end, crc: crc32(chunk) })
    }
  }

  async #saveNow(closing: boolean): Promise<void> {
    this.#hasNews = false
    const segments = this.#segments.map((segment) => ({ ...segment }))
    try {
      const handle = await this.#opened()
      // What the disk took of a piece that it had no room for: the map may need it.
      if (closing) await handle.truncate(Math.max(0, ...segments.map(({ end }) => end)))
      await handle.datasync()
      const found = closing ? await handle.stat() : null
      await this.#writeMap(found === null ? null : { bytes: found.size, mtimeMs: found.mtimeMs }, segments)
    } catch (error) {
      this.#hasNews = true
      throw error
    }
  }

  #writeMap(closed: PartMap['closed'], segments: Segment[]): Promise<void> {
    const { recordId, validator } = this
    return writePartMap(this.paths.map, { recordId, total: this.#total, validator, segments, closed })
  }

  #opened(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle
    const opening = onDisk(() => open(this.paths.part, 'r+'))
    this.#handle = opening
    opening.catch(() => {
      if (this.#handle === opening) this.#handle = null
    })
    return opening
  }
}

async function writeAll(handle: FileHandle, position: number, chunks: readonly Uint8Array[]): Promise<void> {
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
  const { bytesWritten } = await handle.writev([...chunks], position)
  if (bytesWritten === bytes) return
  // Rare: a signal, or a disk that is nearly full.
  const rest = Buffer.concat(chunks).subarray(bytesWritten)
  for (let at = 0; at < rest.byteLength; ) {
    const written = await handle.write(rest, at, rest.byteLength - at, position + bytesWritten + at)
    at += written.bytesWritten
  }
}

/** Those segments whose bytes are in the file as they were written. */
async function intact(path: string, segments: readonly Segment[], signal?: AbortSignal): Promise<Segment[]> {
  const handle = await onDisk(() => open(path, 'r'))
  try {
    const good: Segment[] = []
    for (const segment of segments) {
      if ((await checksum(handle, segment, signal)) === segment.crc) good.push(segment)
    }
    return good
  } finally {
    await handle.close()
  }
}

/** Null: the file is shorter. */
async function checksum(handle: FileHandle, { start, end }: Segment, signal?: AbortSignal): Promise<number | null> {
  const buffer = Buffer.allocUnsafe(Math.min(VERIFY_BYTES, end - start))
  let crc = 0
  for (let at = start; at < end; ) {
    signal?.throwIfAborted()
    const { bytesRead } = await onDisk(() => handle.read(buffer, 0, Math.min(buffer.byteLength, end - at), at))
    if (bytesRead === 0) return null
    crc = crc32(buffer.subarray(0, bytesRead), crc)
    at += bytesRead
  }
  return crc
}
