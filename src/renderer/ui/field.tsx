import { useLingui } from '@lingui/react/macro'
import { type ReactNode, type Ref, useId, useState } from 'react'
import styles from './field.module.css'
import { Icon } from './icon.tsx'
import { IconButton } from './icon-button.tsx'

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** What is wrong and how to put it right; null: nothing. */
  error?: string | null
  hint?: ReactNode
  optional?: boolean
  /** Masked, with a button that shows it. */
  secret?: boolean
  placeholder?: string
  inputRef?: Ref<HTMLInputElement>
  /** Beside the input, in its line. */
  beside?: ReactNode
}

/** One line of text with its label, its hint and its error. */
export function Field({ label, value, onChange, error = null, hint, optional, secret, beside, ...input }: FieldProps) {
  const { t } = useLingui()
  const id = useId()
  const [shown, setShown] = useState(false)
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label} {optional && <span className={styles.optional}>{t`(optional)`}</span>}
      </label>
      <div className={styles.line}>
        <span className={styles.box} data-bad={error !== null || undefined}>
          <input
            id={id}
            ref={input.inputRef}
            type={secret && !shown ? 'password' : 'text'}
            value={value}
            placeholder={input.placeholder}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={error !== null || undefined}
            aria-describedby={error !== null || hint !== undefined ? `${id}-about` : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
          {secret && (
            <IconButton
              icon={shown ? 'eye-off' : 'eye'}
              label={shown ? t`Hide secret` : t`Show secret`}
              onClick={() => setShown(!shown)}
            />
          )}
        </span>
        {beside}
      </div>
      {(error !== null || hint !== undefined) && (
        <p id={`${id}-about`} className={error === null ? styles.hint : styles.error}>
          {error === null ? (
            hint
          ) : (
            <>
              <Icon name="stop" size={14} />
              {error}
            </>
          )}
        </p>
      )}
    </div>
  )
}
