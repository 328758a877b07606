import { useLingui } from '@lingui/react/macro'
import type { AppError } from '../../../shared/app-error.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { errorWords } from '../../error-words.ts'
import { formatDateTime } from '../../format.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './offline-banner.module.css'

interface OfflineBannerProps {
  error: AppError
  profile: ProfileSummary
  /** When the list below came from the server; ms since 1970. */
  since: number
  busy: boolean
  onRetry: () => void
}

/** The server does not answer: says so above what is known of it, and since when that holds. */
export function OfflineBanner({ error, profile, since, busy, onRetry }: OfflineBannerProps) {
  const { t } = useLingui()
  const { headline } = errorWords(error, profile)
  const at = formatDateTime(Math.floor(since / 1000))
  return (
    <Banner
      icon="offline"
      tone="warn"
      role="status"
      action={<Button look="ghost" icon="retry" busy={busy} onClick={onRetry}>{t`Try again`}</Button>}
    >
      <b>{headline}</b> — <span className={styles.since}>{t`showing what it answered on ${at}.`}</span>
    </Banner>
  )
}
