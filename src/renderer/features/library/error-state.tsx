import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { formatTimeOfDay } from '../../format.ts'
import { useRoute, useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { type ErrorFix, errorWords, rawLine } from '../connect/error-words.ts'
import styles from './list-states.module.css'
import { profileName } from './profile-words.ts'

interface ErrorStateProps {
  error: AppError
  /** Milliseconds; when it came. */
  at: number
  profile: ProfileSummary
  busy: boolean
  onRetry: () => void
}

/** Why there is no list, with the fix in place. */
export function ErrorState({ error, at, profile, busy, onRetry }: ErrorStateProps) {
  const words = errorWords(error, { host: profile.host || profileName(profile), apiKey: profile.apiKey })
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
          <NewSecret profile={profile} />
        ) : (
          <FixButtons fix={fix} profile={profile} busy={busy} onRetry={onRetry} />
        )}
        <RawLine text={`${rawLine(error)} · ${formatTimeOfDay(at)}`} />
      </div>
    </div>
  )
}

interface FixButtonsProps {
  fix: ErrorFix
  profile: ProfileSummary
  busy: boolean
  onRetry: () => void
}

function FixButtons({ fix, profile, busy, onRetry }: FixButtonsProps) {
  const { t } = useLingui()
  const go = useRoute((route) => route.go)
  const edit = (): void => go({ screen: 'connect', profileId: profile.id })
  return (
    <div className={styles.buttons}>
      {fix === 'edit' && <Button look="primary" icon="edit" onClick={edit}>{t`Edit server`}</Button>}
      <Button look={fix === 'edit' ? 'plain' : 'primary'} icon="retry" busy={busy} onClick={onRetry}>
        {t`Try again`}
      </Button>
      {fix !== 'edit' && profile.kind === 'server' && <Button onClick={edit}>{t`Edit server`}</Button>}
    </div>
  )
}

function NewSecret({ profile }: { profile: ProfileSummary }) {
  const { t } = useLingui()
  const replaceSecret = useSession((session) => session.replaceSecret)
  const [secret, setSecret] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    if (secret.trim() === '') return setWrong(t`Enter the API secret`)
    setBusy(true)
    const error = await replaceSecret(secret)
    setBusy(false)
    if (error !== null) setWrong(errorWords(error, { host: profile.host, apiKey: profile.apiKey }).headline)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Field
        label={t`New API secret`}
        secret
        value={secret}
        error={wrong}
        placeholder={t`Paste the secret`}
        onChange={(value) => {
          setSecret(value)
          setWrong(null)
        }}
        inputRef={focusOnce}
        hint={
          <Trans>
            It is in the server’s config.yaml, under <span className={styles.mono}>client.secret</span>.
          </Trans>
        }
        beside={
          <Button look="primary" tall submit busy={busy}>
            {t`Save and reconnect`}
          </Button>
        }
      />
    </form>
  )
}

/** The fix is one paste away. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus()
