import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import styles from './control-bar.module.css'
import { usePlayerBox } from './player-box.ts'

/** A tooltip with a name and its shortcut, drawn inside the player so that full screen shows it too. */
export function BarTip({ label, shortcut, children }: { label: string; shortcut: string; children: ReactElement }) {
  const { box } = usePlayerBox()
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal container={box}>
        <Tooltip.Positioner side="top" sideOffset={30} collisionPadding={8} className={styles.float}>
          <Tooltip.Popup className={styles.tip}>
            {label}
            <kbd className={styles.kbd}>{shortcut}</kbd>
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}

interface BarButtonProps {
  label: string
  shortcut: string
  onClick: () => void
  pressed?: boolean
  disabled?: boolean
  children: ReactNode
}

/** A button of the control bar: icon, name, shortcut. */
export function BarButton({ label, shortcut, onClick, pressed, disabled, children }: BarButtonProps) {
  return (
    <BarTip label={label} shortcut={shortcut}>
      <button
        type="button"
        className={styles.button}
        aria-label={`${label} (${shortcut})`}
        aria-pressed={pressed}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </button>
    </BarTip>
  )
}
