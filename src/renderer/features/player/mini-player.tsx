import { t } from '@lingui/core/macro'
import { useCallback, useEffect, useState } from 'react'
import { mediaUrl, posterUrl } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import { recordingTitle } from '../../recording-words.ts'
import { useLibrary, usePlayer, useRoute, useSession, useSettings, useStores } from '../../stores/context.ts'
import type { MiniPlay } from '../../stores/player.ts'
import { Icon } from '../../ui/icon.tsx'
import { actionFor } from '../shell/shortcuts.ts'
import styles from './mini-player.module.css'
import { startPlaying, useRemembered, useSource } from './playback.ts'
import { useMediaSnapshot } from './use-media-snapshot.ts'
import { useSound } from './use-sound.ts'

/** The recording that goes on in a corner while other screens are looked at; nothing where nothing does. */
export function MiniPlayer() {
  const mini = usePlayer((state) => state.mini)
  const isElsewhere = useRoute((state) => state.route.screen !== 'player')
  const profileId = useSession((session) => session.opened?.profile.id ?? null)
  const recording = useLibrary((state) => (mini === null ? null : state.recording(mini.recordId)))
  if (mini === null || !isElsewhere || profileId === null || recording === null) return null
  return <Small key={mini.recordId} profileId={profileId} recording={recording} mini={mini} />
}

interface SmallProps {
  profileId: string
  recording: Recording
  mini: MiniPlay
}

function Small({ profileId, recording, mini }: SmallProps) {
  const { route, settings: settingsStore } = useStores()
  const { open, watch, setMini, roomSpeed } = usePlayer((state) => state)
  const settings = useSettings((state) => state.player)
  const [video, setVideo] = useState<HTMLVideoElement | null>(null)
  const media = useMediaSnapshot(video)
  const speed = roomSpeed ?? settings.speed
  const show = useCallback(
    (element: HTMLVideoElement | null): void => {
      setVideo(element)
      watch(element)
    },
    [watch],
  )
  const { recordId, roomId } = recording
  useEffect(() => open(profileId, { recordId, roomId }), [open, profileId, recordId, roomId])
  useSource(video, mediaUrl(profileId, recordId), mini.from)
  useRemembered(video, { ...settings, speed })
  useSound(video, { ...settings, speed })

  const back = useCallback((): void => {
    const from = { seconds: video?.currentTime ?? mini.from.seconds, paused: video?.paused ?? true }
    setMini(null)
    route.getState().go({ screen: 'player', recordId, from })
  }, [video, mini, recordId, route, setMini])
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body
      if (event.defaultPrevented || target.closest('input, textarea, select, [role=menu], dialog') !== null) return
      if (actionFor(event, settingsStore.getState().shortcuts, ['player']) !== 'player.mini') return
      event.preventDefault()
      back()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [back, settingsStore])

  const title = recordingTitle(recording)
  const poster = recording.posterAt === null ? undefined : posterUrl(profileId, recordId, recording.posterAt)
  const togglePlay = (): void => {
    if (video === null) return
    if (video.paused) void startPlaying(video)
    else video.pause()
  }
  return (
    <section className={styles.mini} aria-label={t`Small player`}>
      {/* biome-ignore lint/a11y/useMediaCaption: captions are the player's, which is one click away */}
      <video ref={show} className={styles.video} poster={poster} onClick={back} />
      <div className={styles.bar}>
        <button type="button" aria-label={media.paused ? t`Play` : t`Pause`} onClick={togglePlay}>
          <Icon name={media.paused ? 'play' : 'pause'} />
        </button>
        <button type="button" className={styles.title} title={t`Back to the player`} onClick={back}>
          <bdi>{title}</bdi>
        </button>
        <button type="button" aria-label={t`Close the small player`} onClick={() => setMini(null)}>
          <Icon name="x" />
        </button>
      </div>
    </section>
  )
}
