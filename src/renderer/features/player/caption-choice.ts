import type { SubtitleTrack } from '../../../shared/recording.ts'

const primary = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? ''

/**
 * The recording's language that serves a wish: the same code, else the same language of another region
 * ("pt" and "pt-BR"), else none. Another language than the wished one is never chosen.
 */
export function matchLanguage(tracks: readonly SubtitleTrack[], wish: string | null): string | null {
  if (wish === null) return null
  const exact = tracks.find((track) => track.language.toLowerCase() === wish.toLowerCase())
  const near = tracks.find((track) => primary(track.language) === primary(wish))
  return (exact ?? near)?.language ?? null
}

/** The language that "captions on" turns on: the last one that was on, else the reader's own, else the first. */
export function languageToTurnOn(
  tracks: readonly SubtitleTrack[],
  lastOn: string | null,
  locale: string,
): string | null {
  return matchLanguage(tracks, lastOn) ?? matchLanguage(tracks, locale) ?? tracks[0]?.language ?? null
}
