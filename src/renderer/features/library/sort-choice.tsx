import { useLingui } from '@lingui/react/macro'
import { RECORDING_SORTS, type RecordingSort } from '../../../shared/recording.ts'
import { useLibrary } from '../../stores/context.ts'
import { isSearch } from '../../stores/library-view.ts'
import { IconSelect } from '../../ui/icon-select.tsx'
import { Segments } from '../../ui/segments.tsx'
import styles from './filter-bar.module.css'
import { sortWords } from './filter-words.ts'

const LISTED: readonly RecordingSort[] = ['newest', 'oldest']
const SEARCHED: readonly RecordingSort[] = ['match', 'newest']

/** The order: the two that are mostly wanted in sight, with the one that is on; all of them behind the picture. */
export function SortChoice() {
  const { t } = useLingui()
  const sort = useLibrary((state) => state.view.sort)
  const setSort = useLibrary((state) => state.setSort)
  const searching = useLibrary((state) => isSearch(state.view))
  const usual = searching ? SEARCHED : LISTED
  // Without a search the best match is the newest.
  const current = sort === 'match' && !searching ? 'newest' : sort
  const option = (value: RecordingSort) => ({ value, label: sortWords(value) })
  return (
    <span className={styles.sort}>
      <Segments
        label={t`Sort`}
        value={current}
        options={(usual.includes(current) ? usual : [...usual, current]).map(option)}
        onChange={setSort}
      />
      <IconSelect
        icon="sort"
        label={t`All orders`}
        value={current}
        options={RECORDING_SORTS.filter((value) => value !== 'match' || searching).map(option)}
        onChange={setSort}
      />
    </span>
  )
}
