import { useLingui } from '@lingui/react/macro'
import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react'
import type { RecordingPage } from '../../../shared/recording.ts'
import type { LibraryView } from '../../../shared/settings.ts'
import { longestDateTime } from '../../format.ts'
import { useLibrary, useStores } from '../../stores/context.ts'
import { RecordingCard, RecordingRow } from './recording-item.tsx'
import styles from './recording-list.module.css'
import { type RowActions, rowOf } from './row-actions.ts'
import { useFirstRows } from './use-first-rows.ts'
import { useListKeys } from './use-list-keys.ts'

interface RecordingListProps {
  page: RecordingPage
  layout: LibraryView['layout']
  busy: boolean
  /** The recording whose menu is open. */
  menuOf: string | null
  actions: RowActions
}

/** A character of the date's size, on average; short dates leave the column as wide as it was drawn. */
const CHARACTER_PX = 6.8
const LEAST_PX = 116
const recordedWidth = (): string => `${Math.max(LEAST_PX, Math.ceil(longestDateTime() * CHARACTER_PX))}px`

/** A table by its elements, a grid by its keys: one stop for Tab, arrows inside. */
const gridRole = { role: 'grid' }

/** A page of recordings, as rows or as cards: one grid for the keyboard and for screen readers. */
export function RecordingList({ page, layout, busy, menuOf, actions }: RecordingListProps) {
  const { t } = useLingui()
  const { library } = useStores()
  const focused = useLibrary((state) => state.position.recordId)
  const keepPosition = useLibrary((state) => state.keepPosition)
  const grid = useRef<HTMLTableElement>(null)
  const scroller = useRef<HTMLTableSectionElement>(null)
  const { recordings } = page
  const current = recordings.some(({ recordId }) => recordId === focused) ? focused : recordings[0]?.recordId
  const Item = layout === 'list' ? RecordingRow : RecordingCard
  const takeFocus = useListKeys(grid, layout)
  const drawn = useFirstRows(layout, library.getState().position.scrollTop)
  const [widths] = useState(() => ({ '--recorded-width': recordedWidth() }) as CSSProperties)

  // A page that comes back is where it was left, with the keyboard on what was open; a new one begins at its top.
  useLayoutEffect(() => {
    const { scrollTop, recordId } = library.getState().position
    if (scroller.current !== null) scroller.current.scrollTop = scrollTop
    const isHere = page.recordings.some((recording) => recording.recordId === recordId)
    const row = isHere ? rowOf(recordId ?? '') : null
    const keyboardIsNowhere = document.activeElement === null || document.activeElement === document.body
    if (row !== null && keyboardIsNowhere) {
      row.focus({ preventScroll: true })
      if (!isInside(row, scroller.current)) row.scrollIntoView({ block: 'nearest' })
    } else takeFocus()
  }, [page, library, takeFocus])

  return (
    <table ref={grid} className={styles.frame} style={widths} {...gridRole} aria-label={t`Recordings`} aria-busy={busy}>
      {layout === 'list' && <Head />}
      <tbody
        ref={scroller}
        className={layout === 'list' ? styles.rows : styles.cards}
        data-testid="recordings-scroller"
        data-items
        onScroll={(event) => keepPosition({ scrollTop: event.currentTarget.scrollTop })}
      >
        {recordings.slice(0, drawn).map((recording) => (
          <Item
            key={recording.recordId}
            recording={recording}
            current={recording.recordId === current}
            menuOpen={recording.recordId === menuOf}
            actions={actions}
            onFocus={(recordId) => keepPosition({ recordId })}
          />
        ))}
      </tbody>
    </table>
  )
}

function isInside(row: HTMLElement, scroller: HTMLElement | null): boolean {
  if (scroller === null) return true
  const { top, bottom } = row.getBoundingClientRect()
  const frame = scroller.getBoundingClientRect()
  return top >= frame.top && bottom <= frame.bottom
}

function Head() {
  const { t } = useLingui()
  return (
    <thead>
      <tr className={`${styles.head} ${styles.columns}`}>
        <th scope="col" className={styles.headTitle} colSpan={2}>
          {t`Recording`}
        </th>
        <th scope="col" className={styles.room}>
          {t`Room`}
        </th>
        <th scope="col">{t`Recorded`}</th>
        <th scope="col" className={styles.size}>
          {t`Size`}
        </th>
        <th scope="col" className={styles.languages}>
          {t`Subtitles`}
        </th>
        <th scope="col" className={styles.headEnd}>
          {t`Status`}
        </th>
      </tr>
    </thead>
  )
}
