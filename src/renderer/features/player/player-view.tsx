import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useCallback, useEffect, useState } from 'react'
import type { MediaState } from '../../../shared/media.ts'
import { playLink } from '../../../shared/play-link.ts'
import type { Recording } from '../../../shared/recording.ts'
import type { PlayerSettings } from '../../../shared/settings.ts'
import { formatClock, formatDateTimeLong, formatNumber, formatSize } from '../../format.ts'
import { recordedAt, recordingTitle, roomOf } from '../../recording-words.ts'
import { usePlayer, useStores } from '../../stores/context.ts'
import type { PlayerPlace } from '../../stores/route.ts'
import { Icon } from '../../ui/icon.tsx'
import type { FileActions } from '../library/file-actions.ts'
import { BookmarksTab } from './bookmarks-tab.tsx'
import { useSubtitleFiles } from './captions/use-subtitle-files.ts'
import { DetailsPanel } from './details-panel.tsx'
import { EarlierInRoom } from './earlier-in-room.tsx'
import { frameAsPng } from './frames.ts'
import { KeepLine } from './keep-line.tsx'
import { reloadAt, seekTo } from './playback.ts'
import { Player } from './player.tsx'
import type { ScreenCommands } from './player-actions.ts'
import styles from './player-screen.module.css'
import { keepFlash } from './player-words.ts'
import { type PanelTab, SidePanel } from './side-panel.tsx'
import { TranscriptTab } from './transcript/transcript-tab.tsx'
import { useFileFacts } from './use-file-facts.ts'

/** Where the open recording stands in the list it was opened from. */
export interface ListPlace {
  /** From 1; null when the recording is not in the list. */
  index: number | null
  total: number
  onPrevious: (() => void) | null
  onNext: (() => void) | null
}

interface PlayerViewProps {
  profileId: string
  /** As links name it (PlayTarget). */
  server: string
  recording: Recording
  media: MediaState | null
  earlier: readonly Recording[]
  /** The server does not answer now. */
  silent: boolean
  settings: PlayerSettings
  files: FileActions
  place: ListPlace
  from: PlayerPlace | null
  /** The media element, and null when it goes. */
  onVideo: (video: HTMLVideoElement | null) => void
  onSettings: (change: Partial<PlayerSettings>) => void
  /** Asks main to start the file over; answers whether it does. */
  onRetry: () => Promise<boolean>
  onLeave: () => void
  onOpen: (recording: Recording) => void
  onCopy: (text: string) => Promise<boolean>
  onEdit: () => void
}

/** The player screen as drawn: picture, words about it, earlier recordings of the room, details. */
export function PlayerView(props: PlayerViewProps) {
  const { recording, media } = props
  const { toasts, bridge } = useStores()
  const setMini = usePlayer((state) => state.setMini)
  const addAt = usePlayer((state) => state.addBookmark)
  const [wantsSearch, setWantsSearch] = useState(false)
  const [detailsOpen, setDetailsOpen] = useState(true)
  const [tab, setTab] = useState<PanelTab>('transcript')
  const subtitleFiles = useSubtitleFiles((words) => toasts.getState().say(words))
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const { onVideo } = props
  const showVideo = useCallback(
    (element: HTMLVideoElement | null): void => {
      setVideo(element)
      onVideo(element)
    },
    [onVideo],
  )
  const facts = useFileFacts(video)
  const title = recordingTitle(recording)
  const retry = async (): Promise<void> => {
    const position = video?.currentTime ?? 0
    if ((await props.onRetry()) && video !== null) reloadAt(video, position)
  }
  const keep = (): string => {
    const words = keepFlash(media, props.silent)
    if (media?.kept !== true) void props.files.keep([recording.recordId], 'quiet')
    return words
  }
  const toggleDetails = (): void => setDetailsOpen(!detailsOpen)
  const show = (which: PanelTab): void => {
    setDetailsOpen(true)
    setTab(which)
  }
  const commands: ScreenCommands = {
    onTranscript: () => {
      if (detailsOpen && tab === 'transcript') setDetailsOpen(false)
      else show('transcript')
    },
    onSearchTranscript: () => {
      show('transcript')
      setWantsSearch(true)
    },
    onRecording: (by) => (by === 1 ? props.place.onNext : props.place.onPrevious)?.(),
    onBookmark: () => void addBookmark(),
    onScreenshot: () => void saveFrame(),
    onEdit: () => props.onEdit(),
    onMini: () => {
      if (video === null) return
      setMini({ recordId: recording.recordId, from: { seconds: video.currentTime, paused: video.paused } })
      props.onLeave()
    },
  }
  const addBookmark = async (): Promise<void> => {
    const seconds = video?.currentTime ?? 0
    const added = await addAt(seconds, '')
    const clock = formatClock(seconds)
    if (added === null) toasts.getState().say(t`The bookmark could not be kept on this device`)
    else
      toasts.getState().say(t`Bookmark at ${clock}`, { action: { label: t`Add a note`, run: () => show('bookmarks') } })
  }
  const saveFrame = async (): Promise<void> => {
    const png = video === null ? null : await frameAsPng(video)
    if (png === null) {
      toasts.getState().say(t`There is no picture to save`)
      return
    }
    const { recordId } = recording
    const seconds = video?.currentTime ?? 0
    const saved = await bridge.media.saveFrame({ profileId: props.profileId, recordId, seconds, png })
    if (!saved.ok) toasts.getState().say(t`The picture could not be saved`)
    else if (saved.value !== null) toasts.getState().say(t`Saved as ${saved.value.file}`)
  }
  const copyLink = async (): Promise<void> => {
    const done = await props.onCopy(
      playLink({ server: props.server, recordId: recording.recordId, seconds: video?.currentTime ?? null }),
    )
    toasts.getState().say(done ? t`Link copied` : t`The link could not be copied`)
  }
  useEffect(() => {
    if (!wantsSearch || tab !== 'transcript') return
    setWantsSearch(false)
    document.querySelector<HTMLElement>('[data-transcript-search]')?.focus()
  }, [wantsSearch, tab])

  return (
    <div className={styles.screen} data-details={detailsOpen}>
      <div className={styles.column}>
        <TopBar place={props.place} onLeave={props.onLeave} detailsOpen={detailsOpen} onToggleDetails={toggleDetails} />
        <main key={recording.recordId} className={styles.body}>
          <Player
            profileId={props.profileId}
            recording={recording}
            title={title}
            media={media}
            settings={props.settings}
            from={props.from}
            files={subtitleFiles}
            onSettings={props.onSettings}
            onRetry={retry}
            onLeave={props.onLeave}
            onKeep={keep}
            commands={commands}
            onPrevious={props.place.onPrevious}
            onNext={props.place.onNext}
            video={video}
            videoRef={showVideo}
          />
          <div className={styles.info}>
            <h1 dir="auto">{title}</h1>
            <RecordingMeta recording={recording} />
          </div>
          <KeepLine
            recording={recording}
            media={media}
            silent={props.silent}
            files={props.files}
            onRetry={() => void retry()}
            onEdit={props.onEdit}
            onCopyLink={() => void copyLink()}
          />
          {recording.description !== null && (
            <p className={styles.description} dir="auto">
              {recording.description}
            </p>
          )}
          {props.earlier.length > 0 && (
            <EarlierInRoom
              room={roomOf(recording)}
              recordings={props.earlier}
              silent={props.silent}
              onOpen={props.onOpen}
            />
          )}
        </main>
      </div>
      {detailsOpen && (
        <SidePanel tab={tab} onTab={setTab}>
          {tab === 'transcript' && (
            <TranscriptTab
              key={recording.recordId}
              video={video}
              onSeek={(seconds) => {
                if (video !== null) seekTo(video, seconds)
              }}
              onCopy={props.onCopy}
              onLoadFile={subtitleFiles.choose}
            />
          )}
          {tab === 'bookmarks' && (
            <BookmarksTab
              key={recording.recordId}
              video={video}
              onSeek={(seconds) => {
                if (video !== null) seekTo(video, seconds)
              }}
            />
          )}
          {tab === 'details' && (
            <DetailsPanel
              key={recording.recordId}
              profileId={props.profileId}
              recording={recording}
              title={title}
              media={media}
              facts={facts}
              onCopy={props.onCopy}
            />
          )}
        </SidePanel>
      )}
    </div>
  )
}

interface TopBarProps {
  place: ListPlace
  detailsOpen: boolean
  onLeave: () => void
  onToggleDetails: () => void
}

function TopBar({ place, detailsOpen, onLeave, onToggleDetails }: TopBarProps) {
  const index = place.index === null ? null : formatNumber(place.index)
  const total = formatNumber(place.total)
  return (
    <header className={styles.top}>
      <button type="button" className={styles.back} aria-label={t`Back to library (Esc)`} title="Esc" onClick={onLeave}>
        <Icon name="left" size={16} />
        <Trans>Library</Trans>
      </button>
      <span className={styles.position}>
        {index !== null && (
          <span>
            <Trans>
              {index} of {total}
            </Trans>
          </span>
        )}
        <StepButton label={t`Previous recording`} icon="up" onClick={place.onPrevious} />
        <StepButton label={t`Next recording`} icon="down" onClick={place.onNext} />
        <button
          type="button"
          className={styles.step}
          aria-label={t`Details`}
          title={t`Details`}
          aria-pressed={detailsOpen}
          onClick={onToggleDetails}
        >
          <Icon name="info" size={16} />
        </button>
      </span>
    </header>
  )
}

function StepButton({ label, icon, onClick }: { label: string; icon: 'up' | 'down'; onClick: (() => void) | null }) {
  return (
    <button
      type="button"
      className={styles.step}
      aria-label={label}
      title={label}
      disabled={onClick === null}
      onClick={onClick ?? undefined}
    >
      <Icon name={icon} size={16} />
    </button>
  )
}

function RecordingMeta({ recording }: { recording: Recording }) {
  const at = recordedAt(recording)
  const languages = recording.subtitles.map((track) => track.language.toUpperCase()).join(', ')
  return (
    <div className={styles.meta}>
      <bdi>{roomOf(recording)}</bdi>
      {at !== null && <span>{formatDateTimeLong(at)}</span>}
      {recording.sizeBytes !== null && <span>{formatSize(recording.sizeBytes)}</span>}
      {languages !== '' && <bdi>{t`Subtitles ${languages}`}</bdi>}
    </div>
  )
}
