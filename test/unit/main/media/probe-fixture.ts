import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Probed, type ProbeRead, Prober } from '../../../../src/main/media/probe.ts'

export const PROBE_THREAD = new URL('../../../../src/main/media/probe-thread.ts', import.meta.url)

const DEMO = new URL('../../../../resources/demo/', import.meta.url)

export const demoPath = (name: string): string => fileURLToPath(new URL(name, DEMO))

export const demoFile = async (name: string): Promise<Uint8Array> => new Uint8Array(await readFile(demoPath(name)))

/** Reads from these bytes, which say nothing of themselves beyond what is there. */
export const readerOf =
  (bytes: Uint8Array): ProbeRead =>
  async (position, length) => {
    const read = new Uint8Array(length)
    read.set(bytes.subarray(position, position + length))
    return read
  }

/** Reads from these bytes where this says that they are here. */
export const partlyHere =
  (bytes: Uint8Array, isHere: (from: number, to: number) => boolean): ProbeRead =>
  async (position, length) =>
    isHere(position, position + length) ? bytes.slice(position, position + length) : null

/** What a file of these bytes is; of `total` bytes, the rest of which are zeros. */
export const probed = (bytes: Uint8Array, total = bytes.byteLength, limitMs?: number): Promise<Probed> =>
  new Prober({ script: PROBE_THREAD, ...(limitMs === undefined ? {} : { limitMs }) }).probe(readerOf(bytes), total)

/** The same bytes with a 32-bit number, high byte first, at some bytes behind a box's type. */
export function withNumber(bytes: Uint8Array, type: string, offset: number, value: number): Uint8Array {
  const changed = bytes.slice()
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(type, 0, 'latin1')
  if (at === -1) throw new Error(`there is no ${type}`)
  new DataView(changed.buffer).setUint32(at + offset, value)
  return changed
}

/** A box of an MP4 file. */
export function box(type: string, ...content: Uint8Array[]): Uint8Array {
  const size = content.reduce((sum, { byteLength }) => sum + byteLength, 8)
  const header = Buffer.alloc(8)
  header.writeUInt32BE(size)
  header.write(type, 4, 'latin1')
  return new Uint8Array(Buffer.concat([header, ...content]))
}
