import { type RefObject, useEffect, useMemo, useState } from 'react'
import { type Measure, remembering } from './row-heights.ts'
import { rowHeight, type TranscriptRow } from './transcript-rows.ts'

/** Of a row without its text: paddings of list and row, the time and the gap beside it. In px. */
const BESIDE_TEXT = 8 + 8 + 8 + 8 + 40 + 12
/** A hair's breadth more than the text needs is no line break. */
const SLACK = 0.5

/** How high each row is, by what its words are wide: known for all of them before any is drawn. */
export function useRowHeights(
  list: RefObject<HTMLElement | null>,
  rows: readonly TranscriptRow[],
  layout: 'under' | 'beside',
): number[] {
  const [width, setWidth] = useState(0)
  const [font, setFont] = useState('13px sans-serif')
  useEffect(() => {
    const element = list.current
    if (element === null) return
    const look = (): void => {
      const style = getComputedStyle(element)
      setFont(`${style.fontWeight} ${style.fontSize} ${style.fontFamily}`)
      setWidth(element.clientWidth - BESIDE_TEXT)
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [list])
  const measure = useMemo(() => measureWith(font), [font])
  return useMemo(
    () => (width === 0 ? [] : rows.map((row) => rowHeight(row, Math.max(60, width + SLACK), layout, measure))),
    [rows, width, layout, measure],
  )
}

function measureWith(font: string): Measure {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return (text) => text.length * 6.5
  context.font = font
  return remembering((text) => context.measureText(text).width)
}
