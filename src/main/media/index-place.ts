/** All known types are printable; other bytes are no box. */
const BOX_TYPE = /^[\x20-\x7e]{4}$/
/** As ISO/IEC 14496-12 has it: 32 bits of size, four letters; a size of 1 is followed by one of 64 bits. */
const HEADER_BYTES = 8
const LARGE_HEADER_BYTES = 16
const SIZE_IS_LARGE = 1
const SIZE_IS_REST = 0

/**
 * Where an MP4 file of `total` bytes has its index (moov), by the file's first bytes, of which 64 KiB are enough.
 * `front`: it comes before the media, or is among these bytes; `start`: it is not before this offset, where the media end;
 * `unknown`: this is no MP4 file, or one that does not say.
 */
export function indexPlace(head: Uint8Array, total: number): { start: number } | 'front' | 'unknown' {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  let at = 0
  let isAfterMedia = false
  while (at + HEADER_BYTES <= head.byteLength) {
    const box = boxAt(view, at, total)
    if (box === null) return 'unknown'
    if (box.type === 'moov') return 'front'
    isAfterMedia = box.type === 'mdat'
    at = box.end
  }
  return isAfterMedia && at + HEADER_BYTES <= total ? { start: at } : 'unknown'
}

/** The box that begins here; null: nothing that could be one within the file. */
function boxAt(view: DataView, at: number, total: number): { type: string; end: number } | null {
  const type = String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(at + offset)))
  const size = sizeAt(view, at, total)
  if (!BOX_TYPE.test(type) || size === null || at + size > total) return null
  return { type, end: at + size }
}

/** In bytes, with its header; null: it cannot be. */
function sizeAt(view: DataView, at: number, total: number): number | null {
  const size = view.getUint32(at)
  if (size === SIZE_IS_REST) return total - at
  if (size !== SIZE_IS_LARGE) return size >= HEADER_BYTES ? size : null
  if (at + LARGE_HEADER_BYTES > view.byteLength) return null
  const large = Number(view.getBigUint64(at + HEADER_BYTES))
  return large >= LARGE_HEADER_BYTES ? large : null
}
