/** How wide a text is, in px. */
export type Measure = (text: string) => number

/** Scripts that break between any two characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
/** Letters up to here stand beside each other as they are; of other scripts they join, and a word is measured as a whole. */
const LAST_LATIN = 0x24f
/** Quotation marks, dashes and the like. */
const PUNCTUATION = [0x2010, 0x2027] as const

/**
 * Measures each letter, and each word of another script, once: thousands of cues have tens of thousands of different
 * words, and asking the canvas for each takes longer than everything else. What letters move together (kerning) is lost.
 */
export function remembering(measure: Measure): Measure {
  const words = new Map<string, number>()
  const letters = new Map<number, number>()
  const letter = (code: number): number => {
    const known = letters.get(code)
    if (known !== undefined) return known
    const width = measure(String.fromCharCode(code))
    letters.set(code, width)
    return width
  }
  return (text) => {
    let width = 0
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      const isAlone = code <= LAST_LATIN || (code >= PUNCTUATION[0] && code <= PUNCTUATION[1])
      if (!isAlone) {
        const known = words.get(text) ?? measure(text)
        words.set(text, known)
        return known
      }
      width += letter(code)
    }
    return width
  }
}

/** How many lines a text takes in a column so wide (px), as browsers break them; at least 1. */
export function lineCount(text: string, width: number, measure: Measure): number {
  const blank = measure(' ')
  let lines = 0
  for (const line of text.split('\n')) lines += linesOf(line, width, blank, measure)
  return lines
}

/** The same for a text without line breaks. Without regular expressions for most: it is done for thousands at once. */
function linesOf(text: string, width: number, blank: number, measure: Measure): number {
  const isSpaceless = UNSPACED.test(text)
  let lines = 1
  let used = 0
  for (const word of text.split(' ')) {
    for (const part of isSpaceless && UNSPACED.test(word) ? word : [word]) {
      const wide = measure(part)
      if (used > 0 && used + wide > width) {
        lines += 1
        used = 0
      }
      // A word that is longer than a line is broken anywhere.
      if (wide > width) {
        const more = Math.ceil(wide / width) - 1
        lines += more
        used = wide - more * width
      } else used += wide
    }
    used += blank
  }
  return lines
}
