import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'

/** "1.25×", in the numbers of the reader's locale. */
export function speedLabel(speed: number): string {
  return `${new Intl.NumberFormat(i18n.locale).format(speed)}×`
}

/** "40 s left", "3 min left", "1 h 5 min left"; rounded up, so that it never says 0. */
export function timeLeft(seconds: number): string {
  if (seconds < 60) {
    const s = Math.max(1, Math.ceil(seconds))
    return t`${s} s left`
  }
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return t`${minutes} min left`
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return rest === 0 ? t`${hours} h left` : t`${hours} h ${rest} min left`
}

/** What to expect of a recording that is not on this device while its server does not answer. */
export const waitingWords = (): string => t`On the server, which does not answer now. It plays once the server is back.`
