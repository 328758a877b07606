import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useMemo, useState } from 'react'
import { type MediaState, mediaUrl, posterUrl } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import type { PlayerSettings } from '../../../shared/settings.ts'
import type { Track } from '../../../shared/transcript.ts'
import { roomOf } from '../../recording-words.ts'
import { usePlayer, useTranscript } from '../../stores/context.ts'
import type { PlayerPlace } from '../../stores/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import { CaptionPlate } from './captions/caption-plate.tsx'
import { trackName } from './captions/caption-words.ts'
import { useCaptionLines, useCaptions, useCues } from './captions/use-captions.ts'
import type { SubtitleFiles } from './captions/use-subtitle-files.ts'
import { type Chapter, chaptersOf } from './chapters.ts'
import { ControlBar } from './control-bar.tsx'
import { playbackFailure } from './failure.ts'
import { FailureOverlay } from './failure-overlay.tsx'
import { measureFrames } from './frames.ts'
import type { PlayerCommand } from './keys.ts'
import { useRemembered, useSentTo, useSource } from './playback.ts'
import styles from './player.module.css'
import { playerActions, runCommand, type ScreenCommands } from './player-actions.ts'
import { PlayerBox } from './player-box.ts'
import { waitingForWords } from './player-words.ts'
import { stretchesOnDevice } from './progress.ts'
import { ResumeOffer } from './resume-offer.tsx'
import { useReadTrack } from './transcript/use-read-track.ts'
import { useKeyboardFocus, useRecentInput } from './use-bar-visibility.ts'
import { useFlash } from './use-flash.ts'
import { useFullScreen } from './use-full-screen.ts'
import { useLoop } from './use-loop.ts'
import { useMediaSession } from './use-media-session.ts'
import { useMediaSnapshot } from './use-media-snapshot.ts'
import { usePlayerKeys } from './use-player-keys.ts'
import { useSound } from './use-sound.ts'

/** Seconds. */
const LEAST_TO_RESUME = 10
const SAY_WAITING_AFTER_MS = 400
/** The element notices a broken file a moment before main says why. */
const BLAME_ELEMENT_AFTER_MS = 250

interface PlayerProps {
  profileId: string
  recording: Recording
  title: string
  /** How much of the file is on this device, from main; null until the first answer. */
  media: MediaState | null
  settings: PlayerSettings
  /** Where to begin; null: at the beginning. */
  from: PlayerPlace | null
  /** Subtitle files that are dropped on the picture. */
  files: SubtitleFiles
  onSettings: (change: Partial<PlayerSettings>) => void
  /** Fetches the file again and goes on at the same second. */
  onRetry: () => Promise<void>
  onLeave: () => void
  commands: ScreenCommands
  onPrevious: (() => void) | null
  onNext: (() => void) | null
  /** Keeps the recording on this device; answers what becomes of it. */
  onKeep: () => string
  /** The media element, for who wants to follow it. */
  video: HTMLVideoElement | null
  videoRef: (video: HTMLVideoElement | null) => void
}

/** A recording in its box: picture, captions, control bar, waits and failures. The media element is the caller's to follow. */
export function Player(props: PlayerProps) {
  const { recording, profileId, settings, video } = props
  const [box, setBox] = useState<HTMLElement | null>(null)
  const [bar, setBar] = useState<HTMLDivElement | null>(null)
  const [menuOpen, setMenuOpen] = useState(false)
  const place = useMemo(() => ({ box, bar }), [box, bar])
  const media = useMediaSnapshot(video)
  const captions = useCaptions()
  const first = useCaptionLines(video, captions.first, captions.offsetMs)
  const second = useCaptionLines(video, captions.second, captions.secondOffsetMs)
  const fullScreen = useFullScreen(box)
  const [flash, announce] = useFlash()

  const [left] = useState(() => resumeAt(recording, props.from))
  const [offer, setOffer] = useState(left)
  const roomSpeed = usePlayer((state) => state.roomSpeed)
  const setRoomSpeed = usePlayer((state) => state.setRoomSpeed)
  const speed = roomSpeed ?? settings.speed
  const { loop, step: stepLoop } = useLoop(video)
  const audioOnly = useTranscript((state) => state.choice.audioOnly === true)
  const choose = useTranscript((state) => state.choose)
  const chapters = useChapters(recording, media.duration)

  useSource(
    video,
    mediaUrl(profileId, recording.recordId),
    left === null ? props.from : { seconds: left, paused: true },
  )
  useSentTo(video, props.from, () => setOffer(null))
  useRemembered(video, { ...settings, speed })
  useSound(video, { ...settings, speed })
  useEffect(() => {
    if (video !== null) return measureFrames(video)
  }, [video])
  // Whoever plays it by other means has decided.
  useEffect(() => {
    if (!media.paused) setOffer(null)
  }, [media.paused])
  useEffect(() => {
    // What had the focus went away with the screen before; a button of this screen keeps it.
    if (document.activeElement === document.body) box?.focus({ preventScroll: true })
  }, [box])

  const parts = { video, box, settings, onSettings: props.onSettings, onSpeed: setRoomSpeed, captions }
  const actions = playerActions(parts)
  usePlayerKeys((command: PlayerCommand) => {
    const { onLeave, onKeep, commands } = props
    const toggleAudioOnly = (): boolean => {
      choose({ audioOnly: !audioOnly })
      return !audioOnly
    }
    const more = { ...commands, speed, chapters, loop: stepLoop, toggleAudioOnly }
    announce(runCommand(command, { ...parts, ...more, actions, onLeave, onKeep }))
  })

  useMediaSession(video, {
    title: props.title,
    room: roomOf(recording),
    poster: posterOf(profileId, recording) ?? null,
    onSeekBy: actions.seekBy,
    onSeekTo: actions.seekTo,
    onPrevious: props.onPrevious,
    onNext: props.onNext,
  })

  const broken = useDelayed(media.error !== null, BLAME_ELEMENT_AFTER_MS)
  const failure = playbackFailure(props.media, { error: broken ? media.error : null, starving: media.starving })
  const waiting = useDelayed(media.starving && failure === null, SAY_WAITING_AFTER_MS)
  const recent = useRecentInput(box)
  const barFocused = useKeyboardFocus(bar)
  const showBar = media.paused || recent || menuOpen || barFocused || failure !== null
  const share = media.duration === 0 ? null : media.position / media.duration

  return (
    <PlayerBox value={place}>
      <section
        ref={setBox}
        className={styles.box}
        aria-label={t`Player`}
        tabIndex={-1}
        data-idle={!showBar}
        data-full-screen={fullScreen}
        {...props.files.handlers}
      >
        {/* The keyboard plays and pauses by Space everywhere; a click on the picture is the pointer's way. */}
        {/* biome-ignore lint/a11y/useMediaCaption: captions are drawn on our own plate, from cues that are read as text */}
        <video
          ref={props.videoRef}
          className={styles.video}
          preload="auto"
          poster={posterOf(profileId, recording)}
          onClick={actions.togglePlay}
          onDoubleClick={actions.toggleFullScreen}
        />
        {media.ready && (media.width === 0 || audioOnly) && <SoundOnly title={props.title} />}
        {first !== null && <CaptionPlate first={first} second={second} settings={settings} aboveBar={showBar} />}
        {props.files.over && (
          <p className={styles.drop}>
            <Trans>Drop a .vtt or .srt file to show it with this recording</Trans>
          </p>
        )}
        <div className={styles.notices}>
          {waiting && (
            <p className={styles.notice} role="status">
              {waitingForWords(props.media, share)}
            </p>
          )}
          {captions.first !== null && <CaptionsFailed track={captions.first} />}
        </div>
        <p className={styles.flash} role="status" data-visible={flash !== ''}>
          {flash}
        </p>
        {offer !== null && failure === null && media.ready && (
          <ResumeOffer
            seconds={offer}
            onContinue={() => {
              setOffer(null)
              actions.seekTo(offer)
              actions.togglePlay()
            }}
            onStartOver={() => {
              setOffer(null)
              actions.seekTo(0)
              actions.togglePlay()
            }}
          />
        )}
        {failure !== null && <FailureOverlay failure={failure} onRetry={props.onRetry} onLeave={props.onLeave} />}
        {/* After a file broke off, the bar still leads back to what has come. */}
        {(failure === null || (media.ready && media.error === null)) && (
          <ControlBar
            media={media}
            settings={settings}
            captions={captions}
            onSettings={props.onSettings}
            onLoadFile={props.files.choose}
            speed={speed}
            isRoomSpeed={roomSpeed !== null}
            onSpeedAsAll={() => setRoomSpeed(null)}
            chapters={chapters}
            loop={loop}
            frames={
              props.media?.status === 'complete' && media.width > 0 ? mediaUrl(profileId, recording.recordId) : null
            }
            onDevice={stretchesOnDevice(props.media)}
            visible={showBar}
            fullScreen={fullScreen}
            actions={actions}
            onMenuOpenChange={setMenuOpen}
            barRef={setBar}
          />
        )}
      </section>
    </PlayerBox>
  )
}

const posterOf = (profileId: string, { recordId, posterAt }: Recording): string | undefined =>
  posterAt === null ? undefined : posterUrl(profileId, recordId, posterAt)

/** Of what was only looked into, or is at its end, nothing is gone on with. */
function resumeAt({ watched }: Recording, from: PlayerPlace | null): number | null {
  if (from !== null || watched === null || watched.finished) return null
  return watched.seconds > LEAST_TO_RESUME ? watched.seconds : null
}

/** The recording's parts, as far as its transcript is here. */
function useChapters({ description }: Recording, duration: number): Chapter[] {
  const track = useReadTrack()
  const loaded = useCues(track)
  return useMemo(() => {
    const said = loaded?.status === 'ready' && track?.kind !== 'meeting' ? loaded : null
    const seconds = duration === 0 ? null : duration
    return chaptersOf({ notes: said?.notes ?? [], description, cues: said?.cues ?? [], seconds })
  }, [loaded, track?.kind, description, duration])
}

function SoundOnly({ title }: { title: string }) {
  return (
    <div className={styles.soundOnly}>
      <Icon name="volume" size={20} />
      <bdi>{title}</bdi>
      <span>
        <Trans>Sound only</Trans>
      </span>
    </div>
  )
}

function CaptionsFailed({ track }: { track: Track }) {
  const loaded = useCues(track)
  const retry = useTranscript((state) => state.retry)
  if (loaded?.status !== 'failed') return null
  return (
    <div className={styles.notice} role="status">
      <span>
        <Trans>
          The {<bdi>{trackName(track)}</bdi>} subtitles could not be loaded. The recording plays without them.
        </Trans>
      </span>
      <button type="button" className={styles.noticeButton} onClick={() => retry(track.id)}>
        <Trans>Try again</Trans>
      </button>
    </div>
  )
}
