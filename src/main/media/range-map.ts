/** From (included) to (excluded), in bytes. */
export type ByteRange = readonly [start: number, end: number]

/** Which bytes of a file are there: in order, apart from each other. */
export class RangeMap {
  #ranges: [number, number][] = []

  constructor(ranges: readonly ByteRange[] = []) {
    for (const [start, end] of ranges) this.add(start, end)
  }

  get ranges(): readonly ByteRange[] {
    return this.#ranges
  }

  /** How many bytes are there. */
  get bytes(): number {
    return this.#ranges.reduce((sum, [start, end]) => sum + end - start, 0)
  }

  /** These bytes are there now; some may have been before. */
  add(start: number, end: number): void {
    if (start >= end) return
    const last = this.#ranges.at(-1)
    // Nearly all that comes follows what came before.
    if (last !== undefined && start >= last[0] && start <= last[1]) {
      last[1] = Math.max(last[1], end)
      return
    }
    const before = this.#ranges.filter((range) => range[1] < start)
    const after = this.#ranges.filter((range) => range[0] > end)
    const touched = this.#ranges.slice(before.length, this.#ranges.length - after.length)
    const joined: [number, number] = [
      Math.min(start, touched[0]?.[0] ?? start),
      Math.max(end, touched.at(-1)?.[1] ?? end),
    ]
    this.#ranges = [...before, joined, ...after]
  }

  /** Up to where, from here on, nothing is missing; the position itself when its byte is not there. */
  endFrom(position: number): number {
    const range = this.#ranges.find(([start, end]) => start <= position && position < end)
    return range?.[1] ?? position
  }

  has(start: number, end: number): boolean {
    return start >= end || this.endFrom(start) >= end
  }

  /** The first bytes at or behind `from` that are not there, up to `total`; null: none. */
  firstHole(from: number, total: number): ByteRange | null {
    const start = this.endFrom(from)
    if (start >= total) return null
    const next = this.#ranges.find((range) => range[0] > start)
    return [start, Math.min(total, next?.[0] ?? total)]
  }

  /** The parts of a stretch that are not there. */
  missing(start: number, end: number): ByteRange[] {
    const holes: ByteRange[] = []
    for (let hole = this.firstHole(start, end); hole !== null; hole = this.firstHole(hole[1], end)) holes.push(hole)
    return holes
  }
}
