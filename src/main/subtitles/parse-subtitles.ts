import type { PackedCue, PackedCues } from '../../shared/transcript.ts'
import { withoutEntities } from './entities.ts'
import { type CueBlock, parseBlocks } from './web-vtt.ts'

const SPEAKER = /<v ([^<>]*)>|<\/v>/g
const TAG = /<[^<>]*>/g
/** In characters. */
const LONGEST_SPEAKER = 200

/**
 * A subtitle file, WebVTT or SRT in any usual encoding, as cues: in order, with their speakers, as text. Cues without
 * words or with impossible times are left out. Fails with `malformed` when it holds no cues, or more than 5 MB.
 */
export function parseSubtitles(bytes: Uint8Array): PackedCues {
  const { cues, notes } = parseBlocks(bytes)
  return { cues: cues.flatMap(packed), notes }
}

/** One cue for each who speaks in it. */
function packed({ startMs, endMs, payload }: CueBlock): PackedCue[] {
  return voices(payload).flatMap(({ speaker, said }): PackedCue[] => {
    const text = withoutEntities(said.replace(TAG, '')).trim()
    if (text === '') return []
    return isPlain(said) ? [[startMs, endMs, speaker, text]] : [[startMs, endMs, speaker, text, said.trim()]]
  })
}

/** Bold, italics, underline and languages say more than the text. */
const isPlain = (said: string): boolean => said.search(TAG) === -1

interface Voice {
  speaker: string | null
  said: string
}

/** What stands behind a `<v Name>`, up to the next one or its end, is said by that speaker. */
function voices(payload: string): Voice[] {
  const found: Voice[] = []
  let speaker: string | null = null
  let from = 0
  const add = (to: number): void => {
    const said = payload.slice(from, to)
    const last = found.at(-1)
    if (said.trim() === '') return
    if (last?.speaker === speaker) last.said += said
    else found.push({ speaker, said })
  }
  for (const match of payload.matchAll(SPEAKER)) {
    add(match.index)
    speaker = match[1] === undefined ? null : nameOf(match[1])
    from = match.index + match[0].length
  }
  add(payload.length)
  return found
}

const nameOf = (annotation: string): string | null =>
  withoutEntities(annotation).trim().slice(0, LONGEST_SPEAKER).toWellFormed() || null
