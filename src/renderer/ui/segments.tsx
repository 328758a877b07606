import styles from './controls.module.css'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'

interface SegmentsProps<T extends string | number> {
  label: string
  value: T
  options: readonly { value: T; label: string; icon?: IconName }[]
  onChange: (value: T) => void
}

/** A choice between a few things, all of them in sight. */
export function Segments<T extends string | number>({ label, value, options, onChange }: SegmentsProps<T>) {
  return (
    <fieldset className={styles.segments} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          aria-label={option.icon === undefined ? undefined : option.label}
          title={option.icon === undefined ? undefined : option.label}
          onClick={() => onChange(option.value)}
        >
          {option.icon === undefined ? option.label : <Icon name={option.icon} />}
        </button>
      ))}
    </fieldset>
  )
}
