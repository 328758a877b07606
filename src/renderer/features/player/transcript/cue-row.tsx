import { memo } from 'react'
import { formatClock } from '../../../format.ts'
import { markedParts } from '../../../match-marks.ts'
import hidden from '../../../ui/hidden.module.css'
import { languageTag } from '../captions/language-tag.ts'
import styles from './transcript.module.css'
import type { TranscriptRow } from './transcript-rows.ts'

interface CueRowProps {
  row: TranscriptRow
  /** Px of rows that are not drawn between the one above and this one. */
  gap: number
  /** From 0. */
  index: number
  total: number
  offsetMs: number
  language: string
  secondLanguage: string
  layout: 'under' | 'beside'
  words: readonly string[]
  isCurrent: boolean
  isHit: boolean
  isSelected: boolean
  isTabStop: boolean
}

/** Something that was said: its time, who says it, and a way there. */
export const CueRow = memo(function CueRow(props: CueRowProps) {
  const { row, index, offsetMs, words, isCurrent } = props
  const seconds = Math.max(0, (row.cue.startMs + offsetMs) / 1000)
  const clock = formatClock(seconds)
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list
    <div
      role="listitem"
      className={styles.item}
      style={props.gap === 0 ? undefined : { marginTop: props.gap }}
      aria-posinset={index + 1}
      aria-setsize={props.total}
    >
      {row.speaker !== null && (
        <div className={styles.speaker} dir="auto">
          {row.speaker}
        </div>
      )}
      <button
        type="button"
        className={styles.cue}
        data-cue={index}
        data-own-arrows=""
        data-selected={props.isSelected || undefined}
        aria-current={isCurrent ? 'true' : undefined}
        tabIndex={props.isTabStop ? 0 : -1}
      >
        <time>{clock}</time>
        {row.cue.speaker !== null && <span className={hidden.hidden}>{row.cue.speaker}: </span>}
        <span className={styles.texts} data-layout={row.second === null ? 'under' : props.layout}>
          <span dir="auto" lang={languageTag(props.language)}>
            <Marked text={row.cue.text} words={words} isHit={props.isHit} />
          </span>
          {row.second !== null && (
            <span className={styles.second} dir="auto" lang={languageTag(props.secondLanguage)}>
              <Marked text={row.second} words={words} isHit={props.isHit} />
            </span>
          )}
        </span>
      </button>
    </div>
  )
})

function Marked({ text, words, isHit }: { text: string; words: readonly string[]; isHit: boolean }) {
  if (words.length === 0) return text
  return markedParts(text, words).map(({ text: part, marked, at }) =>
    marked ? (
      <mark key={at} data-current={isHit || undefined}>
        {part}
      </mark>
    ) : (
      <span key={at}>{part}</span>
    ),
  )
}
