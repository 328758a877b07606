import { useLingui } from '@lingui/react/macro'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import styles from './chips-field.module.css'
import fields from './field.module.css'
import { ErrorText } from './field.tsx'
import { Icon } from './icon.tsx'

interface ChipsFieldProps {
  label: string
  values: readonly string[]
  /** The values and those that a text names. */
  add: (values: readonly string[], text: string) => string[]
  onChange: (values: string[]) => void
  error?: string | null
  hint: ReactNode
  placeholder: string
  readOnly?: boolean
}

/** Several short texts: Enter or a comma adds one, a pasted list is split, Backspace takes the last one away. */
export function ChipsField({ label, values, add, onChange, error = null, hint, ...rest }: ChipsFieldProps) {
  const { t } = useLingui()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')

  const take = (text: string): void => {
    setTyped('')
    if (text.trim() !== '') onChange(add(values, text))
  }
  const remove = (value: string): void => {
    onChange(values.filter((each) => each !== value))
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Input methods use Enter to choose a word.
    if (event.nativeEvent.isComposing) return
    if (event.key === ',' || (event.key === 'Enter' && typed.trim() !== '')) {
      event.preventDefault()
      take(typed)
    } else if (event.key === 'Backspace' && typed === '' && values.length > 0) {
      onChange(values.slice(0, -1))
    }
  }
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text')
    if (!/[,;\n]/.test(text)) return
    event.preventDefault()
    take(`${typed}${text}`)
  }
  return (
    <div className={fields.field}>
      <label htmlFor={id}>
        {label} <span className={fields.optional}>{t`(optional)`}</span>
      </label>
      <div className={styles.box} data-bad={error !== null || undefined} data-read-only={rest.readOnly || undefined}>
        {values.map((value) => (
          <span key={value} className={styles.chip} title={value}>
            <bdi>{value}</bdi>
            {!rest.readOnly && (
              <button type="button" aria-label={t`Remove ${value}`} onClick={() => remove(value)}>
                <Icon name="x" size={12} />
              </button>
            )}
          </span>
        ))}
        <input
          id={id}
          ref={input}
          value={typed}
          placeholder={rest.readOnly ? undefined : rest.placeholder}
          readOnly={rest.readOnly}
          maxLength={512}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={error !== null || undefined}
          aria-describedby={`${id}-about`}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => take(typed)}
        />
      </div>
      <p id={`${id}-about`} className={error === null ? fields.hint : fields.error}>
        {error === null ? hint : <ErrorText text={error} />}
      </p>
    </div>
  )
}
