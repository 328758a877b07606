import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { assertNever } from '../../../../shared/app-error.ts'
import type { PlayerSettings } from '../../../../shared/settings.ts'
import type { Track } from '../../../../shared/transcript.ts'

export function sizeName(size: PlayerSettings['captionSize']): string {
  switch (size) {
    case 's':
      return t`Small`
    case 'm':
      return t`Medium`
    case 'l':
      return t`Large`
    default:
      return assertNever(size)
  }
}

export const positionName = (position: PlayerSettings['captionPosition']): string =>
  position === 'top' ? t`Top` : t`Bottom`

export function backgroundName(background: PlayerSettings['captionBackground']): string {
  switch (background) {
    case 'plate':
      return t`Plate`
    case 'shade':
      return t`Shade`
    case 'none':
      return t`None`
    default:
      return assertNever(background)
  }
}

/** What a track is called: the server's words, the file's name, or what the meeting's transcript is. */
export const trackName = ({ kind, label, language }: Track): string =>
  kind === 'meeting' ? t`Meeting transcript (times approximate)` : label || language || t`Subtitles`

/** "+0.3 s", "−1.2 s", or that the times are as they are. */
export function offsetWords(offsetMs: number): string {
  if (offsetMs === 0) return t`As in the file`
  const seconds = new Intl.NumberFormat(i18n.locale, { signDisplay: 'always', maximumFractionDigits: 1 }).format(
    offsetMs / 1000,
  )
  return t`${seconds} s`
}
