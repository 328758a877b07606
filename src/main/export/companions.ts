import type { RecordingFacts } from '../../shared/recording.ts'
import { orAborted } from './or-aborted.ts'
import { toSrt } from './srt.ts'

/** A small file beside the recording's own. */
export interface Companion {
  /** What its name has after the name that all of the recording's files begin with: ".en.srt". */
  suffix: string
  text: string
}

export interface CompanionParts {
  facts: RecordingFacts
  /** Of the file. */
  bytes: number
  subtitles: boolean
  metadata: boolean
  webVtt: (language: string) => Promise<string>
  signal: AbortSignal
}

/** In characters. */
const LONGEST_LANGUAGE = 20

/**
 * Subtitles as WebVTT and SRT, named as other players look for them, and what is known of the recording as JSON.
 * `missing`: tracks that could not be had. Fails with `aborted` only.
 */
export async function companionsOf(parts: CompanionParts): Promise<{ companions: Companion[]; missing: number }> {
  const companions: Companion[] = []
  let missing = 0
  for (const [language, name] of parts.subtitles ? languageNames(parts.facts) : []) {
    const vtt = await orAborted(
      parts.webVtt(language).catch(() => null),
      parts.signal,
    )
    if (vtt === null) missing += 1
    else companions.push({ suffix: `.${name}.vtt`, text: vtt }, { suffix: `.${name}.srt`, text: toSrt(vtt) })
  }
  if (parts.metadata) companions.push({ suffix: '.json', text: metadataOf(parts.facts, parts.bytes) })
  return { companions, missing }
}

/** Each language with what it is called in names of files: the code is the server's text, and may come twice. */
function languageNames({ subtitles }: RecordingFacts): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { language } of subtitles) {
    const safe = language.replace(/[^a-z\d-]+/gi, '').slice(0, LONGEST_LANGUAGE) || 'und'
    let name = safe
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${safe}-${number}`
    taken.add(name.toLowerCase())
    names.set(language, name)
  }
  return names
}

function metadataOf(facts: RecordingFacts, bytes: number): string {
  const metadata = {
    recordId: facts.recordId,
    room: { id: facts.roomId, title: facts.roomTitle },
    session: facts.roomSid,
    title: facts.title,
    description: facts.description,
    startedAt: isoTime(facts.startedAt),
    endedAt: isoTime(facts.endedAt),
    createdAt: isoTime(facts.createdAt),
    sizeBytes: bytes,
    subtitles: facts.subtitles,
    extraData: facts.extraData,
  }
  return `${JSON.stringify(metadata, null, 2)}\n`
}

const isoTime = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(seconds * 1000).toISOString()
