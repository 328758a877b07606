import { Menu } from '@base-ui/react/menu'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import styles from './bar-menu.module.css'
import { BarMenu, BarMenuChoice } from './bar-menu.tsx'
import barStyles from './control-bar.module.css'
import { speedLabel } from './player-words.ts'
import { SPEEDS } from './speeds.ts'

interface SpeedMenuProps {
  speed: number
  onSpeed: (speed: number) => void
  onOpenChange: (open: boolean) => void
}

/** The speed button and its menu. */
export function SpeedMenu({ speed, onSpeed, onOpenChange }: SpeedMenuProps) {
  const trigger = (
    <button type="button" className={`${barStyles.button} ${barStyles.rate}`}>
      {speedLabel(speed)}
    </button>
  )
  return (
    <BarMenu label={t`Speed ${speedLabel(speed)}`} shortcut="[ ]" trigger={trigger} onOpenChange={onOpenChange}>
      <Menu.Group>
        <Menu.GroupLabel className={styles.caption}>
          <Trans>Speed</Trans>
        </Menu.GroupLabel>
        <Menu.RadioGroup value={speed} onValueChange={(value: number) => onSpeed(value)}>
          {SPEEDS.map((each) => (
            <BarMenuChoice key={each} value={each}>
              {speedLabel(each)}
            </BarMenuChoice>
          ))}
        </Menu.RadioGroup>
      </Menu.Group>
    </BarMenu>
  )
}
