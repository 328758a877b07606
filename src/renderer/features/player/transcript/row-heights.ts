/** How wide a text is, in px. */
export type Measure = (text: string) => number

/** Scripts that break between any two characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
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
