import { AppFailure } from '../../shared/app-error.ts'
import type { FileFacts } from '../../shared/media.ts'
import type { Growing } from './holding.ts'
import type { MediaFile } from './media-file.ts'
import type { ProbeRead, Prober } from './probe.ts'
import { HEAD_BYTES, sniffMedia } from './sniff.ts'

/** What the prober opens; of everything else the first bytes have to do. */
const PROBED = /^(video\/(mp4|webm|x-matroska|quicktime|3gpp)|audio\/(mp4|mpeg|ogg|flac|wav|aac)|video\/ogg)$/
const BOX_HEAD_BYTES = 16
/** All known types are printable; other bytes are no box. */
const BOX_TYPE = /^[\x20-\x7e]{4}$/
/** A file of more boxes was not made by a recorder; nobody waits for the end of it. */
const MOST_BOXES = 100_000

/**
 * Looks whether a file that has all its bytes is a recording from its beginning to its end; answers what it says of
 * itself, null where nobody can tell. `found` is what it has said on its way: its index is not read twice. Fails with
 * `cut-off` (its own index says that there is more), `not-a-video` or `disk`.
 */
export async function checkWhole(
  { part, file }: Growing,
  prober: Pick<Prober, 'probe'>,
  found: FileFacts | null,
): Promise<FileFacts | null> {
  const { total } = part
  if (total === null) throw new AppFailure('internal', 'a file without a length is not whole')
  const read = readerOf(file)
  const head = (await read(0, Math.min(HEAD_BYTES, total))) ?? new Uint8Array()
  const type = sniffMedia(head)
  if (type === 'video/mp4' || type === 'audio/mp4' || type === 'video/quicktime') await walkBoxes(read, total)
  if (found !== null) return found
  const probed = await prober.probe(read, total)
  if (probed.kind === 'media') return probed.facts
  if (type !== null && !PROBED.test(type)) return null
  const why = probed.kind === 'not-media' ? probed.why : 'a part of it cannot be read'
  throw new AppFailure('not-a-video', 'the file came, and does not open as a recording', { raw: why })
}

/** Reads what is there of a file. */
export function readerOf(file: MediaFile): ProbeRead {
  return async (position, length) => {
    if (!file.ranges.has(position, position + length)) return null
    const lease = await file.lease()
    try {
      const bytes = new Uint8Array(length)
      let filled = 0
      for (let read = -1; filled < length && read !== 0; filled += read) {
        read = await lease.read(bytes.subarray(filled), position + filled)
      }
      return bytes.subarray(0, filled)
    } finally {
      lease.release()
    }
  }
}

/** An MP4 is a row of boxes that say how long they are; one that ends behind the file was cut off. */
async function walkBoxes(read: ProbeRead, total: number): Promise<void> {
  for (let at = 0, boxes = 0; at < total && boxes < MOST_BOXES; boxes += 1) {
    const head = await read(at, Math.min(BOX_HEAD_BYTES, total - at))
    const bytes = head === null ? null : boxBytes(head, total - at)
    // What is no box is for the prober to judge.
    if (bytes === null) return
    at += bytes
    if (at > total) throw cutOff(`a part of it ends at ${at}, and the file at ${total}`)
  }
}

/** Null: it is no box. */
function boxBytes(head: Uint8Array, rest: number): number | null {
  if (head.byteLength < 8 || !BOX_TYPE.test(String.fromCharCode(...head.subarray(4, 8)))) return null
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const size = view.getUint32(0)
  if (size === 0) return rest
  if (size === 1) return head.byteLength < 16 ? null : Number(view.getBigUint64(8))
  return size < 8 ? null : size
}

const cutOff = (raw: string): AppFailure => new AppFailure('cut-off', 'the file that came is not all of it', { raw })
