import { Menu } from '@base-ui/react/menu'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { SubtitleTrack } from '../../../shared/recording.ts'
import type { CaptionSize } from '../../../shared/settings.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './bar-menu.module.css'
import { BarMenu, BarMenuChoice } from './bar-menu.tsx'
import barStyles from './control-bar.module.css'
import { usePlayerBox } from './player-box.ts'

const SIZES: readonly CaptionSize[] = ['s', 'm', 'l']

function sizeName(size: CaptionSize): string {
  switch (size) {
    case 's':
      return t`Small`
    case 'm':
      return t`Medium`
    case 'l':
      return t`Large`
    default:
      return assertNever(size)
  }
}

interface CaptionMenuProps {
  tracks: readonly SubtitleTrack[]
  /** Null = Off. */
  language: string | null
  size: CaptionSize
  onLanguage: (language: string | null) => void
  onSize: (size: CaptionSize) => void
  onOpenChange: (open: boolean) => void
}

/** The CC button: Off and every language of the recording, and the text size. */
export function CaptionMenu({ tracks, language, size, onLanguage, onSize, onOpenChange }: CaptionMenuProps) {
  const className = `${barStyles.button} ${language === null ? '' : barStyles.live}`
  const trigger = (
    <button type="button" className={className}>
      <Icon name="cc" size={20} />
    </button>
  )
  return (
    <BarMenu label={t`Captions`} shortcut="C" trigger={trigger} onOpenChange={onOpenChange}>
      <Menu.Group>
        <Menu.GroupLabel className={styles.caption}>
          <Trans>Captions</Trans>
        </Menu.GroupLabel>
        {tracks.length === 0 ? (
          <p className={styles.note}>
            <Trans>No subtitles for this recording</Trans>
          </p>
        ) : (
          <Menu.RadioGroup value={language} onValueChange={(value: string | null) => onLanguage(value)}>
            <BarMenuChoice value={null}>
              <Trans>Off</Trans>
            </BarMenuChoice>
            {tracks.map((track) => (
              <BarMenuChoice key={track.language} value={track.language}>
                <bdi className={styles.label}>{track.label}</bdi>
              </BarMenuChoice>
            ))}
          </Menu.RadioGroup>
        )}
      </Menu.Group>
      <Menu.Separator className={styles.separator} />
      <SizeMenu size={size} onSize={onSize} />
    </BarMenu>
  )
}

function SizeMenu({ size, onSize }: Pick<CaptionMenuProps, 'size' | 'onSize'>) {
  const { box } = usePlayerBox()
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={styles.item}>
        <span className={styles.slot} />
        <Trans>Text size</Trans>
        <span className={styles.value}>
          {sizeName(size)}
          <Icon name="right" size={14} />
        </span>
      </Menu.SubmenuTrigger>
      <Menu.Portal container={box}>
        <Menu.Positioner collisionPadding={12} sideOffset={4} className={styles.positioner}>
          <Menu.Popup className={styles.submenu}>
            <Menu.RadioGroup value={size} onValueChange={(value: CaptionSize) => onSize(value)}>
              {SIZES.map((each) => (
                <BarMenuChoice key={each} value={each}>
                  {sizeName(each)}
                </BarMenuChoice>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  )
}
