import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { LibraryPage } from '../../../shared/recording.ts'
import { useStores } from '../../stores/context.ts'
import { giveFocusBack, type Held, heldRow, stillThere } from './steady-rows.ts'

/** Room below the last row, so that even a short list can be scrolled as far as it takes; `.rows` and `.cards` add it. */
const SPARE = '--spare'

/** A refresh leaves the row under the pointer or the keyboard where it is. */
export function useSteadyPage(scroller: RefObject<HTMLElement | null>, page: LibraryPage): void {
  const { library } = useStores()
  const held = useRef<Held | null>(null)

  // The store tells before React draws: what is on screen now is what is not to move.
  useEffect(
    () =>
      library.subscribe((state, before) => {
        if (state.page === before.page || scroller.current === null) return
        if (state.pageKey === before.pageKey) held.current ??= heldRow(scroller.current)
        else {
          held.current = null
          scroller.current.style.removeProperty(SPARE)
        }
      }),
    [library, scroller],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is what has been drawn.
  useLayoutEffect(() => {
    if (held.current !== null && scroller.current !== null) putBack(scroller.current, held.current)
    held.current = null
  }, [page, scroller])
}

function putBack(scroller: HTMLElement, held: Held): void {
  const find = (recordId: string): HTMLElement | null =>
    scroller.querySelector<HTMLElement>(`[data-record-id="${CSS.escape(recordId)}"]`)
  const found = stillThere(held, find)
  if (found !== null) scrollBy(scroller, found.now.getBoundingClientRect().top - found.row.top)
  giveFocusBack(held, find)
}

function scrollBy(scroller: HTMLElement, px: number): void {
  const to = scroller.scrollTop + px
  if (to > scroller.scrollHeight - scroller.clientHeight) {
    const bottom = scroller.lastElementChild?.getBoundingClientRect().bottom ?? 0
    const end = bottom - scroller.getBoundingClientRect().top + scroller.scrollTop
    scroller.style.setProperty(SPARE, `${to + scroller.clientHeight - end}px`)
  }
  scroller.scrollTop = to
}
