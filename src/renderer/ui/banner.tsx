import type { ReactNode } from 'react'
import styles from './banner.module.css'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-shapes.ts'

interface BannerProps {
  icon: IconName
  /** Warn: something is not as usual. Bad: something did not work. */
  tone: 'warn' | 'bad'
  /** Assertive only for what the user has just asked for. */
  role: 'status' | 'alert'
  children: ReactNode
  /** What can be done about it, at the end of the line. */
  action: ReactNode
}

/** A line above a screen's content that says what is the matter with it. */
export function Banner({ icon, tone, role, children, action }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} role={role}>
      <Icon name={icon} />
      <p>{children}</p>
      {action}
    </div>
  )
}
