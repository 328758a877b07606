import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react'
import { useServers, useStores } from '../../stores/context.ts'
import { Notice } from '../library/notice.tsx'
import styles from './app-import.module.css'

// With the screen that has it too: one more place to load from would cut the start's script into pieces.
const ImportDialog = lazy(async () => ({
  default: (await import('../servers/servers-screen.tsx')).ImportDialog,
}))

/** Servers from a file that was dropped anywhere on the window, or chosen from the menu: shown before any is taken. */
export function AppImport() {
  const { t } = useLingui()
  const offered = useServers((state) => state.offered)
  const endImport = useServers((state) => state.endImport)
  const [notice, setNotice] = useState<string | null>(null)
  /** Once it has been there it stays: a dialog that closes gives the focus back. */
  const [needed, setNeeded] = useState(false)
  if (offered !== null && !needed) setNeeded(true)
  const dragging = useFileDrop()
  return (
    <>
      {dragging && (
        <div className={styles.drop} aria-hidden="true">
          <p>{t`Drop a file of servers to look into it`}</p>
        </div>
      )}
      {needed && (
        <Suspense fallback={null}>
          <ImportDialog
            offered={offered}
            onClose={endImport}
            onImported={(text) => {
              endImport()
              setNotice(text)
            }}
          />
        </Suspense>
      )}
      <Notice text={notice} onDone={() => setNotice(null)} />
    </>
  )
}

/** True while a file is over the window; one that is dropped is read. Nothing that is dropped ever leads away from the page. */
function useFileDrop(): boolean {
  const { servers } = useStores()
  const [dragging, setDragging] = useState(false)
  const over = useEffectEvent((event: DragEvent): void => {
    if (!hasFile(event)) return
    event.preventDefault()
    setDragging(true)
  })
  const drop = useEffectEvent((event: DragEvent): void => {
    setDragging(false)
    const [file] = event.dataTransfer?.files ?? []
    if (file === undefined) return
    event.preventDefault()
    void servers.getState().startImport(file)
  })
  useEffect(() => {
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDragging(false)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return dragging
}

const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
