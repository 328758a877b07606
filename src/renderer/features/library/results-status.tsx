import { useLingui } from '@lingui/react/macro'
import { useLibrary, useSaid } from '../../stores/context.ts'
import { isSearch } from '../../stores/library-view.ts'
import hidden from '../../ui/hidden.module.css'
import { totalWords } from './library-words.ts'
import { rangeOf } from './pager.tsx'
import { matchesWords } from './said-words.ts'

/** Says to screen readers what a search, a filter or a page has led to. */
export function ResultsStatus() {
  const { t } = useLingui()
  const page = useLibrary((state) => (state.status === 'ready' && !state.outdated ? state.page : null))
  const view = useLibrary((state) => state.view)
  const said = useSaid((state) => (state.outdated ? null : state.page))
  const isTitles = useSaid((state) => state.part === 'titles')
  const wordsOf = (): string => {
    if (isSearch(view) && !isTitles) return page === null || said === null ? '' : matchesWords(page.total, said)
    if (page === null) return ''
    if (page.total === 0) return t`No recordings`
    if (isSearch(view) || view.paging === 'endless') return totalWords(page, view)
    const range = rangeOf(page)
    return t`Showing ${range.from} to ${range.to}`
  }
  return (
    <p className={hidden.hidden} role="status">
      {wordsOf()}
    </p>
  )
}
