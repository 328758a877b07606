import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import type { LibraryView } from '../../../shared/settings.ts'
import { useLibrary, useStores } from '../../stores/context.ts'
import { type LineShape, useLineShape } from './line-shape.ts'
import { ListFrame } from './list-frame.tsx'
import { keyboardIsNowhere } from './paged-list.tsx'
import { ComingItem, RecordingCard, RecordingRow } from './recording-item.tsx'
import type { ItemActions } from './row-actions.ts'
import { useEndlessKeys } from './use-endless-keys.ts'
import { useEndlessWindow } from './use-endless-window.ts'
import { useSteadyEndless } from './use-steady-endless.ts'

interface EndlessListProps {
  total: number
  layout: LibraryView['layout']
  busy: boolean
  menuOf: string | null
  actions: ItemActions
}

const NO_SHAPE: LineShape = { columns: 1, lineHeight: 64, before: 0, after: 0 }

/** All recordings as one list: only what is in sight is drawn, and asked for. */
export function EndlessList({ total, layout, busy, menuOf, actions }: EndlessListProps) {
  const { library } = useStores()
  const { keepPosition, rowAt, indexOf, want } = library.getState()
  const rowsVersion = useLibrary((state) => state.endless)
  const pageKey = useLibrary((state) => state.pageKey)
  const focusedId = useLibrary((state) => state.position.recordId)
  const grid = useRef<HTMLTableElement>(null)
  const scroller = useRef<HTMLTableSectionElement>(null)
  const measured = useLineShape(scroller, layout, () => keepPosition({ scrollTop: -1 }))
  const shape = measured ?? NO_SHAPE
  const { columns, lineHeight, before } = shape
  const focused = focusedId === null ? null : indexOf(focusedId)
  const view = useEndlessWindow({
    scroller,
    lines: measured === null ? 0 : Math.ceil(total / columns),
    shape,
    kept: focused === null ? null : Math.floor(focused / columns),
    onScroll: (offset) => {
      const line = Math.max(0, Math.floor((offset - before) / lineHeight))
      keepPosition({ scrollTop: offset, index: line * columns })
    },
  })
  const { first, last } = view
  const current = focused ?? view.top * columns
  const focus = useEndlessKeys({ grid, scroller, layout, columns, lineHeight, total, current, view, actions })
  useSteadyEndless({ scroller, columns, lineHeight, rowsVersion, view })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another question has other rows at the same places.
  useEffect(() => want(first * columns, (last + 1) * columns - 1), [want, first, last, columns, pageKey])

  const begin = useEffectEvent(() => {
    const { scrollTop, index } = library.getState().position
    view.scrollTo(scrollTop >= 0 ? scrollTop : before + Math.floor(index / columns) * lineHeight)
    if (focused !== null && keyboardIsNowhere()) focus(focused)
  })
  // A list that comes back is where it was left; a new one begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each question, and for each shape of the lines.
  useLayoutEffect(() => {
    if (measured !== null) begin()
  }, [pageKey, measured])

  const Item = layout === 'list' ? RecordingRow : RecordingCard
  const head = layout === 'list' ? 1 : 0
  const drawn = new Set<string>()
  const itemAt = (index: number, top: number, column: number) => {
    const recording = rowAt(index)
    const place = { index, rowIndex: index + 1 + head, top, column: layout === 'list' ? null : column + 1 }
    if (recording === null) return <ComingItem key={index} layout={layout} {...place} />
    const { recordId } = recording
    // A recording that has just moved to the next chunk is in both until the other one has come anew.
    const key = drawn.has(recordId) ? `${recordId} ${index}` : recordId
    drawn.add(recordId)
    const states = { current: index === current, menuOpen: recordId === menuOf }
    return <Item key={key} recording={recording} actions={actions} {...states} {...place} />
  }
  return (
    <ListFrame
      grid={grid}
      scroller={scroller}
      layout={layout}
      busy={busy}
      whole={{ rows: total + head, height: view.height }}
    >
      {view.lines.flatMap(({ line, top }) =>
        Array.from({ length: Math.min(columns, total - line * columns) }, (_, at) =>
          itemAt(line * columns + at, top, at),
        ),
      )}
    </ListFrame>
  )
}
