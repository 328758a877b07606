import { Slider } from '@base-ui/react/slider'
import { t } from '@lingui/core/macro'
import { memo, type PointerEvent, useState } from 'react'
import { formatClock } from '../../format.ts'
import { usePlayer, useTranscript } from '../../stores/context.ts'
import type { Chapter } from './chapters.ts'
import { PreviewFrame } from './preview-frame.tsx'
import styles from './scrubber.module.css'
import type { Loop } from './use-loop.ts'

interface ScrubberProps {
  position: number
  /** 0 while unknown: the scrubber is then disabled. */
  duration: number
  bufferedTo: number
  /** Stretches of the recording, [from, to) of 0 to 1. */
  onDevice: readonly (readonly [from: number, to: number])[]
  chapters: readonly Chapter[]
  loop: Loop | null
  /** Address of the file, where all of it is here and it has a picture: places are shown before they are gone to. */
  frames: string | null
  onSeek: (seconds: number) => void
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

/** The share of the track under the pointer, 0 to 1. */
function shareAt(event: PointerEvent<HTMLElement>): number {
  const { left, width } = event.currentTarget.getBoundingClientRect()
  return width === 0 ? 0 : Math.min(1, Math.max(0, (event.clientX - left) / width))
}

/** The position in the recording: played over buffered, with the part on this device below. Seeks when let go. */
export function Scrubber({ position, duration, bufferedTo, onDevice, chapters, loop, frames, onSeek }: ScrubberProps) {
  const hits = useTranscript((state) => state.marks)
  const bookmarks = usePlayer((state) => state.bookmarks)
  const [dragged, setDragged] = useState<number | null>(null)
  const [hovered, setHovered] = useState<number | null>(null)
  const shown = Math.min(dragged ?? position, duration)
  const preview = dragged ?? (hovered === null ? null : hovered * duration)
  const share = (seconds: number): string => percent(duration === 0 ? 0 : seconds / duration)

  return (
    <Slider.Root
      value={shown}
      min={0}
      max={duration || 1}
      step={0.1}
      disabled={duration === 0}
      thumbAlignment="center"
      className={styles.scrubber}
      onValueChange={(value) => setDragged(value)}
      onValueCommitted={(value) => {
        setDragged(null)
        onSeek(value)
      }}
    >
      <Slider.Control
        className={styles.control}
        onPointerMove={(event) => setHovered(shareAt(event))}
        onPointerLeave={() => setHovered(null)}
      >
        <Slider.Track className={styles.track}>
          <span className={styles.buffered} style={{ width: share(bufferedTo) }} />
          <Slider.Indicator className={styles.played} />
          {loop !== null && duration > 0 && (
            <span
              className={styles.loop}
              data-loop
              style={{ left: share(loop.from), width: share((loop.to ?? loop.from) - loop.from) }}
            />
          )}
          {duration > 0 && (
            <>
              <Marks kind="chapter" places={chapters.map(({ seconds }) => seconds)} duration={duration} />
              <Marks kind="bookmark" places={bookmarks.map(({ seconds }) => seconds)} duration={duration} />
              <Marks kind="hit" places={hits} duration={duration} />
            </>
          )}
          <Slider.Thumb
            className={styles.knob}
            getAriaLabel={() => t`Position`}
            getAriaValueText={() => t`${formatClock(shown)} of ${formatClock(duration)}`}
          />
        </Slider.Track>
        {onDevice.map(([from, to]) => (
          <span
            key={from}
            className={styles.onDevice}
            data-on-device
            style={{ left: percent(from), width: percent(to - from) }}
          />
        ))}
        {preview !== null && duration > 0 && (
          <span className={styles.preview} style={{ left: share(preview) }}>
            {frames !== null && <PreviewFrame src={frames} seconds={preview} />}
            {formatClock(preview)}
          </span>
        )}
      </Slider.Control>
    </Slider.Root>
  )
}

/** More than these are a stripe, and no places. */
const MOST_MARKS = 400

interface MarksProps {
  kind: 'chapter' | 'bookmark' | 'hit'
  /** In seconds. */
  places: readonly number[]
  duration: number
}

/** Places worth going to; for screen readers they are in lists of their own. */
const Marks = memo(function Marks({ kind, places, duration }: MarksProps) {
  const shown = places.filter((seconds) => seconds <= duration).slice(0, MOST_MARKS)
  return [...new Set(shown)].map((seconds) => (
    <span key={seconds} className={styles.mark} data-mark={kind} style={{ left: percent(seconds / duration) }} />
  ))
})
