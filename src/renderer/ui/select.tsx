import { Icon } from './icon.tsx'
import styles from './select.module.css'

interface SelectProps<T extends string | number> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
  disabled?: boolean
}

/** The system's own list of a few choices. The label is for screen readers: the words beside it are for the eyes. */
export function Select<T extends string | number>({ label, value, options, onChange, disabled }: SelectProps<T>) {
  const choose = (text: string): void => {
    const option = options.find((each) => String(each.value) === text)
    if (option !== undefined) onChange(option.value)
  }
  return (
    <span className={styles.select} data-disabled={disabled || undefined}>
      <select aria-label={label} value={value} disabled={disabled} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" size={14} />
    </span>
  )
}
