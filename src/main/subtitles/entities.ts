const ENTITY = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{1,31});/gi
/** WebVTT's own, and the two that are written without need. */
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
}

/** A text with its entities as characters; those that are not known stay. */
export const withoutEntities = (text: string): string =>
  text.replace(ENTITY, (whole, entity: string) => characterOf(entity) ?? whole)

/** The character of an entity (without & and ;); a blank for those that would end a line. Undefined: not known. */
export function characterOf(entity: string): string | undefined {
  if (!entity.startsWith('#')) return ENTITIES[entity.toLowerCase()]
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
  if (code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
  return String.fromCodePoint(code).replace(/[\p{Cc}\p{Zl}\p{Zp}]/u, ' ')
}
