import { Slider } from '@base-ui/react/slider'
import { t } from '@lingui/core/macro'
import { formatPercent } from '../../format.ts'
import { Icon } from '../../ui/icon.tsx'
import { BarButton } from './bar-button.tsx'
import styles from './control-bar.module.css'
import { LOUDEST } from './player-actions.ts'

interface VolumeProps {
  /** 0 to 2: beyond 1 it is louder than the recording. */
  volume: number
  muted: boolean
  onVolume: (volume: number) => void
  onToggleMute: () => void
}

/** Mute button and volume slider; the slider folds away in narrow windows, where ↑ and ↓ still work. */
export function Volume({ volume, muted, onVolume, onToggleMute }: VolumeProps) {
  const heard = muted ? 0 : volume
  return (
    <>
      <BarButton label={muted ? t`Unmute` : t`Mute`} shortcut="M" onClick={onToggleMute}>
        <Icon name={heard === 0 ? 'volume-off' : 'volume'} size={20} />
      </BarButton>
      <Slider.Root
        className={styles.volume}
        data-own-arrows=""
        value={heard}
        min={0}
        max={LOUDEST}
        step={0.05}
        largeStep={0.2}
        onValueChange={(value) => onVolume(value)}
      >
        <Slider.Control className={styles.volumeControl}>
          <Slider.Track className={styles.volumeTrack}>
            <Slider.Indicator className={styles.volumeLevel} data-loud={heard > 1 || undefined} />
            <span className={styles.volumeWhole} />
            <Slider.Thumb
              className={styles.volumeKnob}
              getAriaLabel={() => t`Volume`}
              getAriaValueText={() => formatPercent(heard)}
            />
          </Slider.Track>
        </Slider.Control>
      </Slider.Root>
    </>
  )
}
