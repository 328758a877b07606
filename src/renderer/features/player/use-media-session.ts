import { useEffect, useEffectEvent } from 'react'
import { startPlaying } from './playback.ts'

interface MediaSessionParts {
  title: string
  room: string
  /** Address of a picture; null: there is none. */
  poster: string | null
  onSeekBy: (seconds: number) => void
  onSeekTo: (seconds: number) => void
  onPrevious: (() => void) | null
  onNext: (() => void) | null
}

/** Tells the system what plays, and hears its media keys. */
export function useMediaSession(video: HTMLVideoElement | null, parts: MediaSessionParts): void {
  const { title, room, poster } = parts
  useEffect(() => {
    const { mediaSession } = navigator
    const artwork = poster === null ? [] : [{ src: new URL(poster, location.href).href, type: 'image/jpeg' }]
    mediaSession.metadata = new MediaMetadata({ title, artist: room, artwork })
    return () => {
      mediaSession.metadata = null
    }
  }, [title, room, poster])

  const handle = useEffectEvent((details: MediaSessionActionDetails): void => {
    const { action, seekOffset = 10, seekTime } = details
    if (action === 'play' && video !== null) void startPlaying(video)
    else if (action === 'pause') video?.pause()
    else if (action === 'seekbackward') parts.onSeekBy(-seekOffset)
    else if (action === 'seekforward') parts.onSeekBy(seekOffset)
    else if (action === 'seekto' && seekTime !== undefined) parts.onSeekTo(seekTime)
    else if (action === 'previoustrack') parts.onPrevious?.()
    else if (action === 'nexttrack') parts.onNext?.()
  })
  useEffect(() => {
    for (const action of ACTIONS) navigator.mediaSession.setActionHandler(action, (details) => handle(details))
    return () => {
      for (const action of ACTIONS) navigator.mediaSession.setActionHandler(action, null)
    }
  }, [])

  useEffect(() => {
    if (video === null) return
    const tell = (): void => {
      const { duration, currentTime: position, playbackRate } = video
      if (Number.isFinite(duration) && duration > 0)
        navigator.mediaSession.setPositionState({ duration, position: Math.min(position, duration), playbackRate })
    }
    for (const name of TOLD) video.addEventListener(name, tell)
    return () => {
      for (const name of TOLD) video.removeEventListener(name, tell)
    }
  }, [video])
}

const ACTIONS = ['play', 'pause', 'seekbackward', 'seekforward', 'seekto', 'previoustrack', 'nexttrack'] as const
const TOLD = ['loadedmetadata', 'play', 'pause', 'seeked', 'ratechange'] as const
