import { Plural } from '@lingui/react/macro'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ProfileSummary } from '../../../shared/profile.ts'
import type { Recording } from '../../../shared/recording.ts'
import { useLibrary, useOpenRecording, useRoute, useSaid, useServers, useSession } from '../../stores/context.ts'
import { showsError } from '../../stores/library.ts'
import { isFiltered, isSearch } from '../../stores/library-view.ts'
import { useFocusStays } from '../../ui/use-focus-stays.ts'
import { savedWords } from '../servers/server-words.ts'
import { useFileActions } from './file-actions.ts'
import { FilterBar } from './filter-bar.tsx'
import styles from './library-screen.module.css'
import { ListNotes } from './list-notes.tsx'
import { EmptyState, NoMatch } from './list-states.tsx'
import { Notice } from './notice.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { Pager } from './pager.tsx'
import { RecordingList } from './recording-list.tsx'
import { ResultsStatus } from './results-status.tsx'
import type { OpenMenu } from './row-menu.tsx'
import { SearchResults } from './search-results.tsx'
import { Sidebar } from './sidebar.tsx'
import { SkeletonRows } from './skeleton-rows.tsx'
import { TitleRow } from './title-row.tsx'
import { DiskFullBanner } from './trouble-notice.tsx'

/** Fetched once there is time: the menu's library is a third of all the script, and no list waits for it. */
export const loadRowMenu = () => import('./row-menu.tsx')
const RowMenu = lazy(async () => ({ default: (await loadRowMenu()).RowMenu }))

/** With all its ways out: forms and dialogs that a list without a fault never needs. */
export const loadErrorState = () => import('./error-state.tsx')
const ErrorState = lazy(async () => ({ default: (await loadErrorState()).ErrorState }))

/** The recordings of the open server. */
export function LibraryScreen({ sidebarOpen }: { sidebarOpen: boolean }) {
  const profile = useSession((session) => session.opened?.profile ?? null)
  const replace = useRoute((route) => route.replace)
  const screen = useRef<HTMLDivElement>(null)
  useFocusStays(screen)
  // History may lead here after nothing was opened.
  useEffect(() => {
    if (profile === null) replace({ screen: 'welcome' })
  }, [profile, replace])
  if (profile === null) return null
  return (
    <div ref={screen} className={styles.screen} data-sidebar={sidebarOpen}>
      {sidebarOpen && <Sidebar />}
      <main className={styles.main}>
        <TitleRow />
        <Content key={profile.id} />
        <ResultsStatus />
        <SavedNotice />
      </main>
    </div>
  )
}

/** A new server leads here from its form; whether it works was perhaps not known there. */
function SavedNotice() {
  const saved = useServers((state) => state.saved)
  const forgetSaved = useServers((state) => state.forgetSaved)
  // Whoever leaves has seen it: it is no news when they come back.
  useEffect(() => forgetSaved, [forgetSaved])
  return <Notice text={saved === null ? null : savedWords(saved)} onDone={forgetSaved} />
}

/** The first of these that holds: error, nothing known yet, empty, no match, the list. */
function Content() {
  const profile = useSession((session) => session.opened?.profile ?? null)
  const stopped = useLibrary(showsError)
  const unseen = useLibrary((state) => state.page === null)
  const nothing = useLibrary((state) => state.page?.total === 0)
  const outdated = useLibrary((state) => state.outdated)
  const filtered = useLibrary((state) => isFiltered(state.view))
  const searching = useLibrary((state) => isSearch(state.view))
  const part = useSaid((state) => state.part)
  // Until the first answer comes the list stays: its rows are no titles that were found.
  const [hasFound, setHasFound] = useState(searching && !outdated)
  if (hasFound !== (searching && (hasFound || !outdated))) setHasFound(!hasFound)
  if (profile === null) return null
  if (stopped) return <Stopped profile={profile} />
  const banners = (
    <>
      <DiskFullBanner />
      <OfflineBanner profile={profile} />
    </>
  )
  if (unseen) {
    return (
      <>
        {banners}
        <FilterBar />
        <div className={styles.waiting}>
          <SkeletonRows waiting />
        </div>
      </>
    )
  }
  if (hasFound && part !== 'titles') {
    return (
      <>
        {banners}
        <FilterBar />
        <ListNotes />
        <SearchResults />
      </>
    )
  }
  // That nothing has matched is no word about the whole list, which is being asked for.
  if (nothing && !filtered && !outdated) {
    return (
      <>
        {banners}
        <EmptyState profile={profile} />
      </>
    )
  }
  return (
    <>
      {banners}
      <FilterBar />
      {nothing && filtered ? <NoMatch /> : <Recordings />}
    </>
  )
}

/** The failure that stands in place of the list: the question's own, else the server's. */
function Stopped({ profile }: { profile: ProfileSummary }) {
  const { error, errorAt, page, outdated, library, refreshing, refresh, browse, status } = useLibrary((state) => state)
  const unanswered = page === null || outdated ? error : null
  const shown = unanswered ?? library?.failure ?? null
  if (shown === null) return null
  return (
    <Suspense fallback={null}>
      <ErrorState
        error={shown}
        at={unanswered === null ? (library?.failedAt ?? errorAt) : errorAt}
        profile={profile}
        busy={refreshing || status === 'loading'}
        onRetry={() => void refresh()}
        onBrowse={library !== null && library.known > 0 ? browse : null}
      />
    </Suspense>
  )
}

function Recordings() {
  const page = useLibrary((state) => state.page)
  const view = useLibrary((state) => state.view)
  const outdated = useLibrary((state) => state.outdated)
  const busy = useLibrary((state) => state.status === 'loading')
  const openRecording = useOpenRecording()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const menus = useRef<HTMLDivElement>(null)
  const files = useFileActions()
  if (page === null) return null

  const onOpen = (recording: Recording): void => openRecording(recording.recordId)
  return (
    <>
      <ListNotes />
      <div className={styles.stage}>
        <RecordingList
          page={page}
          layout={view.layout}
          busy={busy}
          menuOf={menu?.recording.recordId ?? null}
          actions={{
            onOpen,
            onMenu: (recording, anchor) => setMenu({ recording, anchor }),
            onKeep: (recordIds) => void files.keep(recordIds),
            onExport: files.exportFiles,
            onDrag: (recordId) => void files.drag(recordId),
          }}
        />
        <div className={styles.cover} data-layout={view.layout}>
          <SkeletonRows waiting={busy && outdated} />
        </div>
      </div>
      {page.leftOut > 0 && (
        <p className={styles.leftOut}>
          <Plural
            value={page.leftOut}
            one="# recording on this page could not be read. It is still on the server."
            other="# recordings on this page could not be read. They are still on the server."
          />
        </p>
      )}
      <Pager page={page} view={view} />
      <div ref={menus} />
      {menu !== null && (
        <Suspense fallback={null}>
          <RowMenu menu={menu} container={menus} onClose={() => setMenu(null)} onOpen={onOpen} onNotice={setNotice} />
        </Suspense>
      )}
      <Notice text={notice} onDone={() => setNotice(null)} />
    </>
  )
}
