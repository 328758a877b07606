import type { Track } from '../../../../shared/transcript.ts'
import type { RecordingChoice } from '../../../../shared/watching.ts'

const primary = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? ''

/**
 * The track that serves a wish for a language: with the same code, else the same language of another region ("pt" and
 * "pt-BR"), else none. Another language than the wished one is never chosen, nor what was said at another time.
 */
export function matchLanguage<T extends Pick<Track, 'language' | 'kind'>>(
  tracks: readonly T[],
  wish: string | null,
): T | null {
  if (wish === null || wish === '') return null
  const timed = tracks.filter(({ kind }) => kind !== 'meeting')
  const exact = timed.find((track) => track.language.toLowerCase() === wish.toLowerCase())
  const near = timed.find((track) => primary(track.language) === primary(wish))
  return exact ?? near ?? null
}

/** The track whose captions are on: what was chosen for the recording, else the general wish; null: captions are off. */
export function captionTrack(
  tracks: readonly Track[],
  choice: RecordingChoice,
  captionLanguage: string | null,
): Track | null {
  const chosen = tracks.find(({ id }) => id === choice.trackId)
  if (chosen !== undefined || choice.trackId === null) return chosen ?? null
  return matchLanguage(tracks, captionLanguage)
}

/** The track that "captions on" turns on: the reader's own language, else the last one that was on, else the first. */
export function trackToTurnOn(tracks: readonly Track[], lastOn: string | null, locale: string): Track | null {
  return matchLanguage(tracks, locale) ?? matchLanguage(tracks, lastOn) ?? tracks[0] ?? null
}

/** The second track beside the first one; null: none. */
export const secondTrack = (tracks: readonly Track[], choice: RecordingChoice, first: Track | null): Track | null =>
  tracks.find(({ id }) => id === choice.secondTrackId && id !== first?.id) ?? null
