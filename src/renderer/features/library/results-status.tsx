import { useLingui } from '@lingui/react/macro'
import { useLibrary } from '../../stores/context.ts'
import hidden from '../../ui/hidden.module.css'
import { rangeOf } from './pager.tsx'

/** Says to screen readers what a filter or a page has led to. */
export function ResultsStatus() {
  const { t } = useLingui()
  const page = useLibrary((state) => (state.status === 'ready' ? state.page : null))
  const range = page === null ? null : rangeOf(page)
  return (
    <p className={hidden.hidden} role="status">
      {range === null ? '' : page?.total === 0 ? t`No recordings` : t`Showing ${range.from} to ${range.to}`}
    </p>
  )
}
