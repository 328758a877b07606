/** How wide a text is, in px. */
export type Measure = (text: string) => number

/** Scripts that break between any two characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
/** A word, and the blanks behind it; a line break on its own. */
const PIECES = /\n|[^\s]+[^\S\n]*/gu

/** Measures words once: thousands of cues are made of some hundred words. */
export function remembering(measure: Measure): Measure {
  const known = new Map<string, number>()
  return (text) => {
    const width = known.get(text) ?? measure(text)
    known.set(text, width)
    return width
  }
}

/** How many lines a text takes in a column so wide (px), as browsers break them; at least 1. */
export function lineCount(text: string, width: number, measure: Measure): number {
  let lines = 1
  let used = 0
  for (const [piece] of text.matchAll(PIECES)) {
    if (piece === '\n') {
      lines += 1
      used = 0
      continue
    }
    for (const part of UNSPACED.test(piece) ? piece : [piece]) {
      const word = part.trimEnd()
      const wide = measure(word)
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
      if (word.length < part.length) used += measure(' ')
    }
  }
  return lines
}
