/** Windows-1252's characters for the bytes 0x80 to 0x9f; the rest of it is Latin-1. A space is a byte that it lacks. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'
const LOOKED_AT = 4096

/**
 * Text of a subtitle file in whatever it was written: UTF-8 or UTF-16 with or without a byte order mark, else
 * Windows-1252. A few broken bytes in UTF-8 become U+FFFD. Never fails.
 */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return decode('utf-16le', bytes)
  if (startsWith(bytes, [0xfe, 0xff])) return decode('utf-16be', bytes)
  return decode(guessUtf16(bytes) ?? 'utf-8', bytes)
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

function decode(encoding: Encoding, bytes: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(bytes)
  return encoding === 'utf-8' && !looksLikeUtf8(text) ? decodeWindows1252(bytes) : text
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

/** Times and line ends are ASCII in every language, so in UTF-16 a good part of every second byte is zero. */
function guessUtf16(bytes: Uint8Array): Encoding | null {
  const length = Math.min(bytes.length, LOOKED_AT) & ~1
  const zeros = { even: 0, odd: 0 }
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) zeros.even += 1
    if (bytes[index + 1] === 0) zeros.odd += 1
  }
  const many = length / 10
  const few = length / 50
  if (zeros.odd > many && zeros.even <= few) return 'utf-16le'
  return zeros.even > many && zeros.odd <= few ? 'utf-16be' : null
}

/** More whole characters beyond ASCII than broken ones: chance does not do that. */
function looksLikeUtf8(text: string): boolean {
  const broken = text.match(/\ufffd/g)?.length ?? 0
  return broken === 0 || (text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0) > broken
}

function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return latin1.replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? ' ')
}
