import { Menu } from '@base-ui/react/menu'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { PlayerSettings } from '../../../../shared/settings.ts'
import type { Track } from '../../../../shared/transcript.ts'
import { Icon } from '../../../ui/icon.tsx'
import styles from '../bar-menu.module.css'
import { BarMenu, BarMenuChoice } from '../bar-menu.tsx'
import barStyles from '../control-bar.module.css'
import { usePlayerBox } from '../player-box.ts'
import { backgroundName, offsetWords, positionName, sizeName, trackName } from './caption-words.ts'

const SIZES = ['s', 'm', 'l'] as const
const POSITIONS = ['bottom', 'top'] as const
const BACKGROUNDS = ['plate', 'shade', 'none'] as const

export interface CaptionMenuProps {
  shortcut: string
  tracks: readonly Track[]
  /** Null = Off. */
  first: Track | null
  second: Track | null
  offsetMs: number
  settings: PlayerSettings
  onFirst: (trackId: string | null) => void
  onSecond: (trackId: string | null) => void
  onShift: (byMs: number) => void
  onSettings: (change: Partial<PlayerSettings>) => void
  onLoadFile: () => void
  onRemoveFile: (trackId: string) => void
  onOpenChange: (open: boolean) => void
}

/** The CC button: Off and every track of the recording, a second one, and how they are shown. */
export function CaptionMenu(props: CaptionMenuProps) {
  const { tracks, first, second, offsetMs, settings, onSettings } = props
  const className = `${barStyles.button} ${first === null ? '' : barStyles.live}`
  const trigger = (
    <button type="button" className={className}>
      <Icon name="cc" size={20} />
    </button>
  )
  return (
    <BarMenu label={t`Captions`} shortcut={props.shortcut} trigger={trigger} onOpenChange={props.onOpenChange}>
      <Menu.Group>
        <Menu.GroupLabel className={styles.caption}>
          <Trans>Captions</Trans>
        </Menu.GroupLabel>
        {tracks.length === 0 ? (
          <p className={styles.note}>
            <Trans>No subtitles for this recording</Trans>
          </p>
        ) : (
          <TrackChoices tracks={tracks} chosen={first} onChoose={props.onFirst} />
        )}
      </Menu.Group>
      <Menu.Separator className={styles.separator} />
      {first !== null && tracks.length > 1 && (
        <SubMenu label={t`Second language`} value={second === null ? t`None` : trackName(second)}>
          <TrackChoices tracks={tracks.filter(({ id }) => id !== first.id)} chosen={second} onChoose={props.onSecond} />
        </SubMenu>
      )}
      {first !== null && (
        <SubMenu label={t`Timing`} value={offsetWords(offsetMs)}>
          <Step onStep={() => props.onShift(-100)}>
            <Trans>0.1 s sooner</Trans>
          </Step>
          <Step onStep={() => props.onShift(100)}>
            <Trans>0.1 s later</Trans>
          </Step>
          <Step onStep={() => props.onShift(-5000)}>
            <Trans>5 s sooner</Trans>
          </Step>
          <Step onStep={() => props.onShift(5000)}>
            <Trans>5 s later</Trans>
          </Step>
          <Step disabled={offsetMs === 0} onStep={() => props.onShift(-offsetMs)}>
            <Trans>As in the file</Trans>
          </Step>
        </SubMenu>
      )}
      <Choices
        label={t`Text size`}
        value={settings.captionSize}
        values={SIZES}
        name={sizeName}
        onChoose={(captionSize) => onSettings({ captionSize })}
      />
      <Choices
        label={t`Position`}
        value={settings.captionPosition}
        values={POSITIONS}
        name={positionName}
        onChoose={(captionPosition) => onSettings({ captionPosition })}
      />
      <Choices
        label={t`Background`}
        value={settings.captionBackground}
        values={BACKGROUNDS}
        name={backgroundName}
        onChoose={(captionBackground) => onSettings({ captionBackground })}
      />
      <Menu.Item className={styles.item} onClick={props.onLoadFile}>
        <span className={styles.slot} />
        <Trans>Load subtitle file…</Trans>
      </Menu.Item>
      {first?.kind === 'file' && (
        <Menu.Item className={styles.item} onClick={() => props.onRemoveFile(first.id)}>
          <span className={styles.slot} />
          <Trans>Remove this file</Trans>
        </Menu.Item>
      )}
    </BarMenu>
  )
}

interface TrackChoicesProps {
  tracks: readonly Track[]
  chosen: Track | null
  onChoose: (trackId: string | null) => void
}

function TrackChoices({ tracks, chosen, onChoose }: TrackChoicesProps) {
  return (
    <Menu.RadioGroup value={chosen?.id ?? null} onValueChange={(value: string | null) => onChoose(value)}>
      <BarMenuChoice value={null}>
        <Trans>Off</Trans>
      </BarMenuChoice>
      {tracks.map((track) => (
        <BarMenuChoice key={track.id} value={track.id}>
          <bdi className={styles.label}>{trackName(track)}</bdi>
        </BarMenuChoice>
      ))}
    </Menu.RadioGroup>
  )
}

interface ChoicesProps<T extends string> {
  label: string
  value: T
  values: readonly T[]
  name: (value: T) => string
  onChoose: (value: T) => void
}

function Choices<T extends string>({ label, value, values, name, onChoose }: ChoicesProps<T>) {
  return (
    <SubMenu label={label} value={name(value)}>
      <Menu.RadioGroup value={value} onValueChange={(chosen: T) => onChoose(chosen)}>
        {values.map((each) => (
          <BarMenuChoice key={each} value={each}>
            {name(each)}
          </BarMenuChoice>
        ))}
      </Menu.RadioGroup>
    </SubMenu>
  )
}

/** One of several steps: the menu stays for the next one. */
function Step({ onStep, disabled = false, children }: { onStep: () => void; disabled?: boolean; children: ReactNode }) {
  return (
    <Menu.Item className={styles.item} closeOnClick={false} disabled={disabled} onClick={onStep}>
      <span className={styles.slot} />
      {children}
    </Menu.Item>
  )
}

function SubMenu({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  const { box } = usePlayerBox()
  return (
    <Menu.SubmenuRoot>
      <Menu.SubmenuTrigger className={styles.item}>
        <span className={styles.slot} />
        {label}
        <span className={styles.value}>
          <bdi className={styles.label}>{value}</bdi>
          <Icon name="right" size={14} />
        </span>
      </Menu.SubmenuTrigger>
      <Menu.Portal container={box}>
        <Menu.Positioner collisionPadding={12} sideOffset={4} className={styles.positioner}>
          <Menu.Popup className={styles.submenu} aria-label={label}>
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.SubmenuRoot>
  )
}
