import { t } from '@lingui/core/macro'
import type { CaptionSize, PlayerSettings } from '../../../shared/settings.ts'
import { languageName } from '../library/filter-words.ts'

/** The languages to choose from by their names: those of the library, the chosen one, and the window's own. */
export function captionLanguages(
  known: readonly string[],
  chosen: string | null,
  locale: string,
): { value: string; label: string }[] {
  const own = locale.split('-')[0] ?? locale
  const codes = new Set([...known, own, ...(chosen === null ? [] : [chosen])])
  return [...codes]
    .filter((code) => code !== '')
    .map((value) => ({ value, label: languageName(value) }))
    .sort((one, other) => one.label.localeCompare(other.label))
}

export const captionSizes = (): { value: CaptionSize; label: string }[] => [
  { value: 's', label: t`Small` },
  { value: 'm', label: t`Medium` },
  { value: 'l', label: t`Large` },
]

export const captionPositions = (): { value: PlayerSettings['captionPosition']; label: string }[] => [
  { value: 'bottom', label: t`Bottom` },
  { value: 'top', label: t`Top` },
]

export const captionBackgrounds = (): { value: PlayerSettings['captionBackground']; label: string }[] => [
  { value: 'plate', label: t`Plate` },
  { value: 'shade', label: t`Shade` },
  { value: 'none', label: t`None` },
]
