import { t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { PlayerSettings } from '../../../shared/settings.ts'
import { formatClock, formatPercent } from '../../format.ts'
import { offsetWords, trackName } from './captions/caption-words.ts'
import type { Captions } from './captions/use-captions.ts'
import { type Chapter, chapterFrom } from './chapters.ts'
import { stepFrame } from './frames.ts'
import type { PlayerCommand } from './keys.ts'
import { seekTo, startPlaying, toggleFullScreen, togglePictureInPicture } from './playback.ts'
import { speedLabel } from './player-words.ts'
import { nextSpeed } from './speeds.ts'
import type { Loop } from './use-loop.ts'

/** Twice as loud as the recording. */
export const LOUDEST = 2

/** Everything the bar and the keys can do. */
export interface PlayerActions {
  togglePlay: () => void
  seekTo: (seconds: number) => void
  seekBy: (seconds: number) => void
  setVolume: (volume: number) => void
  toggleMute: () => void
  setSpeed: (speed: number) => void
  toggleCaptions: () => void
  togglePip: () => void
  toggleFullScreen: () => void
}

interface ActionParts {
  video: HTMLVideoElement | null
  box: HTMLElement | null
  settings: PlayerSettings
  onSettings: (change: Partial<PlayerSettings>) => void
  /** Plays so fast from now on. */
  onSpeed: (speed: number) => void
  captions: Pick<Captions, 'first' | 'second' | 'turnsOn' | 'tracks' | 'choose' | 'chooseSecond' | 'shift'>
}

/** Binds the actions to a media element, its box and the remembered settings. */
export function playerActions({ video, box, settings, onSettings, onSpeed, captions }: ActionParts): PlayerActions {
  const seek = (seconds: number): void => {
    if (video !== null) seekTo(video, seconds)
  }
  return {
    togglePlay: () => {
      if (video === null) return
      if (video.paused) void startPlaying(video)
      else video.pause()
    },
    seekTo: seek,
    seekBy: (seconds) => seek((video?.currentTime ?? 0) + seconds),
    setVolume: (volume) => onSettings({ volume, muted: volume === 0 }),
    toggleMute: () =>
      // Unmuting at volume 0 would be heard as a broken button.
      onSettings(settings.muted && settings.volume === 0 ? { muted: false, volume: 0.5 } : { muted: !settings.muted }),
    setSpeed: onSpeed,
    toggleCaptions: () => {
      if (captions.first !== null) captions.choose(null)
      else if (captions.turnsOn !== null) captions.choose(captions.turnsOn.id)
    },
    togglePip: () => {
      if (video !== null) void togglePictureInPicture(video)
    },
    toggleFullScreen: () => {
      if (box !== null) void toggleFullScreen(box)
    },
  }
}

/** What keys ask of the screen around the picture; each answers the words that confirm it. */
export interface ScreenCommands {
  /** The transcript, or no panel. */
  onTranscript: () => void
  onSearchTranscript: () => void
  /** The previous or the next recording of the list. */
  onRecording: (by: 1 | -1) => void
  onBookmark: () => void
  onScreenshot: () => void
  onEdit: () => void
  /** Goes on in a corner, and back to the list. */
  onMini: () => void
}

interface CommandParts extends ActionParts, ScreenCommands {
  actions: PlayerActions
  /** The playback rate now. */
  speed: number
  chapters: readonly Chapter[]
  loop: () => Loop | null
  /** Answers whether the picture is hidden now. */
  toggleAudioOnly: () => boolean
  onLeave: () => void
  /** Keeps the recording on this device; answers what becomes of it. */
  onKeep: () => string
}

/** Does what a key asks, and answers the words that confirm it ('' where the screen says enough by itself). */
export function runCommand(command: PlayerCommand, parts: CommandParts): string {
  const { actions, settings, video } = parts
  switch (command.do) {
    case 'toggle-play':
      actions.togglePlay()
      return video?.paused ? t`Paused` : t`Playing`
    case 'seek-by':
      actions.seekBy(command.seconds)
      return formatClock(video?.currentTime ?? 0)
    case 'seek-to-share':
      actions.seekTo((video?.duration ?? Number.NaN) * command.share)
      return formatClock(video?.currentTime ?? 0)
    case 'toggle-captions': {
      actions.toggleCaptions()
      if (parts.captions.first !== null) return t`Captions off`
      if (parts.captions.turnsOn === null) return t`No subtitles for this recording`
      return t`Captions: ${trackName(parts.captions.turnsOn)}`
    }
    case 'second-language':
      return nextSecond(parts.captions)
    case 'shift-captions': {
      const offsetMs = parts.captions.shift(command.byMs)
      return offsetMs === null ? t`Captions off` : t`Captions: ${offsetWords(offsetMs)}`
    }
    case 'frame':
      if (video !== null) stepFrame(video, command.by)
      return formatClock(video?.currentTime ?? 0)
    case 'loop':
      return loopWords(parts.loop())
    case 'chapter': {
      const chapter = chapterFrom(parts.chapters, video?.currentTime ?? 0, command.by)
      if (chapter === null) return parts.chapters.length === 0 ? t`This recording has no chapters` : t`The last chapter`
      actions.seekTo(chapter.seconds)
      return chapter.title
    }
    case 'recording':
      parts.onRecording(command.by)
      return ''
    case 'toggle-audio-only':
      return parts.toggleAudioOnly() ? t`Sound only` : t`With the picture`
    case 'search-transcript':
      parts.onSearchTranscript()
      return ''
    case 'bookmark':
      parts.onBookmark()
      return ''
    case 'screenshot':
      parts.onScreenshot()
      return ''
    case 'mini':
      parts.onMini()
      return ''
    case 'edit':
      parts.onEdit()
      return ''
    case 'change-speed': {
      const speed = nextSpeed(parts.speed, command.direction)
      actions.setSpeed(speed)
      return t`Speed ${speedLabel(speed)}`
    }
    case 'change-volume': {
      const volume = Math.min(LOUDEST, Math.max(0, Math.round((settings.volume + command.by) * 100) / 100))
      actions.setVolume(volume)
      return t`Volume ${formatPercent(volume)}`
    }
    case 'toggle-mute':
      actions.toggleMute()
      return settings.muted ? t`Sound on` : t`Muted`
    case 'toggle-pip':
      actions.togglePip()
      return ''
    case 'toggle-fullscreen':
      actions.toggleFullScreen()
      return ''
    case 'transcript':
      parts.onTranscript()
      return ''
    case 'keep':
      return parts.onKeep()
    case 'leave':
      if (document.fullscreenElement !== null) void document.exitFullscreen()
      else parts.onLeave()
      return ''
    default:
      return assertNever(command)
  }
}

/** The next of the other languages beside the first one, or none after the last. */
function nextSecond({ tracks, first, second, chooseSecond }: CommandParts['captions']): string {
  const others = tracks.filter(({ id }) => id !== first?.id)
  if (first === null || others.length === 0) return t`There is no second language`
  const next = others[others.findIndex(({ id }) => id === second?.id) + 1] ?? null
  chooseSecond(next?.id ?? null)
  return next === null ? t`One language` : t`With ${trackName(next)}`
}

function loopWords(loop: Loop | null): string {
  if (loop === null) return t`Plays on`
  const from = formatClock(loop.from)
  if (loop.to === null) return t`From ${from}: press again at the end`
  return t`Repeats ${from} to ${formatClock(loop.to)}`
}
