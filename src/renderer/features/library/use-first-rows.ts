import { startTransition, useEffect, useState } from 'react'
import type { LibraryView } from '../../../shared/settings.ts'

/** Heights as drawn (recording-list.module.css): of a row, and at least of a line of cards, of which most have six. */
const ROW_PX = 64
const CARDS_PX = 160
const CARDS_IN_LINE = 6

/**
 * How many recordings a list that comes on screen draws: those in sight at once, the others when these have been
 * painted. A switch of servers is not to wait for a hundred rows of which ten can be seen.
 */
export function useFirstRows(layout: LibraryView['layout'], scrollTop: number): number {
  const [whole, setWhole] = useState(false)
  useEffect(() => startTransition(() => setWhole(true)), [])
  if (whole) return Number.POSITIVE_INFINITY
  const bottom = scrollTop + window.innerHeight
  return layout === 'list' ? Math.ceil(bottom / ROW_PX) : Math.ceil(bottom / CARDS_PX) * CARDS_IN_LINE
}
