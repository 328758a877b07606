import { useLingui } from '@lingui/react/macro'
import { useLibrary } from '../../stores/context.ts'
import { isSearch } from '../../stores/library-view.ts'
import { asksThisDevice } from './filter-words.ts'
import { coverageShare, coverageWords } from './library-words.ts'
import styles from './list-notes.module.css'

/** What limits the answer that the list shows: that not all is known yet, or that there was too much to rank. */
export function ListNotes() {
  const { t } = useLingui()
  const unranked = useLibrary(
    ({ page, view, outdated }) =>
      !outdated && isSearch(view) && view.sort === 'match' && page !== null && page.sort !== 'match',
  )
  return (
    <>
      {unranked && <p className={styles.note}>{t`Too many matches to rank: newest first.`}</p>}
      <Coverage />
    </>
  )
}

/** How much of the server can match so far. */
function Coverage() {
  const { t } = useLingui()
  const library = useLibrary((state) => state.library)
  const limited = useLibrary(({ view, page }) => page !== null && !page.complete && asksThisDevice(view))
  if (!limited || library === null || library.complete) return null
  const share = coverageShare(library)
  const words = coverageWords(library)
  return (
    <div className={styles.note}>
      {share !== null && (
        <progress
          className={styles.track}
          value={share}
          max={1}
          aria-label={t`Known recordings`}
          aria-valuetext={words}
        />
      )}
      <span>{words}</span>
    </div>
  )
}
