/** How many of a file's first bytes are enough for `sniffMedia` and `looksLikeText`. */
export const HEAD_BYTES = 512

/** For files whose first bytes say nothing: plugNmeet's recorder writes MP4. */
export const DEFAULT_MEDIA_TYPE = 'video/mp4'

const MP4_FIRST_BOXES = new Set(['moov', 'mdat', 'free', 'skip', 'wide', 'styp', 'moof', 'pnot'])

/** The media type that a file's first bytes prove, or null. The server's own word for it is not needed. */
export function sniffMedia(head: Uint8Array): string | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
  const [first = 0, second = 0] = head
  const box = text.slice(4, 8)
  if (box === 'ftyp') return mp4Type(text.slice(8, 12))
  if (MP4_FIRST_BOXES.has(box)) return 'video/mp4'
  if (text.startsWith('\x1a\x45\xdf\xa3')) return text.slice(0, 80).includes('webm') ? 'video/webm' : 'video/x-matroska'
  if (text.startsWith('OggS')) return text.slice(0, 80).includes('theora') ? 'video/ogg' : 'audio/ogg'
  if (text.startsWith('fLaC')) return 'audio/flac'
  if (text.startsWith('RIFF')) return riffType(text.slice(8, 12))
  if (text.startsWith('ID3')) return 'audio/mpeg'
  if (first === 0xff && (second & 0xf6) === 0xf0) return 'audio/aac'
  if (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0) return 'audio/mpeg'
  if (first === 0x47 && head[188] === 0x47) return 'video/mp2t'
  return null
}

/** Whether a file begins like a page or a message instead of a medium: no byte that text would not have. */
export function looksLikeText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d)
}

function mp4Type(brand: string): string {
  if (brand.startsWith('M4A') || brand.startsWith('M4B')) return 'audio/mp4'
  if (brand.startsWith('qt')) return 'video/quicktime'
  if (brand.startsWith('3g')) return 'video/3gpp'
  return 'video/mp4'
}

function riffType(form: string): string | null {
  if (form === 'WAVE') return 'audio/wav'
  return form === 'AVI ' ? 'video/x-msvideo' : null
}
