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
  /** The ID of what says, elsewhere, why this field is wrong; null: it is not. */
  badFrom?: string | null
  hint?: ReactNode
  /** The ID of a hint that stands elsewhere. */
  describedBy?: string | undefined
  optional?: boolean
  /** Masked, with a button that shows it. */
  secret?: boolean
  /** To be read only. */
  readOnly?: boolean
  placeholder?: string | undefined
  maxLength?: number
  inputRef?: Ref<HTMLInputElement>
  /** With true when the cursor comes into the field, with false when it leaves. */
  onFocusChange?: (focused: boolean) => void
  /** Beside the input, in its line. */
  beside?: ReactNode
}

/** One line of text with its label, its hint and its error. */
export function Field(props: FieldProps) {
  const { label, value, onChange, error = null, badFrom = null, hint, describedBy, optional, secret, beside } = props
  const { t } = useLingui()
  const id = useId()
  const [shown, setShown] = useState(false)
  const bad = error !== null || badFrom !== null
  const about = error !== null || hint !== undefined ? `${id}-about` : null
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label} {optional && <span className={styles.optional}>{t`(optional)`}</span>}
      </label>
      <div className={styles.line}>
        <span className={styles.box} data-bad={bad || undefined} data-read-only={props.readOnly || undefined}>
          <input
            id={id}
            ref={props.inputRef}
            type={secret && !shown ? 'password' : 'text'}
            dir="auto"
            value={value}
            placeholder={props.placeholder}
            maxLength={props.maxLength}
            readOnly={props.readOnly}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={bad || undefined}
            aria-describedby={[about, badFrom, describedBy].filter(Boolean).join(' ') || undefined}
            onChange={(event) => onChange(event.target.value)}
            onFocus={() => props.onFocusChange?.(true)}
            onBlur={() => props.onFocusChange?.(false)}
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
      {about !== null && (
        <p id={about} className={error === null ? styles.hint : styles.error}>
          {error === null ? hint : <ErrorText text={error} />}
        </p>
      )}
    </div>
  )
}

/** What is wrong with a field, below it: the picture says so to whoever does not see the colour. */
export function ErrorText({ text }: { text: string }) {
  return (
    <>
      <Icon name="stop" size={14} />
      {text}
    </>
  )
}
