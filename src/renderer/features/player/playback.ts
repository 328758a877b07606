import { useEffect, useEffectEvent, useRef } from 'react'
import type { PlayerPlace } from '../../stores/route.ts'

/** Starts playing, or stays paused where the browser wants a click first. */
export async function startPlaying(video: HTMLVideoElement): Promise<void> {
  try {
    await video.play()
  } catch {
    // Refused, or replaced by another file in the meantime: the element stays paused and its bar says so.
  }
}

/** Points the element at a file and plays it, from where it was left if it was; lets go of the file, and of its connection, when the file changes. */
export function useSource(video: HTMLVideoElement | null, src: string, from: PlayerPlace | null): void {
  const begin = useEffectEvent((element: HTMLVideoElement): void => {
    if (from !== null) element.currentTime = from.seconds
    if (from?.paused !== true) void startPlaying(element)
  })
  const isElsewhere = useEffectEvent((): boolean => from !== null && from.seconds > 0)
  useEffect(() => {
    if (video === null) return
    video.src = src
    // Before the file is known to have the place, its beginning would be heard for a moment.
    const known = (): void => begin(video)
    if (isElsewhere()) video.addEventListener('loadedmetadata', known, { once: true })
    else begin(video)
    return () => {
      video.removeEventListener('loadedmetadata', known)
      video.removeAttribute('src')
      video.load()
    }
  }, [video, src])
}

/** Goes where a link leads to while its recording is already on screen. */
export function useSentTo(video: HTMLVideoElement | null, from: PlayerPlace | null, onSent: () => void): void {
  const last = useRef(from)
  const send = useEffectEvent((element: HTMLVideoElement, { seconds, paused }: PlayerPlace): void => {
    onSent()
    element.currentTime = seconds
    if (!paused) void startPlaying(element)
  })
  useEffect(() => {
    if (video === null || from === last.current) return
    last.current = from
    if (from !== null) send(video, from)
  }, [video, from])
}

/** Asks for the file again and goes on at the same second. */
export function reloadAt(video: HTMLVideoElement, seconds: number): void {
  video.load()
  // Before the metadata is there, this is where playback will start.
  video.currentTime = seconds
  void startPlaying(video)
}

/** Seeks within the file; before its length is known there is nowhere to go. */
export function seekTo(video: HTMLVideoElement, seconds: number): void {
  if (!Number.isFinite(video.duration)) return
  video.currentTime = Math.min(Math.max(0, seconds), video.duration)
}

/** Keeps the element at the remembered speed, volume and mute, also after it loads another file. */
export function useRemembered(
  video: HTMLVideoElement | null,
  { speed, volume, muted }: { speed: number; volume: number; muted: boolean },
): void {
  useEffect(() => {
    if (video === null) return
    // load() resets playbackRate to the default one, so both are set.
    video.defaultPlaybackRate = speed
    video.playbackRate = speed
    video.preservesPitch = true
    // What is louder than the recording is Web Audio's work.
    video.volume = Math.min(1, volume)
    video.muted = muted
  }, [video, speed, volume, muted])
}

export async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  try {
    if (document.pictureInPictureElement === video) await document.exitPictureInPicture()
    else await video.requestPictureInPicture()
  } catch {
    // No picture (sound only, not loaded yet) or refused: the button changes nothing.
  }
}

export async function toggleFullScreen(box: HTMLElement): Promise<void> {
  try {
    if (document.fullscreenElement === box) await document.exitFullscreen()
    else await box.requestFullscreen()
  } catch {
    // Refused by the window: the player stays as it is.
  }
}
