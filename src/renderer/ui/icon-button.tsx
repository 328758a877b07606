import type { ComponentProps } from 'react'
import styles from './controls.module.css'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'type' | 'disabled'> {
  icon: IconName
  label: string
  /** Stays focusable and says that it cannot do anything now. */
  disabled?: boolean
}

/** A button that is only a picture: its label is also its tooltip. */
export function IconButton({ icon, label, disabled = false, onClick, className, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      className={className === undefined ? styles.iconButton : `${styles.iconButton} ${className}`}
      aria-label={label}
      title={label}
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : onClick}
    >
      <Icon name={icon} />
    </button>
  )
}
