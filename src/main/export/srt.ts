import { characterOf, withoutEntities } from '../subtitles/entities.ts'

const BLOCK = /\n{2,}/
const TIMES = /^(\S+) --> (\S+)$/
/** Tags and entities of WebVTT, as web-vtt.ts writes them. */
const MARKUP = /<(\/?)([a-z]+)(?:\s+([^<>]*))?>|&(#\d+|#x[\da-f]+|[a-z]+);/gi
const KEPT_TAGS = new Set(['i', 'b', 'u'])

/**
 * WebVTT in the form that `toWebVtt` writes as SRT: numbered, with commas in times. A speaker's name stands before what
 * they say whenever the speaker changes; of other tags bold, italics and underline stay. Cues without words are left out.
 */
export function toSrt(webVtt: string): string {
  const naming = new SpeakerNaming()
  const cues: string[] = []
  for (const block of webVtt.split(BLOCK)) {
    const [timing = '', ...lines] = block.trim().split('\n')
    const [, start, end] = TIMES.exec(timing) ?? []
    const text = start === undefined ? '' : plainText(lines, naming)
    if (text === '') continue
    cues.push(`${cues.length + 1}\n${srtTime(start ?? '')} --> ${srtTime(end ?? '')}\n${text}\n`)
  }
  return cues.join('\n')
}

const srtTime = (time: string): string => time.replace('.', ',')

/** Writes a speaker's name only where another one, or nobody known, spoke before. */
class SpeakerNaming {
  #latest: string | null = null

  before(speaker: string): string {
    const isNew = speaker !== this.#latest
    this.#latest = speaker
    return isNew ? `${speaker}: ` : ''
  }

  nobody(): void {
    this.#latest = null
  }
}

function plainText(lines: readonly string[], naming: SpeakerNaming): string {
  const payload = lines.join('\n')
  if (withoutEntities(payload.replace(/<[^<>]*>/g, '')).trim() === '') return ''
  if (!/<v\s/i.test(payload)) naming.nobody()
  const text = payload.replace(MARKUP, (whole, slash: string, tag?: string, name?: string, entity?: string) => {
    if (entity !== undefined) return characterOf(entity) ?? whole
    if (tag?.toLowerCase() === 'v' && slash === '') return naming.before(withoutEntities(name ?? ''))
    return KEPT_TAGS.has(tag?.toLowerCase() ?? '') ? whole : ''
  })
  return text
    .replaceAll('-->', '->')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.replace(/<[^<>]*>/g, '').trim() !== '')
    .join('\n')
}
