import { useLingui } from '@lingui/react/macro'
import { type CSSProperties, type ReactNode, type RefObject, useState } from 'react'
import type { LibraryView } from '../../../shared/settings.ts'
import { longestDateTime } from '../../format.ts'
import { useLibrary } from '../../stores/context.ts'
import styles from './recording-list.module.css'
import { useSteadyTop } from './use-steady-top.ts'

/** A character of the date's size, on average; short dates leave the column as wide as it was drawn. */
const CHARACTER_PX = 6.8
const LEAST_PX = 116
/** How wide the column of dates is in the reader's locale. */
export const recordedWidth = (): string => `${Math.max(LEAST_PX, Math.ceil(longestDateTime() * CHARACTER_PX))}px`

/** A table by its elements, a grid by its keys: one stop for Tab, arrows inside. */
const gridRole = { role: 'grid', 'aria-multiselectable': true }

interface ListFrameProps {
  grid: RefObject<HTMLTableElement | null>
  scroller: RefObject<HTMLTableSectionElement | null>
  layout: LibraryView['layout']
  busy: boolean
  /** Of an endless list: all rows, with the head, and the px that they take. */
  whole?: { rows: number; height: number } | undefined
  children: ReactNode
}

/** What rows and cards are in: one grid for the keyboard and for screen readers, whose body scrolls. */
export function ListFrame({ grid, scroller, layout, busy, whole, children }: ListFrameProps) {
  const { t } = useLingui()
  const keepPosition = useLibrary((state) => state.keepPosition)
  useSteadyTop(scroller)
  const [widths] = useState(() => ({ '--recorded-width': recordedWidth() }) as CSSProperties)
  const height = whole === undefined ? undefined : ({ '--height': `${whole.height}px` } as CSSProperties)
  return (
    <table
      ref={grid}
      className={styles.frame}
      style={widths}
      {...gridRole}
      aria-label={t`Recordings`}
      aria-busy={busy}
      aria-rowcount={whole?.rows}
    >
      {layout === 'list' && <Head />}
      <tbody
        ref={scroller}
        className={layout === 'list' ? styles.rows : styles.cards}
        style={height}
        data-endless={whole === undefined ? undefined : true}
        data-testid="recordings-scroller"
        data-items
        // An endless list does that itself, by its own measure.
        onScroll={
          whole === undefined ? (event) => keepPosition({ scrollTop: event.currentTarget.scrollTop }) : undefined
        }
      >
        {children}
      </tbody>
    </table>
  )
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
