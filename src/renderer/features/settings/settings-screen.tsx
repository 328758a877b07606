import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useRoute, useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import frame from '../library/library-screen.module.css'
import { CaptionsSection } from './captions-section.tsx'
import { HistorySection } from './history-section.tsx'
import { KeyboardSection } from './keyboard-section.tsx'
import { PlaybackSection } from './playback-section.tsx'
import { SearchSection } from './search-section.tsx'
import styles from './settings-screen.module.css'

export { loadLaterWords } from '../../i18n-later.ts'
export { ShortcutsDialog } from '../shell/shortcuts-dialog.tsx'

/** What can be chosen once for all recordings, kept as soon as it is chosen. `sidebar` is null when it is hidden. */
export function SettingsScreen({ sidebar }: { sidebar: ReactNode }) {
  const { t } = useLingui()
  const back = useRoute((state) => state.back)
  const profile = useSession((state) => state.opened?.profile ?? null)
  return (
    <div className={frame.screen} data-sidebar={sidebar !== null}>
      {sidebar}
      <main className={frame.main}>
        <header className={profile === null ? `${frame.bar} ${styles.withBack}` : frame.bar}>
          {profile === null && <Button look="ghost" icon="left" onClick={back}>{t`Back`}</Button>}
          <h1>{t`Settings`}</h1>
        </header>
        <div className={styles.scroll}>
          <div className={styles.inner}>
            <PlaybackSection />
            <CaptionsSection />
            <SearchSection />
            {profile !== null && <HistorySection key={profile.id} profile={profile} />}
            <KeyboardSection />
          </div>
        </div>
      </main>
    </div>
  )
}
