import { useEffect, useRef } from 'react'
import styles from './scrubber.module.css'

interface PreviewFrameProps {
  /** Address of a file that is wholly on this device. */
  src: string
  seconds: number
}

/** The picture at a place of the recording. While one is looked for only the newest wish waits. */
export function PreviewFrame({ src, seconds }: PreviewFrameProps) {
  const video = useRef<HTMLVideoElement>(null)
  const wanted = useRef(seconds)
  useEffect(() => {
    wanted.current = seconds
    const element = video.current
    if (element !== null && !element.seeking && element.readyState >= HTMLMediaElement.HAVE_METADATA)
      element.currentTime = seconds
  }, [seconds])
  const goOn = (): void => {
    const element = video.current
    if (element !== null && Math.abs(element.currentTime - wanted.current) > 0.25) element.currentTime = wanted.current
  }
  return (
    <video
      ref={video}
      className={styles.frame}
      src={src}
      muted
      preload="auto"
      onLoadedMetadata={goOn}
      onSeeked={goOn}
    />
  )
}
