import { lazy, Suspense, useState } from 'react'
import { useDialogs, useExports, useToasts } from '../../stores/context.ts'
import { Toasts } from '../../ui/toast.tsx'

/** The screen, and with it the dialogs: one more place to load from would cut the start's script into pieces. */
export const loadDownloads = async () => {
  const loaded = await import('../downloads/downloads-screen.tsx')
  loaded.loadLaterWords()
  return loaded
}
const FileDialogs = lazy(async () => ({ default: (await loadDownloads()).FileDialogs }))
const ExportPanel = lazy(async () => ({ default: (await loadDownloads()).ExportPanel }))

/** What is shown above every screen about files: dialogs, exports, and what was done. */
export function AppFiles() {
  const asked = useDialogs((state) => state.shown !== null)
  const exporting = useExports((state) => state.exports.length > 0)
  const toasts = useToasts((state) => state.toasts)
  const dismiss = useToasts((state) => state.dismiss)
  /** Once they have been there they stay: a dialog that closes gives the focus back. */
  const [needed, setNeeded] = useState(false)
  if (asked && !needed) setNeeded(true)
  return (
    <>
      <Suspense fallback={null}>
        {exporting && <ExportPanel />}
        {needed && <FileDialogs />}
      </Suspense>
      <Toasts toasts={toasts} onGone={dismiss} />
    </>
  )
}
