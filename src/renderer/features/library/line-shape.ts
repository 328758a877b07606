import { type RefObject, useLayoutEffect, useState } from 'react'
import type { LibraryView } from '../../../shared/settings.ts'

/** How the lines of an endless list are, in px: each as high as the others. */
export interface LineShape {
  /** Items beside each other. */
  columns: number
  lineHeight: number
  /** Above the first line, and below the last. */
  before: number
  after: number
}

/** As drawn in recording-list.module.css. */
const ROWS: LineShape = { columns: 1, lineHeight: 64, before: 4, after: 4 }
/** Below a card's picture: two lines of title, one about it, and what is between. */
const CARD_WORDS_PX = 64
const CARDS_GAP_PX = 24
const CARDS_TOP_PX = 8
const CARD_PICTURE = 9 / 16

/** The shape of lines of cards in a scroller that is laid out in columns. */
function cardsIn(scroller: HTMLElement): LineShape {
  const tracks = getComputedStyle(scroller).gridTemplateColumns.split(' ')
  const width = Number.parseFloat(tracks[0] ?? '')
  const picture = Number.isFinite(width) ? Math.ceil(width * CARD_PICTURE) : 0
  const lineHeight = picture + CARD_WORDS_PX + CARDS_GAP_PX
  return { columns: tracks.length, lineHeight, before: CARDS_TOP_PX, after: 0 }
}

/** The shape of a list's lines; null until it has been laid out. `onReshape` before it changes. */
export function useLineShape(
  scroller: RefObject<HTMLElement | null>,
  layout: LibraryView['layout'],
  onReshape: () => void,
): LineShape | null {
  const [shape, setShape] = useState<LineShape | null>(layout === 'list' ? ROWS : null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is made anew for another layout.
  useLayoutEffect(() => {
    const element = scroller.current
    if (layout === 'list' || element === null) return
    let last: LineShape | null = null
    const measure = (): void => {
      const now = cardsIn(element)
      if (last?.columns === now.columns && last.lineHeight === now.lineHeight) return
      if (last !== null) onReshape()
      last = now
      setShape(now)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return shape
}
