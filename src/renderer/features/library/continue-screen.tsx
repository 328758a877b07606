import { Plural, Trans, useLingui } from '@lingui/react/macro'
import {
  type CSSProperties,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Recording } from '../../../shared/recording.ts'
import { formatNumber } from '../../format.ts'
import { useHistory, useLibrary, useRoute, useSession, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { useFocusStays } from '../../ui/use-focus-stays.ts'
import { BatchBar } from './batch-bar.tsx'
import { useFileActions } from './file-actions.ts'
import { Rows } from './found-titles.tsx'
import frame from './library-screen.module.css'
import { recordedWidth } from './list-frame.tsx'
import states from './list-states.module.css'
import { Notice } from './notice.tsx'
import { keyboardIsNowhere } from './paged-list.tsx'
import { rowOf, useItemActions } from './row-actions.ts'
import type { OpenMenu } from './row-menu.tsx'
import styles from './search-results.module.css'
import { resultRows } from './search-results.tsx'
import { useListKeys } from './use-list-keys.ts'
import { useOneTabStop } from './use-one-tab-stop.ts'
import { watchedOfWords } from './watched-words.ts'

const RowMenu = lazy(async () => ({ default: (await import('./row-menu.tsx')).RowMenu }))

/** What was begun and not watched to the end, the last played first: it goes on from where it was left. */
export function ContinueScreen({ sidebar }: { sidebar: ReactNode }) {
  const { t } = useLingui()
  const profileId = useSession((session) => session.opened?.profile.id ?? null)
  const history = useHistory((state) => state.history)
  const replace = useRoute((state) => state.replace)
  const screen = useRef<HTMLDivElement>(null)
  useFocusStays(screen)
  // History may lead here after nothing was opened.
  useEffect(() => {
    if (profileId === null) replace({ screen: 'welcome' })
  }, [profileId, replace])
  return (
    <div ref={screen} className={frame.screen} data-sidebar={sidebar !== null}>
      {sidebar}
      <main className={frame.main}>
        <header className={frame.bar}>
          <h1>{t`Continue watching`}</h1>
          {history !== null && history.total > 0 && <span className={frame.total}>{formatNumber(history.total)}</span>}
        </header>
        {history !== null && history.total === 0 && <Nothing />}
        {history !== null && history.total > 0 && <Begun recordings={history.recordings} total={history.total} />}
      </main>
    </div>
  )
}

function Begun({ recordings, total }: { recordings: readonly Recording[]; total: number }) {
  const { t } = useLingui()
  const { route, library, history } = useStores()
  const selecting = useLibrary((state) => state.selection.size > 0)
  const files = useFileActions()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const [widths] = useState(() => ({ '--recorded-width': recordedWidth() }) as CSSProperties)
  const scroller = useRef<HTMLDivElement>(null)
  const menus = useRef<HTMLDivElement>(null)
  const play = (recording: Recording): void => {
    history.getState().setOpened(recording.recordId)
    const from = { seconds: recording.watched?.seconds ?? 0, paused: false }
    route.getState().go({ screen: 'player', recordId: recording.recordId, from })
  }
  const actions = useItemActions({
    onOpen: play,
    onMenu: (recording, anchor) => setMenu({ recording, anchor }),
    onKeep: (recordIds) => void files.keep(recordIds),
    onExport: files.exportFiles,
    onDrag: (recordId) => void files.drag(recordId),
  })
  useListKeys(
    scroller,
    'list',
    useMemo(() => resultRows(scroller), []),
    actions,
  )
  useOneTabStop(scroller)
  useComingBack(scroller)
  useEffect(() => library.getState().learn(recordings), [library, recordings])
  // What is selected here is nothing that the library's list was asked to select, and the other way round.
  useEffect(() => {
    library.getState().clearSelection()
    return () => library.getState().clearSelection()
  }, [library])
  return (
    <>
      {selecting && <BatchBar />}
      <div ref={scroller} className={`${styles.results} ${styles.plain}`} style={widths}>
        <Rows
          label={t`Continue watching`}
          recordings={recordings}
          noteOf={noteOf}
          actions={actions}
          menuOf={menu?.recording.recordId ?? null}
        />
      </div>
      {total > recordings.length && (
        <footer className={styles.foot}>
          <Plural
            value={total - recordings.length}
            one="# older one is not shown."
            other="# older ones are not shown."
          />
        </footer>
      )}
      <div ref={menus} />
      {menu !== null && (
        <Suspense fallback={null}>
          <RowMenu menu={menu} container={menus} onClose={() => setMenu(null)} onOpen={play} onNotice={setNotice} />
        </Suspense>
      )}
      <Notice text={notice} onDone={() => setNotice(null)} />
    </>
  )
}

const noteOf = ({ watched }: Recording): string | null => watchedOfWords(watched)

/** Whoever comes back from a recording has the keyboard on its row, if it is still here. */
function useComingBack(scroller: RefObject<HTMLElement | null>): void {
  const { history } = useStores()
  useLayoutEffect(() => {
    const { opened } = history.getState()
    if (!keyboardIsNowhere()) return
    const row = opened === null ? null : rowOf(opened)
    const back = row ?? scroller.current?.querySelector<HTMLElement>('[data-record-id]')
    back?.focus()
  }, [history, scroller])
}

function Nothing() {
  const { t } = useLingui()
  const replace = useRoute((state) => state.replace)
  return (
    <div className={states.center}>
      <h2>{t`Nothing is begun`}</h2>
      <p>
        <Trans>A recording that you stop in the middle waits here, and goes on from where you left it.</Trans>
      </p>
      <Button look="primary" onClick={() => replace({ screen: 'library' })}>{t`Go to the library`}</Button>
    </div>
  )
}
