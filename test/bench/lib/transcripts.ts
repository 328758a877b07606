import type { TrackFacts } from '../../../src/main/transcripts/transcript-index.ts'

/** What is said: always the same, for the same number. */
export class Speech {
  readonly words: readonly string[]
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = randomOf(seed)
    this.words = vocabulary(this.#random)
  }

  /** As often as words come in a language: the second most frequent one half as often as the first, and so on. */
  word(): string {
    // The inverse of the sum of 1 / rank, which grows as the logarithm.
    const rank = Math.floor(Math.exp(this.#random() * Math.log(this.words.length)))
    return this.words[rank - 1] ?? ''
  }

  /** Any of them, as often as any other. */
  anyWord(): string {
    return this.words[Math.floor(this.#random() * this.words.length)] ?? ''
  }

  /** A subtitle file (WebVTT) with so many cues of 4 to 11 words, and a speaker each. */
  webVtt(cues: number): Buffer {
    const blocks = Array.from({ length: cues }, (_, index) => {
      const words = Array.from({ length: 4 + Math.floor(this.#random() * 8) }, () => this.word())
      const speaker = SPEAKERS[Math.floor(this.#random() * SPEAKERS.length)] ?? ''
      return `${clock(index * 4)}.000 --> ${clock(index * 4 + 3)}.500\n<v ${speaker}>${words.join(' ')}</v>\n`
    })
    return Buffer.from(`WEBVTT\n\n${blocks.join('\n')}`)
  }
}

/** A recording's English track. */
export const trackOf = (recordId: string, recordedAt: number): TrackFacts => ({
  recordId,
  trackId: 'server:en',
  kind: 'server',
  language: 'en',
  label: 'English',
  source: 'https://meet.example.com/en.vtt',
  recordedAt,
  etag: null,
  lastModified: null,
})

const SPEAKERS = ['Anna Berg', 'Ben Costa', 'Chidi Eze', 'Dana Levi', 'Emil Novak', 'Farah Aziz']
const WORDS = 50_000
const CONSONANTS = [
  't',
  's',
  'r',
  'n',
  'l',
  'd',
  'm',
  'c',
  'p',
  'k',
  'b',
  'h',
  'g',
  'f',
  'st',
  'tr',
  'v',
  'w',
  'pr',
  'z',
]
const VOWELS = ['e', 'a', 'i', 'o', 'u', 'y']

/** Frequent words are short, and some beginnings are more frequent than others. */
function vocabulary(random: () => number): string[] {
  const words = new Set<string>()
  const one = (letters: readonly string[]): string => letters[Math.floor(random() ** 2 * letters.length)] ?? ''
  while (words.size < WORDS) {
    const syllables = words.size < 60 ? 1 : words.size < 1500 ? 2 : 3 + Math.floor(random() * 2)
    const word = Array.from({ length: syllables }, () => one(CONSONANTS) + one(VOWELS)).join('')
    words.add(random() < 0.5 ? word + one(CONSONANTS) : word)
  }
  return [...words]
}

/** 0 to 1, by a linear congruence (Numerical Recipes). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
