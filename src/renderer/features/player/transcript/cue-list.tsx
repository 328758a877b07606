import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { formatClock } from '../../../format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { CueRow } from './cue-row.tsx'
import styles from './transcript.module.css'
import type { TranscriptRow } from './transcript-rows.ts'
import { useRowHeights } from './use-row-heights.ts'

interface CueListProps {
  rows: readonly TranscriptRow[]
  language: string
  secondLanguage: string
  layout: 'under' | 'beside'
  offsetMs: number
  words: readonly string[]
  /** The row of the hit that is looked at; null: none. */
  hitRow: number | null
  /** The row that is said now; -1: none yet. */
  current: number
  follows: boolean
  onFollow: (follows: boolean) => void
  onJump: (seconds: number) => void
  /** Rows that were selected, to be copied. */
  onCopy: (rows: readonly TranscriptRow[]) => void
}

const OVERSCAN = 12
/** Keys that look around in the list: whoever uses them wants to read, not to be led. */
const MOVES: Record<string, (from: number, last: number) => number> = {
  ArrowDown: (from, last) => Math.min(last, from + 1),
  ArrowUp: (from) => Math.max(0, from - 1),
  PageDown: (from, last) => Math.min(last, from + 10),
  PageUp: (from) => Math.max(0, from - 10),
  Home: () => 0,
  End: (_from, last) => last,
}

/** Everything that was said, as a list that goes along with playback until it is scrolled by hand. */
export function CueList(props: CueListProps) {
  const { rows, current, follows, hitRow, offsetMs, onFollow, onJump } = props
  const list = useRef<HTMLDivElement>(null)
  const heights = useRowHeights(list, rows, props.layout)
  const [focused, setFocused] = useState<number | null>(null)
  const [anchor, setAnchor] = useState<number | null>(null)
  const wantsFocus = useRef(false)
  const tabStop = focused ?? Math.max(0, current)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: (index) => heights[index] ?? 28,
    overscan: OVERSCAN,
    // The row that Tab leads to is always there, wherever the list was scrolled to.
    rangeExtractor: (range) => {
      const places = defaultRangeExtractor(range)
      if (tabStop >= rows.length || (tabStop >= (places[0] ?? 0) && tabStop <= (places.at(-1) ?? 0))) return places
      return tabStop < (places[0] ?? 0) ? [tabStop, ...places] : [...places, tabStop]
    },
    paddingEnd: 16,
  })
  useEffect(() => {
    if (heights.length > 0) virtual.measure()
  }, [virtual, heights])

  const bring = (index: number, align: 'center' | 'auto'): void => {
    if (index >= 0 && index < rows.length) virtual.scrollToIndex(index, { align })
  }
  const isFarFromMiddle = (index: number): boolean => {
    const element = list.current
    const item = virtual.measurementsCache[index]
    if (element === null || item === undefined) return true
    const top = item.start - element.scrollTop
    return top < element.clientHeight * 0.2 || top + item.size > element.clientHeight * 0.7
  }
  const follow = useEffectEvent((index: number): void => {
    if (index >= 0 && isFarFromMiddle(index)) bring(index, 'center')
  })
  const showHit = useEffectEvent((index: number): void => bring(index, 'center'))
  // Also when the heights are known at last.
  useEffect(() => {
    if (follows && heights.length > 0) follow(current)
  }, [follows, current, heights])
  useEffect(() => {
    if (hitRow !== null && heights.length > 0) showHit(hitRow)
  }, [hitRow, heights])

  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    list.current?.querySelector<HTMLElement>(`[data-cue="${focused}"]`)?.focus({ preventScroll: true })
  })
  const [from, to] =
    anchor === null || focused === null ? [-1, -1] : [Math.min(anchor, focused), Math.max(anchor, focused)]

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cueOf(event)
    if (at === null) return
    const move = MOVES[event.key]
    if (move !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      onFollow(false)
      const next = move(at, rows.length - 1)
      setAnchor(event.shiftKey ? (anchor ?? at) : null)
      setFocused(next)
      wantsFocus.current = true
      bring(next, 'auto')
    } else if (
      (event.ctrlKey || event.metaKey) &&
      event.key.toLowerCase() === 'c' &&
      getSelection()?.isCollapsed !== false
    ) {
      event.preventDefault()
      props.onCopy(from === -1 ? rows.slice(at, at + 1) : rows.slice(from, to + 1))
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault()
      setAnchor(0)
      setFocused(rows.length - 1)
    }
  }
  const onClick = (event: MouseEvent): void => {
    const at = cueOf(event)
    const row = at === null ? undefined : rows[at]
    if (at === null || row === undefined) return
    setFocused(at)
    if (event.shiftKey) {
      setAnchor(anchor ?? focused ?? at)
      return
    }
    setAnchor(null)
    onJump(Math.max(0, (row.cue.startMs + offsetMs) / 1000))
    onFollow(true)
  }
  const items = virtual.getVirtualItems()
  const currentRow = rows[current]
  const { range } = virtual
  const inSight = range !== null && current >= range.startIndex && current <= range.endIndex
  const away = !follows && currentRow !== undefined && !inSight
  return (
    <div className={styles.stage}>
      {/* biome-ignore lint/a11y/useSemanticElements: an ol may not have the wrappers that its window needs */}
      <div
        ref={list}
        role="list"
        className={styles.cues}
        data-away={away || undefined}
        aria-label={t`Transcript`}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onWheel={() => onFollow(false)}
        onTouchMove={() => onFollow(false)}
        onPointerDown={(event) => {
          // On the scroll bar: the list itself, not a row.
          if (event.target === event.currentTarget) onFollow(false)
        }}
      >
        <div role="presentation" className={styles.space} style={{ height: virtual.getTotalSize() }}>
          <div role="presentation" className={styles.window}>
            {items.map(({ index, start }, place) => {
              const row = rows[index]
              if (row === undefined) return null
              const before = items[place - 1]
              // Rows flow one below the other: a line that was counted wrong moves them, and hides nothing.
              const gap = before === undefined ? start : before.index === index - 1 ? 0 : start - before.end
              return (
                <CueRow
                  key={index}
                  gap={gap}
                  row={row}
                  index={index}
                  total={rows.length}
                  offsetMs={offsetMs}
                  language={props.language}
                  secondLanguage={props.secondLanguage}
                  layout={props.layout}
                  words={props.words}
                  isCurrent={index === current}
                  isHit={index === hitRow}
                  isSelected={index >= from && index <= to && from !== -1}
                  isTabStop={index === tabStop}
                />
              )
            })}
          </div>
        </div>
      </div>
      {away && <GoTo seconds={(currentRow.cue.startMs + offsetMs) / 1000} onGo={() => onFollow(true)} />}
    </div>
  )
}

function GoTo({ seconds, onGo }: { seconds: number; onGo: () => void }) {
  const clock = formatClock(seconds)
  return (
    <button type="button" className={styles.goTo} onClick={onGo}>
      <Trans>Go to {clock}</Trans>
      <Icon name="down" size={14} />
    </button>
  )
}

/** The cue that an event is about, by its place. */
function cueOf({ target }: { target: EventTarget }): number | null {
  const cue = target instanceof Element ? target.closest<HTMLElement>('[data-cue]')?.dataset.cue : undefined
  return cue === undefined ? null : Number(cue)
}
