import { Plural, useLingui } from '@lingui/react/macro'
import type { LibraryPage } from '../../../shared/recording.ts'
import { type LibraryView, PAGE_SIZES } from '../../../shared/settings.ts'
import { formatNumber } from '../../format.ts'
import { useLibrary } from '../../stores/context.ts'
import { pageCount, pageNumbers } from '../../stores/library-view.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Segments } from '../../ui/segments.tsx'
import styles from './pager.module.css'

interface PagerProps {
  page: LibraryPage
  view: LibraryView
}

/** The list's foot: of pages, which one is on screen, the others, and how long a page is; else how long the list is. */
export function Pager({ page, view }: PagerProps) {
  const { t } = useLingui()
  const pages = view.paging === 'pages'
  const range = rangeOf(page)
  return (
    <footer className={styles.pager} data-endless={pages ? undefined : true}>
      <span>{pages ? t`${range.from}–${range.to} of ${range.total}` : <Total page={page} />}</span>
      {pages && <PageNumbers page={page} view={view} />}
      <div className={styles.size}>
        {pages && <PageSize />}
        <PagingChoice />
      </div>
    </footer>
  )
}

function Total({ page }: Pick<PagerProps, 'page'>) {
  if (page.more) return <MoreThan total={page.total} />
  return <Plural value={page.total} one="# recording" other="# recordings" />
}

function MoreThan({ total }: { total: number }) {
  const { t } = useLingui()
  const known = formatNumber(total)
  return t`More than ${known} recordings`
}

/** Pages, or one list without end. */
function PagingChoice() {
  const { t } = useLingui()
  const paging = useLibrary((state) => state.view.paging)
  const setPaging = useLibrary((state) => state.setPaging)
  return (
    <Segments
      label={t`Length of the list`}
      value={paging}
      options={[
        { value: 'pages', label: t`Pages` },
        { value: 'endless', label: t`Endless` },
      ]}
      onChange={setPaging}
    />
  )
}

function PageNumbers({ page, view }: PagerProps) {
  const { t } = useLingui()
  const setPage = useLibrary((state) => state.setPage)
  const last = pageCount(page.total, view.pageSize)
  const numbers = pageNumbers(view.page, last)
  return (
    <nav className={styles.pages} aria-label={t`Pages`}>
      <IconButton
        icon="left"
        label={t`Previous page`}
        disabled={view.page <= 1}
        onClick={() => void setPage(view.page - 1)}
      />
      {numbers.map((number, at) =>
        number === null ? (
          <span key={`gap after ${numbers[at - 1]}`} className={styles.gap}>
            …
          </span>
        ) : (
          <button
            key={number}
            type="button"
            aria-current={number === view.page ? 'page' : undefined}
            onClick={() => void setPage(number)}
          >
            {formatNumber(number)}
          </button>
        ),
      )}
      <IconButton
        icon="right"
        label={t`Next page`}
        disabled={view.page >= last}
        onClick={() => void setPage(view.page + 1)}
      />
    </nav>
  )
}

function PageSize() {
  const { t } = useLingui()
  const pageSize = useLibrary((state) => state.view.pageSize)
  const setPageSize = useLibrary((state) => state.setPageSize)
  return (
    <>
      <span>{t`Per page`}</span>
      <Segments
        label={t`Per page`}
        value={pageSize}
        options={PAGE_SIZES.map((size) => ({ value: size, label: formatNumber(size) }))}
        onChange={setPageSize}
      />
    </>
  )
}

/** "21", "40", "137" of "21–40 of 137". */
export function rangeOf(page: Pick<LibraryPage, 'from' | 'limit' | 'total'>): {
  from: string
  to: string
  total: string
} {
  return {
    from: formatNumber(Math.min(page.from + 1, page.total)),
    to: formatNumber(Math.min(page.from + page.limit, page.total)),
    total: formatNumber(page.total),
  }
}
