import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { AppError, ErrorCode } from '../../../shared/app-error.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { errorWords, rawLine } from '../../error-words.ts'
import { useLibrary, useRoute } from '../../stores/context.ts'
import { offline } from '../../stores/library.ts'
import { GOES_ON } from '../../stores/server-failures.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { agoWords } from './library-words.ts'
import styles from './offline-banner.module.css'
import { profileName } from './profile-words.ts'

/** What means no more than that there is no way to the server from here. */
const NO_WAY: readonly ErrorCode[] = ['unreachable', 'unknown-host']
const MINUTE_MS = 60_000

/** The server does not answer: says so above what is known of it, and since when that holds. */
export function OfflineBanner({ profile }: { profile: ProfileSummary }) {
  const error = useLibrary(offline)
  return error === null ? null : <Offline error={error} profile={profile} />
}

function Offline({ error, profile }: { error: AppError; profile: ProfileSummary }) {
  const { t } = useLingui()
  const busy = useLibrary((state) => state.refreshing)
  const refresh = useLibrary((state) => state.refresh)
  const go = useRoute((route) => route.go)
  const { headline, explanation } = errorWords(error, { ...profile, host: profile.host || profileName(profile) })
  const mendable = profile.kind === 'server' && !GOES_ON.includes(error.code)
  return (
    <Banner
      icon="offline"
      tone="warn"
      role="status"
      action={
        <>
          {mendable && (
            <Button
              look="ghost"
              icon="edit"
              onClick={() => go({ screen: 'servers', profileId: profile.id })}
            >{t`Edit server`}</Button>
          )}
          <Button look="ghost" icon="retry" busy={busy} onClick={() => void refresh()}>{t`Retry`}</Button>
        </>
      }
    >
      <span title={`${headline}. ${explanation} ${rawLine(error)}`}>
        <b>{NO_WAY.includes(error.code) ? t`Offline` : headline}</b> — {t`showing what is known here.`} <Age />
      </span>
    </Banner>
  )
}

/** How old the list is. It is not read out each minute. */
function Age() {
  const { t } = useLingui()
  const at = useLibrary(({ library, page }) => library?.answeredAt ?? page?.updatedAt ?? null)
  const now = useMinutes()
  if (at === null) return null
  const ago = agoWords(at, Math.max(now, at))
  return (
    <span className={styles.since} aria-live="off">
      {t`Last updated ${ago}.`}
    </span>
  )
}

/** The time in ms, new each minute. */
function useMinutes(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
