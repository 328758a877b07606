/** A piece of a text; marked ones are what the search has found. */
export interface MarkedPart {
  text: string
  marked: boolean
  /** Where it begins in the text, in UTF-16 units. */
  at: number
}

/** Scripts that are written without spaces: a word may begin at any character. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const IN_WORD = /[\p{L}\p{N}]/u

/** Letter case and diacritics aside, as the library's search takes them. */
const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')

/** The words that a search looks for, folded; everything that is no letter or digit divides them. */
export function searchWords(search: string): string[] {
  return [...new Set(fold(search).match(/[\p{L}\p{N}]+/gu) ?? [])]
}

/** A text as it is compared: the code points of the folded text, each with the part of the original that it stands for. */
interface Folded {
  characters: string[]
  starts: number[]
  ends: number[]
}

function foldedOf(text: string): Folded {
  const folded: Folded = { characters: [], starts: [], ends: [] }
  let at = 0
  for (const original of text) {
    const end = at + original.length
    const characters = [...fold(original)]
    for (const character of characters) {
      folded.characters.push(character)
      folded.starts.push(at)
      folded.ends.push(end)
    }
    // A combining mark belongs to the letter before it.
    if (characters.length === 0 && folded.ends.length > 0) folded.ends[folded.ends.length - 1] = end
    at = end
  }
  return folded
}

function beginsWord({ characters }: Folded, at: number): boolean {
  const before = characters[at - 1]
  return before === undefined || !IN_WORD.test(before) || UNSPACED.test(before)
}

/** The places of the original where one word is found, as `[start, end]`. */
function placesOf(word: string, folded: Folded): [number, number][] {
  const letters = [...word]
  const anywhere = UNSPACED.test(letters[0] ?? '')
  const places: [number, number][] = []
  for (let at = 0; at + letters.length <= folded.characters.length; at++) {
    if (!letters.every((letter, index) => folded.characters[at + index] === letter)) continue
    if (!anywhere && !beginsWord(folded, at)) continue
    places.push([folded.starts[at] ?? 0, folded.ends[at + letters.length - 1] ?? 0])
  }
  return places
}

/**
 * Cuts a text where the words of a search (`searchWords`) begin words of it. The parts joined are the text; where
 * nothing is found it is one part.
 */
export function markedParts(text: string, words: readonly string[]): MarkedPart[] {
  const folded = words.length === 0 ? null : foldedOf(text)
  const places = folded === null ? [] : words.flatMap((word) => placesOf(word, folded))
  places.sort(([one], [other]) => one - other)
  const parts: MarkedPart[] = []
  let at = 0
  const add = (to: number, marked: boolean): void => {
    if (to > at) parts.push({ text: text.slice(at, to), marked, at })
    at = Math.max(at, to)
  }
  for (const [start, end] of places) {
    add(start, false)
    add(end, true)
  }
  add(text.length, false)
  return parts
}

/** True when each of the words (`searchWords`) begins a word of the text. */
export function hasWords(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return false
  const folded = foldedOf(text)
  return words.every((word) => placesOf(word, folded).length > 0)
}
