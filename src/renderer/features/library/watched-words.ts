import { t } from '@lingui/core/macro'
import type { Watched } from '../../../shared/recording.ts'
import { formatClock } from '../../format.ts'

/** "Watched to 24:16", "Watched to the end"; null for what was never begun. */
export function watchedWords(watched: Watched | null): string | null {
  if (watched === null) return null
  if (watched.finished) return t`Watched to the end`
  const place = formatClock(watched.seconds)
  return watched.seconds > 0 ? t`Watched to ${place}` : null
}

/** "Watched to 24:16 of 58:12", as far as the length is known. */
export function watchedOfWords(watched: Watched | null): string | null {
  if (watched === null || watched.finished || watched.durationSeconds === null) return watchedWords(watched)
  const place = formatClock(watched.seconds)
  const length = formatClock(watched.durationSeconds)
  return t`Watched to ${place} of ${length}`
}
