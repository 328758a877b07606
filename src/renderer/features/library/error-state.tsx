import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { type ErrorFix, errorWords, rawLine } from '../../error-words.ts'
import { formatTimeOfDay } from '../../format.ts'
import { useRoute, useServers } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { CertificateDialog } from '../servers/certificate-dialog.tsx'
import styles from './list-states.module.css'
import { NewSecretForm } from './new-secret-form.tsx'
import { profileName } from './profile-words.ts'

interface ErrorStateProps {
  error: AppError
  /** Milliseconds; when it came. */
  at: number
  profile: ProfileSummary
  busy: boolean
  onRetry: () => void
  /** Shows what is known without the server; null: nothing is. */
  onBrowse: (() => void) | null
}

/** Why there is no list, with the fix in place. */
export function ErrorState({ error, at, profile, busy, onRetry, onBrowse }: ErrorStateProps) {
  const words = errorWords(error, { ...profile, host: profile.host || profileName(profile) })
  // The demo has no address and no secret to correct.
  const fix = profile.kind === 'demo' ? 'retry' : words.fix
  return (
    <div className={styles.center}>
      <div className={styles.box}>
        <div className={styles.head} role="alert">
          <Icon className={styles.icon} name={fix === 'secret' ? 'key' : 'alert'} size={24} />
          <h2>{words.headline}</h2>
          <p>{words.explanation}</p>
        </div>
        {fix === 'secret' ? (
          <NewSecretForm profile={profile} />
        ) : (
          <FixButtons error={error} fix={fix} profile={profile} busy={busy} onRetry={onRetry} />
        )}
        {onBrowse !== null && <BrowseButton onBrowse={onBrowse} />}
        <RawLine text={`${rawLine(error)} · ${formatTimeOfDay(at)}`} />
      </div>
    </div>
  )
}

function BrowseButton({ onBrowse }: { onBrowse: () => void }) {
  const { t } = useLingui()
  return (
    <div className={styles.buttons}>
      <Button icon="laptop" onClick={onBrowse}>{t`Show what is known here`}</Button>
    </div>
  )
}

interface FixButtonsProps {
  error: AppError
  fix: ErrorFix
  profile: ProfileSummary
  busy: boolean
  onRetry: () => void
}

function FixButtons({ error, fix, profile, busy, onRetry }: FixButtonsProps) {
  const { t } = useLingui()
  const go = useRoute((route) => route.go)
  const edit = (): void => go({ screen: 'servers', profileId: profile.id })
  const mendable = profile.kind === 'server'
  return (
    <div className={styles.buttons}>
      {fix === 'certificate' && <LookAtCertificate error={error} profile={profile} />}
      {fix === 'edit' && mendable && <Button look="primary" icon="edit" onClick={edit}>{t`Edit server`}</Button>}
      <Button look={fix === 'retry' ? 'primary' : 'plain'} icon="retry" busy={busy} onClick={onRetry}>
        {t`Try again`}
      </Button>
      {fix !== 'edit' && mendable && <Button onClick={edit}>{t`Edit server`}</Button>}
    </div>
  )
}

/** Trust is given only to what was looked at; the list comes by itself then. */
function LookAtCertificate({ error, profile }: Pick<FixButtonsProps, 'error' | 'profile'>) {
  const { t } = useLingui()
  const trust = useServers((state) => state.trust)
  const [looking, setLooking] = useState(false)
  const [refused, setRefused] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const accept = async (sha256: string): Promise<void> => {
    setBusy(true)
    setRefused(await trust(profile.id, sha256))
    setBusy(false)
    setLooking(false)
  }
  return (
    <>
      <Button look="primary" icon="lock" onClick={() => setLooking(true)}>{t`Look at the certificate…`}</Button>
      <CertificateDialog
        error={looking ? error : null}
        accepted={profile.certificate}
        busy={busy}
        onTrust={({ sha256 }) => void accept(sha256)}
        onClose={() => setLooking(false)}
      />
      {refused !== null && <p role="alert">{t`That could not be kept: ${errorWords(refused, profile).headline}`}</p>}
    </>
  )
}
