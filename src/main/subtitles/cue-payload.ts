/** An "&" that begins nothing. */
const BARE_AMPERSAND = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});)/gi
/** In characters; nobody reads more at once, and it would keep a page busy. */
const LONGEST_CUE = 5000
/** A tag, a time inside of a cue, a comment, an effect of other players ("{\an8}"), or a sign that needs escaping. */
const MARKUP = new RegExp(
  String.raw`<(\/?)([a-z][a-z\d]*)(?![a-z\d])([^<>]*)>|<[\d:.]+>|<[!?][^<>]*>|\{\\[^{}]*\}|[<>\0]|${BARE_AMPERSAND.source}`,
  'gi',
)
const ESCAPED: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' }
const PLAIN_TAGS = new Set(['b', 'i', 'u'])

/**
 * The text of a cue as WebVTT wants it: bold, italics, underline, language and speaker stay, every other tag goes and
 * leaves its text; no empty line, no "-->", no more than 5 000 characters. Empty when nothing is left.
 */
export function cuePayload(lines: readonly string[]): string {
  return lines
    .join('\n')
    .slice(0, LONGEST_CUE)
    .toWellFormed()
    .replace(MARKUP, cleanMarkup)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Everything in one pass, so that what is left cannot become a new tag. */
function cleanMarkup(whole: string, slash?: string, name?: string, rest?: string): string {
  if (name === undefined) return ESCAPED[whole] ?? ''
  return safeTag(slash ?? '', name.toLowerCase(), rest ?? '')
}

/** The tag without its classes, or nothing when it is not one of WebVTT's harmless ones. */
function safeTag(slash: string, name: string, rest: string): string {
  if (!/^($|[\s./])/.test(rest)) return ''
  if (PLAIN_TAGS.has(name)) return `<${slash}${name}>`
  if (name !== 'v' && name !== 'lang') return ''
  if (slash !== '') return `</${name}>`
  const annotation = rest
    .replace(/^\S*/, '')
    .replace(/[\s\0]+/g, ' ')
    .trim()
  return annotation === '' ? '' : `<${name} ${annotation.replace(BARE_AMPERSAND, '&amp;')}>`
}

/** A text that is none of WebVTT's markup. */
export const escaped = (text: string): string =>
  text.replace(/[<>&]/g, (sign) => ESCAPED[sign] ?? '').replaceAll('-->', '--&gt;')
