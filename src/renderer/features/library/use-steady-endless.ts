import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { useStores } from '../../stores/context.ts'
import { giveFocusBack, type Held, heldRow, stillThere } from './steady-rows.ts'
import type { EndlessWindow } from './use-endless-window.ts'

interface SteadyParts {
  scroller: RefObject<HTMLElement | null>
  columns: number
  lineHeight: number
  rowsVersion: number
  view: EndlessWindow
}

/** A refresh leaves the row under the pointer or the keyboard where it is, whatever has come or gone above it. */
export function useSteadyEndless({ scroller, columns, lineHeight, rowsVersion, view }: SteadyParts): void {
  const { library } = useStores()
  const held = useRef<Held | null>(null)

  // The store tells before React draws: what is on screen now is what is not to move.
  useEffect(
    () =>
      library.subscribe((state, before) => {
        if (state.endless === before.endless || scroller.current === null) return
        if (state.pageKey === before.pageKey) held.current ??= heldRow(scroller.current)
        else held.current = null
      }),
    [library, scroller],
  )

  const putBack = useEffectEvent((before: Held): void => {
    const found = stillThere(before, library.getState().indexOf)
    if (found !== null) {
      const lines = Math.floor(found.now / columns) - Math.floor(found.row.index / columns)
      if (lines !== 0) view.scrollTo(view.offset() + lines * lineHeight)
    }
    giveFocusBack(
      before,
      (recordId) => scroller.current?.querySelector<HTMLElement>(`[data-record-id="${CSS.escape(recordId)}"]`) ?? null,
    )
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the new rows have been drawn.
  useLayoutEffect(() => {
    if (held.current !== null) putBack(held.current)
    held.current = null
  }, [rowsVersion])
}
