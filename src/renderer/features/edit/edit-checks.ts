import { t } from '@lingui/core/macro'
import type { RecordingMetadata } from '../../../shared/metadata.ts'

/** A line of the form: of a list whose lines come and go. */
export interface TrackLine {
  key: number
  language: string
  label: string
  url: string
}

export interface ExtraLine {
  key: number
  name: string
  value: string
}

/** What the form holds. */
export interface EditDraft {
  title: string
  description: string
  tracks: TrackLine[]
  extras: ExtraLine[]
}

export const draftOf = ({ title, description, subtitles, extraData }: RecordingMetadata): EditDraft => ({
  title,
  description,
  tracks: subtitles.map((track, key) => ({ key, ...track })),
  extras: Object.entries(extraData).map(([name, value], key) => ({ key, name, value })),
})

/**
 * What the form asks for; lines that were left empty are none. Blanks around a text are taken away only where it was
 * changed: a server's own are no change of the user's.
 */
export function wantedOf(
  { title, description, tracks, extras }: EditDraft,
  base: RecordingMetadata,
): RecordingMetadata {
  const written = tracks.filter(({ language, label, url }) => `${language}${label}${url}`.trim() !== '')
  return {
    title: trimmed(title, base.title),
    description: trimmed(description, base.description),
    subtitles: written.map(({ language, label, url }) => {
      const was = base.subtitles.find((track) => track.language === language)
      return {
        language: was === undefined ? language.trim() : language,
        label: trimmed(label, was?.label),
        url: trimmed(url, was?.url),
      }
    }),
    extraData: Object.fromEntries(
      extras
        .filter(({ name }) => name.trim() !== '')
        .map(({ name, value }) => [Object.hasOwn(base.extraData, name) ? name : name.trim(), value]),
    ),
  }
}

const trimmed = (text: string, was: string | undefined): string => (text === was ? text : text.trim())

/**
 * Why a line of subtitles cannot be sent; null: it can. What the server itself has (`base`) may be as it is: it is not
 * sent, and must not keep a title from being corrected.
 */
export function trackError(
  line: TrackLine,
  all: readonly TrackLine[],
  base: RecordingMetadata['subtitles'],
): string | null {
  const [language, label, url] = [line.language.trim(), line.label.trim(), line.url.trim()]
  if (language === '' && label === '' && url === '') return null
  if (language === '') return t`Say which language it is, as “en” or “pt-BR”.`
  const isTwice = all.some((other) => other.key !== line.key && other.language.trim() === language)
  if (isTwice) return t`There is another line for ${language}. A recording has one file for a language.`
  const isTheirs = base.some(
    (track) => track.language === line.language && track.label === line.label && track.url === line.url,
  )
  if (isTheirs) return null
  if (label === '' || url === '') return t`Subtitles need a name and an address. Remove the line to take them away.`
  return isAddress(url) ? null : t`The address begins with https:// or http://, or is a path on the server.`
}

/** Why a line of extra data cannot be sent; null: it can. */
export function extraError(line: ExtraLine, all: readonly ExtraLine[]): string | null {
  const name = line.name.trim()
  if (name === '') return line.value === '' ? null : t`Give the value a name.`
  const isTwice = all.some((other) => other.key !== line.key && other.name.trim() === name)
  return isTwice ? t`There is another line called ${name}.` : null
}

export const isSendable = ({ tracks, extras }: EditDraft, { subtitles }: RecordingMetadata): boolean =>
  tracks.every((line) => trackError(line, tracks, subtitles) === null) &&
  extras.every((line) => extraError(line, extras) === null)

function isAddress(url: string): boolean {
  if (/^https?:\/\/[^\s/?#]+/i.test(url)) return URL.canParse(url)
  return !/\s/.test(url) && !/^([a-z][a-z\d+.-]*:|\/\/)/i.test(url)
}
