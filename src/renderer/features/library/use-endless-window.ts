import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useReducer, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { LineShape } from './line-shape.ts'
import { ScrollScale } from './scroll-scale.ts'

interface EndlessWindowParts {
  scroller: RefObject<HTMLElement | null>
  lines: number
  shape: LineShape
  /** A line that is drawn though it is out of sight: the keyboard's. */
  kept: number | null
  /** The list is at another place, in px of the whole list. */
  onScroll: (offset: number) => void
}

export interface EndlessWindow {
  /** Lines to draw: their place in the whole list, and px from the top of what scrolls. */
  lines: { line: number; top: number }[]
  /** The line at the top of what is in sight. */
  top: number
  /** The first and the last line in sight, or about to be. */
  first: number
  last: number
  /** How high what scrolls has to be; px. */
  height: number
  /** Px of the whole list above what is in sight. */
  offset: () => number
  scrollTo: (offset: number) => void
  /** Scrolls no farther than it takes for a line to be in sight. */
  reveal: (line: number) => void
}

/** Lines drawn beyond both ends of what is in sight. */
const OVERSCAN = 6

/** The lines of an endless list that are in sight, in an element that is never too tall for the browser. */
export function useEndlessWindow({ scroller, lines, shape, kept, onScroll }: EndlessWindowParts): EndlessWindow {
  const { lineHeight, before, after } = shape
  const [scale] = useState(() => new ScrollScale())
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const report = useRef(onScroll)
  const total = before + lines * lineHeight + after
  useLayoutEffect(() => {
    report.current = onScroll
    scale.resize(total, scroller.current?.clientHeight ?? 0)
  })
  const [observeElementOffset] = useState(() =>
    offsetObserver(scale, () => {
      // Rows stand relative to the element: they move with it in the same frame.
      flushSync(redraw)
      report.current(scale.offset)
    }),
  )
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    paddingStart: before,
    paddingEnd: after,
    overscan: OVERSCAN,
    rangeExtractor: (range) => withKept(range, kept),
    observeElementOffset,
    // Only this hook scrolls: the virtualizer knows nothing of the scale.
    scrollToFn: () => undefined,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: nothing is measured, so a new height is for all lines at once.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, lineHeight, before])

  const scrollTo = (offset: number): void => {
    const element = scroller.current
    if (element === null) return
    scale.resize(total, element.clientHeight)
    element.scrollTop = scale.moveTo(offset)
    redraw()
  }
  /** A scroll that somebody else has just made is heard of later, and must not be undone until then. */
  const offset = (): number => {
    if (scroller.current !== null) scale.scrolled(scroller.current.scrollTop)
    return scale.offset
  }
  const reveal = (line: number): void => {
    const top = before + line * lineHeight
    const view = scroller.current?.clientHeight ?? 0
    if (top < scale.offset) scrollTo(top - before)
    else if (top + lineHeight > scale.offset + view) scrollTo(top + lineHeight + after - view)
  }
  const range = virtualizer.range ?? { startIndex: 0, endIndex: 0 }
  return {
    lines: virtualizer.getVirtualItems().map(({ index, start }) => ({ line: index, top: start - scale.base })),
    top: range.startIndex,
    first: Math.max(0, range.startIndex - OVERSCAN),
    last: Math.min(lines - 1, range.endIndex + OVERSCAN),
    height: ScrollScale.scrollHeight(total),
    offset,
    scrollTo,
    reveal,
  }
}

function withKept(range: Range, kept: number | null): number[] {
  const drawn = defaultRangeExtractor(range)
  if (kept === null || kept < 0 || kept >= range.count || drawn.includes(kept)) return drawn
  return [...drawn, kept].sort((one, other) => one - other)
}

/** Tells the virtualizer where the list is by the scale, and brings the scroll bar home when the scrolling is over. */
function offsetObserver(scale: ScrollScale, moved: () => void) {
  return (
    { scrollElement: element }: Virtualizer<HTMLElement, HTMLElement>,
    tell: (offset: number, isScrolling: boolean) => void,
  ): (() => void) | undefined => {
    if (element === null) return
    const goHome = (): void => {
      element.scrollTop = scale.moveTo(scale.offset)
    }
    const onScroll = (): void => {
      scale.scrolled(element.scrollTop)
      if (scale.stuck) goHome()
      tell(scale.offset, true)
      moved()
    }
    const onEnd = (): void => {
      if (scale.astray) goHome()
      tell(scale.offset, false)
      moved()
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('scrollend', onEnd, { passive: true })
    return () => {
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('scrollend', onEnd)
    }
  }
}
