import { Menu } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { BarTip } from './bar-button.tsx'
import styles from './bar-menu.module.css'
import { usePlayerBox } from './player-box.ts'

interface BarMenuProps {
  label: string
  shortcut: string
  trigger: ReactElement
  onOpenChange: (open: boolean) => void
  children: ReactNode
}

/** A menu of the control bar, opening above its end. */
export function BarMenu({ label, shortcut, trigger, onOpenChange, children }: BarMenuProps) {
  const { box, bar } = usePlayerBox()
  return (
    <Menu.Root onOpenChange={(open) => onOpenChange(open)}>
      <BarTip label={label} shortcut={shortcut}>
        <Menu.Trigger render={trigger} aria-label={`${label} (${shortcut})`} />
      </BarTip>
      <Menu.Portal container={box}>
        <Menu.Positioner
          anchor={bar}
          side="top"
          align="end"
          sideOffset={10}
          collisionPadding={12}
          className={styles.positioner}
        >
          {/* After a click the focus leaves the bar, so that Space plays and pauses again. */}
          <Menu.Popup
            className={styles.menu}
            aria-label={label}
            finalFocus={(how) => (how === 'keyboard' || how === '' ? true : box)}
          >
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** One choice among several; the chosen one has a check. */
export function BarMenuChoice({ value, children }: { value: string | number | null; children: ReactNode }) {
  return (
    <Menu.RadioItem value={value} className={styles.item} closeOnClick>
      <span className={styles.slot}>
        <Menu.RadioItemIndicator className={styles.check}>
          <Icon name="check" size={16} />
        </Menu.RadioItemIndicator>
      </span>
      {children}
    </Menu.RadioItem>
  )
}
