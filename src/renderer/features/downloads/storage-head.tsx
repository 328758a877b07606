import { useLingui } from '@lingui/react/macro'
import type { StorageState } from '../../../shared/download.ts'
import { formatSize } from '../../format.ts'
import { useDialogs, useStores } from '../../stores/context.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Meter } from '../../ui/meter.tsx'
import styles from './downloads-screen.module.css'
import { reasonWords } from './stopped-words.ts'
import { barWords, movingWords, storageSegments } from './storage-words.ts'
import { useReport } from './use-report.ts'

/** What files take on this device, and what of. */
export function StorageHead({ storage }: { storage: StorageState }) {
  const { t } = useLingui()
  const open = useDialogs((state) => state.open)
  const segments = storageSegments(storage)
  const used = formatSize(storage.usedBytes)
  const limit = formatSize(storage.limitBytes)
  return (
    <section className={styles.storage} aria-label={t`Storage`}>
      <div className={styles.top}>
        <b>{used}</b>
        <span>{t`of ${limit} used`}</span>
        <span className={styles.space} />
        <button
          type="button"
          className={styles.link}
          onClick={() => open({ kind: 'storage' })}
        >{t`Change limit…`}</button>
        <button
          type="button"
          className={styles.link}
          onClick={() => open({ kind: 'free-up' })}
        >{t`Free up space…`}</button>
      </div>
      <div className={styles.bar} role="img" aria-label={barWords(segments)}>
        {segments.map(({ key, share, colour }) => (
          <i key={key} data-colour={colour} style={{ flexGrow: share }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {segments.map(({ key, label, bytes, colour }) => (
          <li key={key}>
            <i data-colour={colour} aria-hidden="true" />
            <bdi>{label}</bdi> <span>{formatSize(bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is the matter with the folder for files. */
export function StorageBanners({ storage }: { storage: StorageState }) {
  const { t } = useLingui()
  const open = useDialogs((state) => state.open)
  const { location } = storage
  return (
    <>
      {storage.locationMissing && (
        <Banner
          icon="alert"
          tone="warn"
          role="status"
          action={<Button onClick={() => open({ kind: 'storage' })}>{t`Choose another folder…`}</Button>}
        >
          {t`The folder for files, ${location}, is not there. Connect its disk, and everything goes on by itself.`}
        </Banner>
      )}
      {storage.moving !== null && <Moving moving={storage.moving} />}
    </>
  )
}

/** Files on their way to another folder. */
export function Moving({ moving }: { moving: NonNullable<StorageState['moving']> }) {
  const { t } = useLingui()
  const { storage } = useStores()
  const report = useReport()
  const { error, bytes, bytesDone } = moving
  if (error !== null) {
    const reason = reasonWords(error)
    const retry = (): void => void storage.getState().retryMove().then(report(t`Moving the files did not go on`))
    return (
      <Banner
        icon="alert"
        tone="bad"
        role="status"
        action={<Button icon="retry" onClick={retry}>{t`Go on moving`}</Button>}
      >
        {t`Moving files stopped: ${reason}. Nothing is lost: each file is in one of the two folders.`}
      </Banner>
    )
  }
  const words = movingWords(moving)
  return (
    <div className={styles.moving}>
      <span>{words}</span>
      <Meter label={t`Moving files`} share={bytes === 0 ? null : bytesDone / bytes} text={words} />
    </div>
  )
}
