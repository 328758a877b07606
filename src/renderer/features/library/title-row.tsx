import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useLibrary, useSaid } from '../../stores/context.ts'
import { showsError } from '../../stores/library.ts'
import { isSearch } from '../../stores/library-view.ts'
import { useDelayed } from '../../ui/use-delayed.ts'
import { asksThisDevice } from './filter-words.ts'
import styles from './library-screen.module.css'
import { coverageWords, totalWords } from './library-words.ts'
import { matchesWords } from './said-words.ts'
import { SearchBox } from './search-box.tsx'

const CRAWL_LASTS_MS = 1500

/** What the screen is, how many recordings it has, and the search. */
export function TitleRow() {
  const { t } = useLingui()
  const searching = useLibrary((state) => isSearch(state.view))
  const total = useTotal()
  return (
    <header className={styles.bar}>
      <h1>{searching ? t`Search` : t`Library`}</h1>
      {total !== null && <span className={styles.total}>{total}</span>}
      <Crawl />
      <SearchBox />
    </header>
  )
}

/** The words of the last answer: while the next one is on its way they stay, so that nothing flickers under a typist. */
function useTotal(): string | null {
  const outdated = useLibrary((state) => state.outdated)
  const said = useSaid((state) => (state.part === 'titles' ? null : state.page))
  const current = useLibrary((state) => {
    if (isSearch(state.view) && said !== null) return matchesWords(state.page?.total ?? 0, said)
    if (showsError(state) || state.page === null || (state.page.total === 0 && !isSearch(state.view))) return null
    return totalWords(state.page, state.view)
  })
  const [last, setLast] = useState(current)
  if (!outdated && last !== current) setLast(current)
  return outdated ? last : current
}

/** While the server is looked through from end to end. Where that limits what is found, it is said beside the list. */
function Crawl() {
  const { t } = useLingui()
  const words = useLibrary(({ library, view, page }) =>
    library?.crawling === true && !library.complete && page !== null && !asksThisDevice(view)
      ? coverageWords(library)
      : null,
  )
  // A server of some hundred is known before anybody has read that.
  const lasts = useDelayed(words !== null, CRAWL_LASTS_MS)
  if (words === null || !lasts) return null
  return (
    <span
      className={styles.crawl}
      title={t`Roomreel looks through the server once, so that everything can be searched`}
    >
      · {words}
    </span>
  )
}
