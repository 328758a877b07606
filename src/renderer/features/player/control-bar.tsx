import { Tooltip } from '@base-ui/react/tooltip'
import { t } from '@lingui/core/macro'
import type { PlayerSettings } from '../../../shared/settings.ts'
import { formatClock } from '../../format.ts'
import { useTranscript } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { useKeyWords } from '../shell/use-key-words.ts'
import { BarButton } from './bar-button.tsx'
import { CaptionMenu } from './captions/caption-menu.tsx'
import type { Captions } from './captions/use-captions.ts'
import { ChapterMenu } from './chapter-menu.tsx'
import type { Chapter } from './chapters.ts'
import styles from './control-bar.module.css'
import type { PlayerActions } from './player-actions.ts'
import { Scrubber } from './scrubber.tsx'
import { SpeedMenu } from './speed-menu.tsx'
import type { Loop } from './use-loop.ts'
import type { MediaSnapshot } from './use-media-snapshot.ts'
import { Volume } from './volume.tsx'

interface ControlBarProps {
  media: MediaSnapshot
  settings: PlayerSettings
  captions: Captions
  onSettings: (change: Partial<PlayerSettings>) => void
  onLoadFile: () => void
  /** The playback rate. */
  speed: number
  /** It is this room's own. */
  isRoomSpeed: boolean
  onSpeedAsAll: () => void
  chapters: readonly Chapter[]
  loop: Loop | null
  /** Address of the file, where all of it is here. */
  frames: string | null
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
  const key = useKeyWords()
  const removeFile = useTranscript((state) => state.removeFile)
  return (
    <div ref={props.barRef} className={styles.bar} data-visible={props.visible} data-player-bar="">
      <Scrubber
        position={media.position}
        duration={media.duration}
        bufferedTo={media.bufferedTo}
        onDevice={props.onDevice}
        chapters={props.chapters}
        loop={props.loop}
        frames={props.frames}
        onSeek={actions.seekTo}
      />
      <Tooltip.Provider delay={500}>
        <div className={styles.line}>
          <BarButton
            label={media.paused ? t`Play` : t`Pause`}
            shortcut={key('player.play')}
            onClick={actions.togglePlay}
          >
            <Icon name={media.paused ? 'play' : 'pause'} size={20} />
          </BarButton>
          <BarButton label={t`Back 10 seconds`} shortcut={key('player.back10')} onClick={() => actions.seekBy(-10)}>
            <Icon name="back10" size={20} />
          </BarButton>
          <BarButton
            label={t`Forward 10 seconds`}
            shortcut={key('player.forward10')}
            onClick={() => actions.seekBy(10)}
          >
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
            shortcut={key('player.captions')}
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
          {props.chapters.length > 0 && (
            <ChapterMenu
              chapters={props.chapters}
              position={media.position}
              shortcut={`${key('player.previousChapter')} ${key('player.nextChapter')}`}
              onSeek={actions.seekTo}
              onOpenChange={props.onMenuOpenChange}
            />
          )}
          <SpeedMenu
            speed={props.speed}
            general={settings.speed}
            isRooms={props.isRoomSpeed}
            skipSilence={settings.skipSilence}
            shortcut={`${key('player.slower')} ${key('player.faster')}`}
            onSpeed={actions.setSpeed}
            onAsAll={props.onSpeedAsAll}
            onSkipSilence={(skipSilence) => props.onSettings({ skipSilence })}
            onOpenChange={props.onMenuOpenChange}
          />
          {document.pictureInPictureEnabled && (
            <BarButton
              label={t`Picture in picture`}
              shortcut={key('player.pip')}
              pressed={media.inPictureInPicture}
              disabled={media.width === 0}
              onClick={actions.togglePip}
            >
              <Icon name="pip" size={20} />
            </BarButton>
          )}
          <BarButton
            label={props.fullScreen ? t`Leave full screen` : t`Full screen`}
            shortcut={key('player.fullScreen')}
            onClick={actions.toggleFullScreen}
          >
            <Icon name="full" size={20} />
          </BarButton>
        </div>
      </Tooltip.Provider>
    </div>
  )
}
