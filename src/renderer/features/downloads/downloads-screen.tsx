import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useRef } from 'react'
import { useDialogs, useDownloads, useRoute, useSession, useStorage } from '../../stores/context.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { useFocusStays } from '../../ui/use-focus-stays.ts'
import frame from '../library/library-screen.module.css'
import styles from './downloads-screen.module.css'
import { FinishedList, FinishedStatus } from './finished-list.tsx'
import { keptWords } from './finished-words.ts'
import { QueueList } from './queue-list.tsx'
import { reasonWords } from './stopped-words.ts'
import { StorageBanners, StorageHead } from './storage-head.tsx'

export { loadLaterWords } from '../../i18n-later.ts'
export { ExportPanel } from './export-panel.tsx'
export { FileDialogs } from './file-dialogs.tsx'

/** What is kept, and what is on its way. `sidebar` is null when it is hidden. */
export function DownloadsScreen({ sidebar }: { sidebar: ReactNode }) {
  const { t } = useLingui()
  const open = useDialogs((state) => state.open)
  const kept = useDownloads((state) => state.list?.kept ?? null)
  const profileId = useSession((session) => session.opened?.profile.id ?? null)
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
          <h1>{t`Downloads`}</h1>
          {kept !== null && <span className={frame.total}>{keptWords(kept)}</span>}
          <span className={styles.space} />
          <Button look="ghost" onClick={() => open({ kind: 'rules', roomId: null })}>{t`Rules…`}</Button>
        </header>
        <Content key={profileId} />
      </main>
    </div>
  )
}

function Content() {
  const { t } = useLingui()
  const list = useDownloads((state) => state.list)
  const error = useDownloads((state) => state.error)
  const ask = useDownloads((state) => state.ask)
  const storage = useStorage()
  const reason = error === null ? '' : reasonWords(error)
  return (
    <>
      {error !== null && (
        <Banner
          icon="alert"
          tone="bad"
          role="status"
          action={<Button icon="retry" onClick={() => void ask()}>{t`Try again`}</Button>}
        >
          {t`The list could not be loaded: ${reason}. Downloads and files are not affected.`}
        </Banner>
      )}
      {storage !== null && <StorageBanners storage={storage} />}
      <div className={styles.scroll}>
        {storage !== null && <StorageHead storage={storage} />}
        {list !== null && (
          <>
            {list.total === 0 && list.kept === 0 && list.finished.length === 0 ? <Empty /> : <QueueList list={list} />}
            <FinishedList list={list} />
            <FinishedStatus list={list} />
          </>
        )}
      </div>
    </>
  )
}

function Empty() {
  const { t } = useLingui()
  const open = useDialogs((state) => state.open)
  const replace = useRoute((state) => state.replace)
  return (
    <div className={styles.empty}>
      <h2>{t`Nothing is kept on this device yet`}</h2>
      <p>
        {t`Choose “Keep on this device” at a recording, and it plays from then on without the network. A rule keeps new recordings of a room by itself.`}
      </p>
      <div className={styles.emptyButtons}>
        <Button look="primary" onClick={() => replace({ screen: 'library' })}>{t`Go to the library`}</Button>
        <Button onClick={() => open({ kind: 'rules', roomId: null })}>{t`Rules…`}</Button>
      </div>
    </div>
  )
}
