/** A letter or number, as the tokenizer sees it; and writing without spaces between words. */
const WORD = /[\p{L}\p{N}\p{Co}]/u
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
/** More words than anybody types; each costs a look into the index. */
const MOST_WORDS = 16

/** A text with each character of a spaceless script as a word of its own: any part of it can then be found. */
export const separated = (text: string): string => text.replace(SPACELESS, ' $& ')

/**
 * What was typed as a question to the word index: every word has to begin one there. Null: there is no word in it.
 */
export function matchQuery(text: string): string | null {
  const words = searchWords(text)
  return words.length === 0 ? null : words.join(' AND ')
}

/** Each word that was typed, as what begins a word of the index. Quotes, operators and the like are text. */
export const searchWords = (text: string): string[] =>
  text
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => WORD.test(word))
    .slice(0, MOST_WORDS)
    .map((word) => `"${separated(word).trim().replaceAll('"', '""')}" *`)
