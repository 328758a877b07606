import type { Cue, PackedCues } from '../../../shared/transcript.ts'

/** A part of a recording. */
export interface Chapter {
  seconds: number
  title: string
}

export interface ChapterSources {
  notes: PackedCues['notes']
  /** "12:30 Budget, 41:00 questions" */
  description: string | null
  cues: readonly Cue[]
  /** How long the recording is; null: not known. What comes later is no part of it. */
  seconds: number | null
}

/** A time at the beginning of what it is about, in a description. */
const TIMED = /(?:^|[\n,;(])[^\S\n]*((?:\d{1,2}:)?\d{1,3}:\d{2})[^\S\n]*[-–:]?[^\S\n]*([^\n,;()]{2,80})/g
const LONGEST_NOTE = 80
/** Who speaks shorter has not begun a new part. */
const LEAST_SPEECH_MS = 30_000
const MOST_CHAPTERS = 100

/**
 * The parts of a recording: by the comments of its subtitles, else by the times in its description, else by who speaks
 * for longer. Empty where none of them says anything.
 */
export function chaptersOf({ notes, description, cues, seconds }: ChapterSources): Chapter[] {
  const end = seconds ?? Number.POSITIVE_INFINITY
  for (const all of [ofNotes(notes), ofDescription(description ?? ''), ofSpeakers(cues)]) {
    const chapters = all.filter((chapter) => chapter.seconds < end)
    if (chapters.length > 1) return chapters.slice(0, MOST_CHAPTERS)
  }
  return []
}

const ofNotes = (notes: PackedCues['notes']): Chapter[] =>
  notes
    .filter(([, text]) => text.length <= LONGEST_NOTE)
    .map(([atMs, text]) => ({ seconds: atMs / 1000, title: text.replace(/^chapter\s*:\s*/i, '') }))
    .sort((one, other) => one.seconds - other.seconds)
    .filter(({ seconds }, index, all) => seconds !== all[index - 1]?.seconds)

function ofDescription(description: string): Chapter[] {
  const found = [...description.matchAll(TIMED)].map(([, time = '', title = '']) => ({
    seconds: secondsOf(time),
    title: title.trim(),
  }))
  const inOrder = found.every(({ seconds }, index) => index === 0 || seconds > (found[index - 1]?.seconds ?? 0))
  return inOrder ? found : []
}

const secondsOf = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

function ofSpeakers(cues: readonly Cue[]): Chapter[] {
  const turns: { speaker: string; fromMs: number; toMs: number }[] = []
  for (const { speaker, startMs, endMs } of cues) {
    const last = turns.at(-1)
    if (last !== undefined && (speaker === null || speaker === last.speaker)) last.toMs = Math.max(last.toMs, endMs)
    else if (speaker !== null) turns.push({ speaker, fromMs: startMs, toMs: endMs })
  }
  const chapters: Chapter[] = []
  for (const { speaker, fromMs, toMs } of turns) {
    const isShort = toMs - fromMs < LEAST_SPEECH_MS
    if (isShort || chapters.at(-1)?.title === speaker) continue
    chapters.push({ seconds: fromMs / 1000, title: speaker })
  }
  return chapters
}

/** The chapter to go to: the next one, or the beginning of this one, or, right after that, the one before. */
export function chapterFrom(chapters: readonly Chapter[], seconds: number, by: 1 | -1): Chapter | null {
  if (by === 1) return chapters.find((chapter) => chapter.seconds > seconds + 0.1) ?? null
  return chapters.findLast((chapter) => chapter.seconds < seconds - 2) ?? chapters[0] ?? null
}
