import { Trans, useLingui } from '@lingui/react/macro'
import type { Keychain } from '../../../shared/profile.ts'
import { Checkbox, Radios } from '../../ui/choice.tsx'
import { ErrorText } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { KeepingAnswer } from './keeping.ts'
import styles from './keeping-choice.module.css'

interface KeepingChoiceProps {
  keychain: Keychain
  answer: KeepingAnswer
  /** What is missing; null: nothing. */
  error: string | null
  onChange: (answer: KeepingAnswer) => void
}

/** Without a keychain the user decides how a secret is kept, and is told why. */
export function KeepingChoice({ keychain, answer, error, onChange }: KeepingChoiceProps) {
  const { t } = useLingui()
  return (
    <div className={styles.choice}>
      <p className={styles.why}>
        <Icon name="alert" />
        <Why backend={keychain.backend} />
      </p>
      <Radios
        label={t`How to keep the secret`}
        value={answer.how}
        options={[
          { value: 'session', label: t`Until Roomreel quits` },
          { value: 'file', label: t`In a file that only your user account can read` },
        ]}
        onChange={(how) => onChange({ how, understood: false })}
      />
      {answer.how === 'file' && (
        <div className={styles.consent}>
          <Checkbox
            checked={answer.understood}
            bad={error !== null}
            describedBy={error === null ? undefined : 'keeping-error'}
            onChange={(understood) => onChange({ ...answer, understood })}
          >
            {t`I understand that programs running under my account can read it`}
          </Checkbox>
        </div>
      )}
      {error !== null && (
        <p id="keeping-error" className={styles.error} role="alert">
          <ErrorText text={error} />
        </p>
      )}
    </div>
  )
}

function Why({ backend }: { backend: string }) {
  if (backend === '') return <span>{<Trans>Roomreel could not ask this computer for a keychain.</Trans>}</span>
  return (
    <span>
      <Trans>
        This computer has no keychain that keeps secrets from other programs (<code>{backend}</code>).
      </Trans>
    </span>
  )
}
