import { useLingui } from '@lingui/react/macro'
import type { ErrorCode } from '../../../shared/app-error.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { Field } from '../../ui/field.tsx'
import { fieldOf } from './form-checks.ts'
import { KeepingChoice } from './keeping-choice.tsx'
import { hasKeptSecret } from './server-draft.ts'
import styles from './server-form.module.css'
import { secretHint } from './server-words.ts'
import type { ServerForm } from './use-server-form.ts'

interface SecretFieldsProps {
  form: ServerForm
  known: ProfileSummary | null
  /** What the last test has failed with, and the ID of where it says so. */
  failed: ErrorCode | null
  resultId: string
}

/** How to sign in. A stored secret never comes back here: its field stays empty, and says so. */
export function SecretFields({ form, known, failed, resultId }: SecretFieldsProps) {
  const { t } = useLingui()
  const { fields, secret } = form.draft
  const hint = secretHint({ known, fields, typed: secret !== '', keychain: form.keychain })
  const badFrom = (field: string): string | null => (failed !== null && fieldOf(failed) === field ? resultId : null)
  if (fields.signIn === 'none') return null
  return (
    <>
      <div className={styles.two} data-single={fields.signIn === 'bearer' || undefined}>
        {fields.signIn === 'secret' && (
          <Field
            label={t`API key`}
            value={fields.apiKey}
            error={form.wrong.apiKey ?? null}
            badFrom={badFrom('apiKey')}
            maxLength={500}
            readOnly={known?.managed ?? false}
            onChange={(apiKey) => form.change({ apiKey })}
          />
        )}
        <Field
          label={fields.signIn === 'bearer' ? t`Token` : t`API secret`}
          secret
          value={secret}
          error={form.wrong.secret ?? null}
          badFrom={badFrom('secret')}
          describedBy={hint === null ? undefined : `${resultId}-secret`}
          placeholder={hasKeptSecret(known, fields) ? t`•••••••• (kept)` : undefined}
          maxLength={4096}
          onChange={form.setSecret}
        />
      </div>
      {hint !== null && (
        <p id={`${resultId}-secret`} className={styles.hint} data-urgent={hint.urgent || undefined}>
          {hint.text}
        </p>
      )}
      {form.asksKeeping && form.keychain !== null && (
        <KeepingChoice
          keychain={form.keychain}
          answer={form.keeping}
          error={form.wrong.keeping ?? null}
          onChange={form.setKeeping}
        />
      )}
    </>
  )
}
