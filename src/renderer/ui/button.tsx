import type { ReactNode } from 'react'
import styles from './controls.module.css'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'

interface ButtonProps {
  children: ReactNode
  look?: 'primary' | 'plain' | 'ghost'
  /** It takes something away: red, filled where it is the primary one. */
  danger?: boolean
  /** 36 px, beside fields. */
  tall?: boolean
  icon?: IconName
  /** Something is under way: the button keeps its words and its focus, and does nothing. */
  busy?: boolean
  /** Why it cannot be used now: it stays focusable and says so; null: it can. */
  disabled?: string | null
  /** What it is worth to know before: its tooltip. */
  hint?: string | null
  /** Has the focus when its dialog opens. */
  first?: boolean
  submit?: boolean
  onClick?: () => void
}

/** A button with words. */
export function Button(props: ButtonProps) {
  const { children, look = 'plain', danger, tall = false, icon, busy = false, disabled = null } = props
  const classes = [styles.button, look !== 'plain' && styles[look], danger && styles.danger, tall && styles.tall]
  const idle = busy || disabled !== null
  return (
    <button
      type={props.submit ? 'submit' : 'button'}
      className={classes.filter(Boolean).join(' ')}
      title={disabled ?? props.hint ?? undefined}
      data-first={props.first || undefined}
      aria-disabled={idle || undefined}
      onClick={(event) => {
        // A double click means one: the second must not hit what the first has put in its place.
        if (idle || event.detail > 1) event.preventDefault()
        else props.onClick?.()
      }}
    >
      {busy ? <Icon name="retry" className={styles.spin} /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  )
}
