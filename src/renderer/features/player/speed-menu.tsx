import { Menu } from '@base-ui/react/menu'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Icon } from '../../ui/icon.tsx'
import styles from './bar-menu.module.css'
import { BarMenu, BarMenuChoice } from './bar-menu.tsx'
import barStyles from './control-bar.module.css'
import { speedLabel } from './player-words.ts'
import { SPEEDS } from './speeds.ts'

interface SpeedMenuProps {
  speed: number
  /** Of all rooms that have none of their own. */
  general: number
  /** This room has one of its own. */
  isRooms: boolean
  skipSilence: boolean
  shortcut: string
  onSpeed: (speed: number) => void
  onAsAll: () => void
  onSkipSilence: (skip: boolean) => void
  onOpenChange: (open: boolean) => void
}

/** The speed button and its menu. */
export function SpeedMenu(props: SpeedMenuProps) {
  const { speed, general, isRooms, skipSilence, onSpeed, onOpenChange } = props
  const trigger = (
    <button type="button" className={`${barStyles.button} ${barStyles.rate}`}>
      {speedLabel(speed)}
    </button>
  )
  return (
    <BarMenu
      label={t`Speed ${speedLabel(speed)}`}
      shortcut={props.shortcut}
      trigger={trigger}
      onOpenChange={onOpenChange}
    >
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
      <Menu.Separator className={styles.separator} />
      {isRooms && (
        <Menu.Item className={styles.item} onClick={props.onAsAll}>
          <span className={styles.slot} />
          <Trans>As in other rooms ({speedLabel(general)})</Trans>
        </Menu.Item>
      )}
      <Menu.CheckboxItem
        className={styles.item}
        checked={skipSilence}
        onCheckedChange={(checked) => props.onSkipSilence(checked)}
      >
        <span className={styles.slot}>
          <Menu.CheckboxItemIndicator className={styles.check}>
            <Icon name="check" size={16} />
          </Menu.CheckboxItemIndicator>
        </span>
        <Trans>Faster where nobody speaks</Trans>
      </Menu.CheckboxItem>
    </BarMenu>
  )
}
