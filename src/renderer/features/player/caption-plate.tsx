import type { CaptionSize } from '../../../shared/settings.ts'
import styles from './caption-plate.module.css'
import type { CuePart } from './cue-text.ts'

interface CaptionPlateProps {
  /** Distinct: what two cues say in the same words is shown once. */
  parts: readonly CuePart[]
  language: string
  size: CaptionSize
  /** Moves above the control bar while that shows. */
  aboveBar: boolean
}

/** The words of the moment on their own plate, as text only. */
export function CaptionPlate({ parts, language, size, aboveBar }: CaptionPlateProps) {
  if (parts.length === 0) return null
  return (
    <div className={styles.plate} data-size={size} data-above-bar={aboveBar} lang={language} data-captions="">
      {parts.map((part) => (
        <p key={`${part.speaker}: ${part.text}`} dir="auto">
          {part.speaker !== null && <bdi className={styles.speaker}>{part.speaker}</bdi>}
          {part.text}
        </p>
      ))}
    </div>
  )
}
