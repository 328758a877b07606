import { Menu } from '@base-ui/react/menu'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { formatClock } from '../../format.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './bar-menu.module.css'
import { BarMenu } from './bar-menu.tsx'
import type { Chapter } from './chapters.ts'
import barStyles from './control-bar.module.css'

interface ChapterMenuProps {
  chapters: readonly Chapter[]
  /** In seconds. */
  position: number
  shortcut: string
  onSeek: (seconds: number) => void
  onOpenChange: (open: boolean) => void
}

/** The parts of the recording, with the one that plays. */
export function ChapterMenu({ chapters, position, shortcut, onSeek, onOpenChange }: ChapterMenuProps) {
  const current = chapters.findLastIndex(({ seconds }) => seconds <= position + 0.1)
  const trigger = (
    <button type="button" className={barStyles.button}>
      <Icon name="list" size={20} />
    </button>
  )
  return (
    <BarMenu label={t`Chapters`} shortcut={shortcut} trigger={trigger} onOpenChange={onOpenChange}>
      <Menu.Group>
        <Menu.GroupLabel className={styles.caption}>
          <Trans>Chapters</Trans>
        </Menu.GroupLabel>
        {chapters.map(({ seconds, title }, index) => (
          <Menu.Item
            key={seconds}
            className={styles.item}
            aria-current={index === current || undefined}
            onClick={() => onSeek(seconds)}
          >
            <span className={styles.slot}>{index === current && <Icon name="play" className={styles.check} />}</span>
            <bdi className={styles.label}>{title}</bdi>
            <span className={styles.value}>{formatClock(seconds)}</span>
          </Menu.Item>
        ))}
      </Menu.Group>
    </BarMenu>
  )
}
