import { useLingui } from '@lingui/react/macro'
import type { AppError } from '../../../shared/app-error.ts'
import { Button } from '../../ui/button.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { SkeletonRows } from '../library/skeleton-rows.tsx'
import styles from './starting.module.css'

/** The frame of the library, before it is known whether that is what comes. */
export function Starting() {
  const { t } = useLingui()
  return (
    <main className={styles.starting} aria-busy="true" aria-label={t`Roomreel is starting`}>
      <div className={styles.bar} />
      <SkeletonRows waiting />
    </main>
  )
}

/** Only a fault of the app itself leads here: servers that do not answer lead to the welcome screen. */
export function StartFailed({ error, onRetry }: { error: AppError | null; onRetry: () => void }) {
  const { t } = useLingui()
  return (
    <main className={styles.failed}>
      <h1>{t`Roomreel could not start`}</h1>
      <p>{t`Nothing on this device was changed. Trying again is safe; if it stays like this, restart Roomreel.`}</p>
      {error !== null && <RawLine text={`${error.code} · ${error.raw ?? error.message}`} />}
      <Button look="primary" icon="retry" onClick={onRetry}>{t`Try again`}</Button>
    </main>
  )
}
