import type { ReactNode } from 'react'
import styles from './controls.module.css'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'

interface ButtonProps {
  children: ReactNode
  look?: 'primary' | 'plain' | 'ghost'
  /** 36 px, beside fields. */
  tall?: boolean
  icon?: IconName
  /** Something is under way: the button keeps its words and its focus, and does nothing. */
  busy?: boolean
  submit?: boolean
  onClick?: () => void
}

/** A button with words. */
export function Button({ children, look = 'plain', tall = false, icon, busy = false, submit, onClick }: ButtonProps) {
  const classes = [styles.button, look !== 'plain' && styles[look], tall && styles.tall]
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={classes.filter(Boolean).join(' ')}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.()
      }}
    >
      {busy ? <Icon name="retry" className={styles.spin} /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  )
}
