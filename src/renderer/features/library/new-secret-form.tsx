import { Trans, useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useState } from 'react'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { errorWords } from '../../error-words.ts'
import { useServers, useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { checkKeeping, FIRST_KEEPING, type KeepingAnswer, keepingOf } from '../servers/keeping.ts'
import { KeepingChoice } from '../servers/keeping-choice.tsx'
import styles from './list-states.module.css'

/** The fix for a refused secret, in place: it is kept as the old one was, and the list comes by itself. */
export function NewSecretForm({ profile }: { profile: ProfileSummary }) {
  const { t } = useLingui()
  const replaceSecret = useSession((session) => session.replaceSecret)
  const keychain = useServers((state) => state.keychain)
  const askKeychain = useServers((state) => state.askKeychain)
  const [secret, setSecret] = useState('')
  const [answer, setAnswer] = useState<KeepingAnswer>(() => firstAnswer(profile))
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const [unclear, setUnclear] = useState<string | null>(null)
  useEffect(() => void askKeychain(), [askKeychain])

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    if (secret.trim() === '') return setWrong(t`Enter the API secret`)
    setBusy(true)
    // The question may still be on its way, and decides how the secret is kept.
    const box = keychain ?? (await askKeychain())
    const missing = profile.temporary ? null : checkKeeping(box, answer)
    setUnclear(missing)
    const keeping = profile.temporary ? 'session' : keepingOf(box, answer)
    const error = missing === null ? await replaceSecret(secret, keeping) : null
    setBusy(false)
    if (error !== null) setWrong(errorWords(error, profile).headline)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Field
        label={profile.signIn === 'bearer' ? t`New token` : t`New API secret`}
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
      {keychain?.available === false && !profile.temporary && (
        <KeepingChoice keychain={keychain} answer={answer} error={unclear} onChange={setAnswer} />
      )}
    </form>
  )
}

/** Who has agreed to a readable file once is not asked to agree again. */
const firstAnswer = ({ secret }: ProfileSummary): KeepingAnswer =>
  secret === 'file' ? { how: 'file', understood: true } : FIRST_KEEPING

/** The fix is one paste away. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus()
