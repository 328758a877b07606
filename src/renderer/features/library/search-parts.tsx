import { useLingui } from '@lingui/react/macro'
import { formatNumber } from '../../format.ts'
import { useLibrary, useSaid } from '../../stores/context.ts'
import { isSearch } from '../../stores/library-view.ts'
import { Segments } from '../../ui/segments.tsx'

/** Which part of a search is shown, and how much there is of each. */
export function SearchParts() {
  const { t } = useLingui()
  const searching = useLibrary((state) => isSearch(state.view))
  const titles = useLibrary((state) => state.page?.total ?? 0)
  const hits = useSaid((state) => state.page?.hits ?? 0)
  const part = useSaid((state) => state.part)
  const setPart = useSaid((state) => state.setPart)
  if (!searching) return null
  return (
    <Segments
      label={t`Show`}
      value={part}
      options={[
        { value: 'all', label: t`All` },
        { value: 'titles', label: t`Titles ${formatNumber(titles)}` },
        { value: 'said', label: t`What was said ${formatNumber(hits)}` },
      ]}
      onChange={setPart}
    />
  )
}
