import { useLingui } from '@lingui/react/macro'
import { type CSSProperties, lazy, type RefObject, Suspense, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Recording } from '../../../shared/recording.ts'
import { useLibrary, useOpenRecording, useSaid, useStores } from '../../stores/context.ts'
import { useFileActions } from './file-actions.ts'
import { FoundBookmarks } from './found-bookmarks.tsx'
import { FoundSaid, SaidFailed } from './found-said.tsx'
import { FoundTitles } from './found-titles.tsx'
import { recordedWidth } from './list-frame.tsx'
import { NoMatch, NothingSaid } from './list-states.tsx'
import { Notice } from './notice.tsx'
import { keyboardIsNowhere } from './paged-list.tsx'
import { rowOf, useItemActions } from './row-actions.ts'
import type { OpenMenu } from './row-menu.tsx'
import { coverageSentences } from './said-words.ts'
import styles from './search-results.module.css'
import { type ListRows, useListKeys } from './use-list-keys.ts'
import { useOneTabStop } from './use-one-tab-stop.ts'

const RowMenu = lazy(async () => ({ default: (await import('./row-menu.tsx')).RowMenu }))

/** Px from the end of what is shown at which more is asked for. */
const MORE_AT = 600

/** What a search has found: titles, what was said, and bookmarks. */
export function SearchResults() {
  const { library, said: saidStore } = useStores()
  const part = useSaid((state) => state.part)
  const page = useLibrary((state) => state.page)
  const said = useSaid((state) => state.page)
  const waits = useSaid((state) => state.outdated)
  const titlesWait = useLibrary((state) => state.outdated)
  const error = useSaid((state) => state.error)
  const bookmarks = useSaid((state) => state.bookmarks)
  const more = useSaid((state) => state.more)
  const openRecording = useOpenRecording()
  const files = useFileActions()
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const menus = useRef<HTMLDivElement>(null)
  const [widths] = useState(() => ({ '--recorded-width': recordedWidth() }) as CSSProperties)
  const onOpen = (recording: Recording): void => {
    saidStore.getState().setOpened(null)
    openRecording(recording.recordId)
  }
  const actions = useItemActions({
    onOpen,
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

  const titles = part === 'all' ? (page?.recordings ?? []) : []
  const marks = part === 'all' ? bookmarks : []
  const found = titles.length + marks.length + (said?.total ?? 0)
  const isNothing = found === 0 && said !== null && !waits && !titlesWait && error === null
  const menuOf = menu?.recording.recordId ?? null
  return (
    <>
      {isNothing && (part === 'said' ? <NothingSaid /> : <NoMatch />)}
      {!isNothing && (
        <div
          ref={scroller}
          className={styles.results}
          style={widths}
          data-results
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            library.getState().keepPosition({ scrollTop })
            if (scrollHeight - scrollTop - clientHeight < MORE_AT) void more()
          }}
        >
          {titles.length > 0 && (
            <FoundTitles recordings={titles} total={page?.total ?? 0} actions={actions} menuOf={menuOf} />
          )}
          {error !== null && <SaidFailed error={error} />}
          {said !== null && said.total > 0 && <FoundSaid said={said} actions={actions} menuOf={menuOf} />}
          {marks.length > 0 && <FoundBookmarks found={marks} />}
        </div>
      )}
      {said !== null && <Coverage />}
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

/** What was searched, and what could not be. */
function Coverage() {
  const { t } = useLingui()
  const coverage = useSaid((state) => state.page?.coverage)
  const isComplete = useLibrary(({ library }) => library?.complete !== false)
  if (coverage === undefined) return null
  return (
    <footer className={styles.foot}>
      {coverageSentences(coverage)} {!isComplete && t`The server is still being looked through.`}
    </footer>
  )
}

/** Rows and hits, in the order in which they stand on screen. */
export function resultRows(scroller: RefObject<HTMLElement | null>): ListRows {
  const all = (): HTMLElement[] => [...(scroller.current?.querySelectorAll<HTMLElement>('[data-record-id]') ?? [])]
  return {
    count: () => all().length,
    indexOf: (row) =>
      Math.max(
        0,
        all().findIndex((element) => (row === null ? element.tabIndex === 0 : element === row)),
      ),
    recordIdAt: (index) => all()[index]?.dataset.recordId ?? null,
    focus: (index) => all()[index]?.focus(),
    turn: (by) => scroller.current?.scrollBy({ top: by * scroller.current.clientHeight * 0.9 }),
  }
}

/** A question begins at its top; whoever comes back finds the results as they were, the keyboard on what was opened. */
function useComingBack(scroller: RefObject<HTMLElement | null>): void {
  const { library, said } = useStores()
  const isThere = useSaid((state) => state.page !== null)
  const pageKey = useLibrary((state) => state.pageKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each question, and for what was said when it comes.
  useLayoutEffect(() => {
    const results = scroller.current
    if (results === null) return
    const { scrollTop, recordId } = library.getState().position
    results.scrollTop = Math.max(0, scrollTop)
    if (!keyboardIsNowhere()) return
    const { opened } = said.getState()
    const hit = opened === null ? null : results.querySelector<HTMLElement>(`[data-hit="${CSS.escape(opened)}"]`)
    const row = recordId === null ? null : rowOf(recordId)
    const back = hit ?? row ?? results.querySelector<HTMLElement>('[data-record-id]')
    back?.focus({ preventScroll: true })
    back?.scrollIntoView({ block: 'nearest' })
  }, [isThere, pageKey, library, said, scroller])
}
