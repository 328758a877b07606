import { lazy, Suspense } from 'react'
import type { LibraryPage } from '../../../shared/recording.ts'
import type { LibraryView } from '../../../shared/settings.ts'
import { useLibrary } from '../../stores/context.ts'
import { PagedList } from './paged-list.tsx'
import { type RowActions, useItemActions } from './row-actions.ts'

/** Fetched by those who have chosen it. */
const EndlessList = lazy(async () => ({ default: (await import('./endless-list.tsx')).EndlessList }))

interface RecordingListProps {
  page: LibraryPage
  layout: LibraryView['layout']
  busy: boolean
  /** The recording whose menu is open. */
  menuOf: string | null
  actions: RowActions
}

/** The recordings, as rows or as cards, page by page or as one list without end. */
export function RecordingList({ page, layout, busy, menuOf, actions }: RecordingListProps) {
  const paging = useLibrary((state) => state.view.paging)
  const steady = useItemActions(actions)
  if (paging === 'pages') {
    return <PagedList page={page} layout={layout} busy={busy} menuOf={menuOf} actions={steady} />
  }
  return (
    <Suspense fallback={null}>
      <EndlessList key={layout} total={page.total} layout={layout} busy={busy} menuOf={menuOf} actions={steady} />
    </Suspense>
  )
}
