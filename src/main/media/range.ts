/** What a Range header asks of a file: all of it, one stretch of it (both ends inclusive), or nothing that is there. */
export type RangeAnswer = { kind: 'whole' } | { kind: 'part'; start: number; end: number } | { kind: 'unsatisfiable' }

const WHOLE: RangeAnswer = { kind: 'whole' }
const UNSATISFIABLE: RangeAnswer = { kind: 'unsatisfiable' }

/**
 * Reads a Range header against a size in bytes, after RFC 9110 §14: a header that is malformed, in another unit or
 * asks for several ranges is ignored, which a server is always free to do.
 */
export function parseRange(header: string | null, size: number): RangeAnswer {
  const match = /^\s*bytes\s*=[\s,]*(\d*)\s*-\s*(\d*)[\s,]*$/i.exec(header ?? '')
  if (match === null) return WHOLE
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? WHOLE : suffix(Number(last), size)
  return between(Number(first), last === '' ? Number.POSITIVE_INFINITY : Number(last), size)
}

function suffix(length: number, size: number): RangeAnswer {
  if (length === 0 || size === 0) return UNSATISFIABLE
  return { kind: 'part', start: Math.max(0, size - length), end: size - 1 }
}

function between(start: number, end: number, size: number): RangeAnswer {
  if (end < start) return WHOLE
  // Numbers too large to be exact are beyond any file, so they land here or in the minimum below.
  if (start >= size) return UNSATISFIABLE
  return { kind: 'part', start, end: Math.min(end, size - 1) }
}
