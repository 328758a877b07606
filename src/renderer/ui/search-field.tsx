import type { ComponentProps, ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './search-field.module.css'

interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'type' | 'size' | 'children'> {
  /** What is looked for: placeholder and name at once. */
  label: string
  value: string
  onChange: (value: string) => void
  /** 28 px, in the sidebar. */
  small?: boolean
  /** At the end of the line. */
  end?: ReactNode
}

/** One line to find something in a list by. Esc empties it before it means anything else. */
export function SearchField({ label, value, onChange, onKeyDown, small = false, end, ...rest }: SearchFieldProps) {
  return (
    <label className={styles.search} data-small={small || undefined}>
      <Icon name="search" />
      <input
        {...rest}
        type="text"
        value={value}
        placeholder={label}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault()
            onChange('')
          } else onKeyDown?.(event)
        }}
      />
      {end}
    </label>
  )
}
