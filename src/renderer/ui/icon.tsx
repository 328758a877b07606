import styles from './icon.module.css'
import { type IconName, iconShape } from './icon-shapes.ts'

interface IconProps {
  name: IconName
  /** Side in px: 16 in lists and buttons, 18 in the sidebar, 20 in the player. */
  size?: number
  className?: string | undefined
}

/** A picture beside words or under an accessible name: never read out itself. */
export function Icon({ name, size = 16, className }: IconProps) {
  const { line, fill, thin } = iconShape(name)
  return (
    <svg
      className={className === undefined ? styles.icon : `${styles.icon} ${className}`}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      {line !== undefined && <path d={line} />}
      {thin !== undefined && <path className={styles.thin} d={thin} />}
      {fill !== undefined && <path className={styles.fill} d={fill} />}
    </svg>
  )
}
