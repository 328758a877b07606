import { type ReactNode, useId } from 'react'
import styles from './choice.module.css'
import { Icon } from './icon.tsx'

interface CheckboxProps {
  checked: boolean
  /** Some of what it stands for is checked, and some is not. */
  mixed?: boolean
  onChange: (checked: boolean) => void
  /** It has to be checked first. */
  bad?: boolean
  /** The ID of more words about it. */
  describedBy?: string | undefined
  children: ReactNode
}

/** A yes or no with its words. */
export function Checkbox({ checked, mixed = false, onChange, bad, describedBy, children }: CheckboxProps) {
  return (
    <label className={styles.choice}>
      <input
        type="checkbox"
        checked={checked}
        ref={(input) => {
          if (input !== null) input.indeterminate = mixed
        }}
        aria-invalid={bad || undefined}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={styles.box} data-bad={bad || undefined} aria-hidden="true">
        <Icon name={mixed ? 'dash' : 'check'} size={12} />
      </span>
      <span className={styles.words}>{children}</span>
    </label>
  )
}

interface RadiosProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/** One of a few, all of them in sight. */
export function Radios<T extends string>({ label, value, options, onChange }: RadiosProps<T>) {
  const name = useId()
  return (
    <fieldset className={styles.radios} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span className={styles.dot} aria-hidden="true" />
          <span className={styles.words}>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
