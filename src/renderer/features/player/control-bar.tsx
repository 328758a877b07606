import { Tooltip } from '@base-ui/react/tooltip'
import { t } from '@lingui/core/macro'
import type { PlayerSettings } from '../../../shared/settings.ts'
import { formatClock } from '../../format.ts'
import { useTranscript } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { BarButton } from './bar-button.tsx'
import { CaptionMenu } from './captions/caption-menu.tsx'
import type { Captions } from './captions/use-captions.ts'
import styles from './control-bar.module.css'
import type { PlayerActions } from './player-actions.ts'
import { Scrubber } from './scrubber.tsx'
import { SpeedMenu } from './speed-menu.tsx'
import type { MediaSnapshot } from './use-media-snapshot.ts'
import { Volume } from './volume.tsx'

interface ControlBarProps {
  media: MediaSnapshot
  settings: PlayerSettings
  captions: Captions
  onSettings: (change: Partial<PlayerSettings>) => void
  onLoadFile: () => void
  /** Stretches of the recording, [from, to) of 0 to 1. */
  onDevice: readonly (readonly [from: number, to: number])[]
  visible: boolean
  fullScreen: boolean
  actions: PlayerActions
  onMenuOpenChange: (open: boolean) => void
  barRef: (bar: HTMLDivElement | null) => void
}

/** The two lines over the picture: scrubber above, buttons below. */
export function ControlBar(props: ControlBarProps) {
  const { media, settings, actions, captions } = props
  const removeFile = useTranscript((state) => state.removeFile)
  return (
    <div ref={props.barRef} className={styles.bar} data-visible={props.visible} data-player-bar="">
      <Scrubber
        position={media.position}
        duration={media.duration}
        bufferedTo={media.bufferedTo}
        onDevice={props.onDevice}
        onSeek={actions.seekTo}
      />
      <Tooltip.Provider delay={500}>
        <div className={styles.line}>
          <BarButton label={media.paused ? t`Play` : t`Pause`} shortcut={t`Space`} onClick={actions.togglePlay}>
            <Icon name={media.paused ? 'play' : 'pause'} size={20} />
          </BarButton>
          <BarButton label={t`Back 10 seconds`} shortcut="←" onClick={() => actions.seekBy(-10)}>
            <Icon name="back10" size={20} />
          </BarButton>
          <BarButton label={t`Forward 10 seconds`} shortcut="→" onClick={() => actions.seekBy(10)}>
            <Icon name="fwd10" size={20} />
          </BarButton>
          <span className={styles.time}>
            <b>{formatClock(media.position)}</b> / {media.duration === 0 ? '–' : formatClock(media.duration)}
          </span>
          <Volume
            volume={settings.volume}
            muted={settings.muted}
            onVolume={actions.setVolume}
            onToggleMute={actions.toggleMute}
          />
          <CaptionMenu
            shortcut="C"
            tracks={captions.tracks}
            first={captions.first}
            second={captions.second}
            offsetMs={captions.offsetMs}
            settings={settings}
            onFirst={captions.choose}
            onSecond={captions.chooseSecond}
            onShift={captions.shift}
            onSettings={props.onSettings}
            onLoadFile={props.onLoadFile}
            onRemoveFile={(trackId) => void removeFile(trackId)}
            onOpenChange={props.onMenuOpenChange}
          />
          <SpeedMenu speed={settings.speed} onSpeed={actions.setSpeed} onOpenChange={props.onMenuOpenChange} />
          {document.pictureInPictureEnabled && (
            <BarButton
              label={t`Picture in picture`}
              shortcut="P"
              pressed={media.inPictureInPicture}
              disabled={media.width === 0}
              onClick={actions.togglePip}
            >
              <Icon name="pip" size={20} />
            </BarButton>
          )}
          <BarButton
            label={props.fullScreen ? t`Leave full screen` : t`Full screen`}
            shortcut="F"
            onClick={actions.toggleFullScreen}
          >
            <Icon name="full" size={20} />
          </BarButton>
        </div>
      </Tooltip.Provider>
    </div>
  )
}
