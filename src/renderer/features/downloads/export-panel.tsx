import { useLingui } from '@lingui/react/macro'
import type { ExportState } from '../../../shared/download.ts'
import { rawLine } from '../../error-words.ts'
import { useExports, useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Meter } from '../../ui/meter.tsx'
import styles from './export-panel.module.css'
import { exportShare, exportWords, withoutSubtitlesWords } from './export-words.ts'
import { useReport } from './use-report.ts'

/** The exports of the server on screen: they stay while they run, and until somebody has seen how they ended. */
export function ExportPanel() {
  const { t } = useLingui()
  const profileId = useSession((session) => session.opened?.profile.id ?? null)
  const exports = useExports((state) => state.exports)
  const own = exports.filter((each) => each.profileId === profileId)
  if (own.length === 0) return null
  return (
    <section className={styles.panel} aria-label={t`Exports`}>
      {own.map((state) => (
        <Entry key={state.exportId} state={state} />
      ))}
    </section>
  )
}

function Entry({ state }: { state: ExportState }) {
  const { t } = useLingui()
  const stop = useExports((exports) => exports.stop)
  const reveal = useExports((exports) => exports.reveal)
  const dismiss = useExports((exports) => exports.dismiss)
  const report = useReport()
  const { exportId, status, files, current, error } = state
  const running = status === 'running'
  const words = exportWords(state)
  const without = withoutSubtitlesWords(state.withoutSubtitles)
  return (
    <div className={styles.entry} data-status={status}>
      {/* Only how it ends is read out: progress would never be silent. */}
      <p role={running ? undefined : 'status'} title={error === null ? undefined : rawLine(error)}>
        {words}
      </p>
      {running && (
        <>
          <Meter label={words} share={exportShare(state)} />
          <p className={styles.current} dir="auto">
            {current ?? t`Waiting for its turn`}
          </p>
        </>
      )}
      {!running && without !== null && <p className={styles.current}>{without}</p>}
      <div className={styles.buttons}>
        {running && (
          <Button
            look="ghost"
            onClick={() => void stop(exportId).then(report(t`The export was not stopped`))}
          >{t`Stop`}</Button>
        )}
        {files.length > 0 && (
          <Button
            look="ghost"
            icon="folder"
            onClick={() => void reveal(exportId).then(report(t`The folder was not opened`))}
          >{t`Show in folder`}</Button>
        )}
        {!running && <IconButton icon="x" label={t`Close`} onClick={() => dismiss(exportId)} />}
      </div>
    </div>
  )
}
