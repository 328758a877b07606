import { Plural, useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Recording } from '../../../shared/recording.ts'
import { useLibrary, useOpenRecording, useRoute, useServers, useSession, useStores } from '../../stores/context.ts'
import { showsError } from '../../stores/library.ts'
import { isFiltered } from '../../stores/library-view.ts'
import { savedWords } from '../servers/server-words.ts'
import { ErrorState } from './error-state.tsx'
import { FilterBar } from './filter-bar.tsx'
import styles from './library-screen.module.css'
import { EmptyState, NoMatch } from './list-states.tsx'
import { Notice } from './notice.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { Pager } from './pager.tsx'
import { RecordingList } from './recording-list.tsx'
import { ResultsStatus } from './results-status.tsx'
import type { OpenMenu } from './row-menu.tsx'
import { Sidebar } from './sidebar.tsx'
import { SkeletonRows } from './skeleton-rows.tsx'

/** Fetched once there is time: the menu's library is a third of all the script, and no list waits for it. */
export const loadRowMenu = () => import('./row-menu.tsx')
const RowMenu = lazy(async () => ({ default: (await loadRowMenu()).RowMenu }))

/** The recordings of the open server. */
export function LibraryScreen({ sidebarOpen }: { sidebarOpen: boolean }) {
  const profile = useSession((session) => session.opened?.profile ?? null)
  const replace = useRoute((route) => route.replace)
  // History may lead here after nothing was opened.
  useEffect(() => {
    if (profile === null) replace({ screen: 'welcome' })
  }, [profile, replace])
  if (profile === null) return null
  return (
    <div className={styles.screen} data-sidebar={sidebarOpen}>
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
  return <Notice text={saved === null ? null : savedWords(saved)} onDone={forgetSaved} />
}

function TitleRow() {
  const { t } = useLingui()
  const total = useLibrary((state) => (showsError(state) ? null : (state.page?.total ?? null)))
  return (
    <header className={styles.bar}>
      <h1>{t`Library`}</h1>
      {total !== null && total > 0 && (
        <span className={styles.total}>
          <Plural value={total} one="# recording" other="# recordings" />
        </span>
      )}
    </header>
  )
}

/** The first of these that holds: error, nothing known yet, empty, no match, the list. */
function Content() {
  const { library, rooms } = useStores()
  const profile = useSession((session) => session.opened?.profile ?? null)
  const { page, view, error, errorAt, pageAt } = useLibrary((state) => state)
  const stopped = useLibrary(showsError)
  const busy = useLibrary((state) => state.status === 'loading')
  const reload = (): void => {
    void library.getState().reload()
    void rooms.getState().reload()
  }
  if (profile === null) return null
  if (error !== null && stopped) {
    return <ErrorState error={error} at={errorAt} profile={profile} busy={busy} onRetry={reload} />
  }
  if (page === null) {
    return (
      <>
        <FilterBar />
        <div className={styles.waiting}>
          <SkeletonRows waiting />
        </div>
      </>
    )
  }
  if (page.total === 0 && !isFiltered(view)) return <EmptyState profile={profile} busy={busy} onCheck={reload} />
  return (
    <>
      <FilterBar />
      {error !== null && <OfflineBanner error={error} profile={profile} since={pageAt} busy={busy} onRetry={reload} />}
      {page.total === 0 ? <NoMatch /> : <Recordings />}
    </>
  )
}

function Recordings() {
  const { page, view, outdated } = useLibrary((state) => state)
  const busy = useLibrary((state) => state.status === 'loading')
  const openRecording = useOpenRecording()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const menus = useRef<HTMLDivElement>(null)
  if (page === null) return null

  const onOpen = (recording: Recording): void => openRecording(recording.recordId)
  return (
    <>
      <div className={styles.stage}>
        <RecordingList
          page={page}
          layout={view.layout}
          busy={busy}
          menuOf={menu?.recording.recordId ?? null}
          actions={{ onOpen, onMenu: (recording, anchor) => setMenu({ recording, anchor }) }}
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
