import { Icon } from './icon.tsx'
import styles from './icon-select.module.css'
import type { IconName } from './icon-shapes.ts'

interface IconSelectProps<T extends string> {
  icon: IconName
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
}

/** The system's own list of choices behind a picture, where their words have no place. */
export function IconSelect<T extends string>({ icon, label, value, options, onChange }: IconSelectProps<T>) {
  const choose = (text: string): void => {
    const option = options.find((each) => each.value === text)
    if (option !== undefined) onChange(option.value)
  }
  return (
    <span className={styles.select}>
      <Icon name={icon} />
      <select aria-label={label} title={label} value={value} onChange={(event) => choose(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  )
}
