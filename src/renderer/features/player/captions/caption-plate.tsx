import type { PlayerSettings } from '../../../../shared/settings.ts'
import type { Cue } from '../../../../shared/transcript.ts'
import styles from './caption-plate.module.css'
import { languageTag } from './language-tag.ts'

/** What one track says at this moment. */
export interface CaptionLines {
  language: string
  cues: readonly Cue[]
}

interface CaptionPlateProps {
  first: CaptionLines
  /** Below the first, and smaller. */
  second: CaptionLines | null
  settings: Pick<PlayerSettings, 'captionSize' | 'captionPosition' | 'captionBackground'>
  /** Moves above the control bar while that shows. */
  aboveBar: boolean
}

/** The words of the moment on their own plate, as text only. */
export function CaptionPlate({ first, second, settings, aboveBar }: CaptionPlateProps) {
  const isSilent = first.cues.length === 0 && (second === null || second.cues.length === 0)
  if (isSilent) return null
  return (
    <div
      className={styles.plate}
      data-size={settings.captionSize}
      data-position={settings.captionPosition}
      data-background={settings.captionBackground}
      data-above-bar={aboveBar}
      data-captions=""
    >
      <Lines lines={first} />
      {second !== null && second.cues.length > 0 && (
        <div className={styles.second} data-second-captions="">
          <Lines lines={second} />
        </div>
      )}
    </div>
  )
}

function Lines({ lines: { language, cues } }: { lines: CaptionLines }) {
  return distinct(cues).map(({ speaker, text }) => (
    <p key={`${speaker}: ${text}`} dir="auto" lang={languageTag(language)}>
      {speaker !== null && <bdi className={styles.speaker}>{speaker}</bdi>}
      <span>{text}</span>
    </p>
  ))
}

/** Overlapping cues often repeat each other: what is said in the same words by the same speaker is shown once. */
const distinct = (cues: readonly Cue[]): Cue[] =>
  cues.filter(
    (cue, index) => cues.findIndex(({ speaker, text }) => speaker === cue.speaker && text === cue.text) === index,
  )
