import { useLingui } from '@lingui/react/macro'
import { useLibrary, useSaid } from '../../stores/context.ts'
import { isSearch } from '../../stores/library-view.ts'
import { Segments } from '../../ui/segments.tsx'
import { BatchBar } from './batch-bar.tsx'
import styles from './filter-bar.module.css'
import { FilterButton } from './filter-button.tsx'
import { ActiveChips } from './filter-chips.tsx'
import { OnDeviceChip, SubtitlesChip } from './filter-toggles.tsx'
import { limitCount } from './filter-words.ts'
import { SearchParts } from './search-parts.tsx'
import { SortChoice } from './sort-choice.tsx'
import { useClearLimits } from './use-clear-limits.ts'

/** What the list is limited to, its order and its look; while recordings are selected, what can be done with them. */
export function FilterBar() {
  const selecting = useLibrary((state) => state.selection.size > 0)
  return selecting ? <BatchBar /> : <Filters />
}

function Filters() {
  const { t } = useLingui()
  const layout = useLibrary((state) => state.view.layout)
  const setLayout = useLibrary((state) => state.setLayout)
  const part = useSaid((state) => state.part)
  // Results of several kinds have one look, and more choices than the bar has place for.
  const mixed = useLibrary((state) => isSearch(state.view)) && part !== 'titles'
  const subtitles = useLibrary((state) => state.view.filters.subtitles)
  return (
    <div className={styles.filters}>
      <SearchParts />
      <ActiveChips />
      <OnDeviceChip />
      {(!mixed || subtitles !== null) && <SubtitlesChip />}
      <FilterButton />
      <ClearAll />
      <span className={styles.space} />
      <SortChoice />
      {!mixed && (
        <Segments
          label={t`View`}
          value={layout}
          options={[
            { value: 'list', label: t`List`, icon: 'list' },
            { value: 'grid', label: t`Grid`, icon: 'grid' },
          ]}
          onChange={setLayout}
        />
      )}
    </div>
  )
}

/** Lifts all limits at once; the search stays, and so do rooms alone: they have their own ways out. */
function ClearAll() {
  const { t } = useLingui()
  const several = useLibrary(
    ({ view }) => limitCount(view) > 1 && limitCount({ ...view, roomIds: [], roomSid: null }) > 0,
  )
  const clearLimits = useClearLimits()
  if (!several) return null
  return (
    <button type="button" className={styles.clearAll} onClick={clearLimits}>
      {t`Clear all`}
    </button>
  )
}
