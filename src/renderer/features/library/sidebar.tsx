import { useLingui } from '@lingui/react/macro'
import { Icon } from '../../ui/icon.tsx'
import { RoomFilter } from './room-filter.tsx'
import styles from './sidebar.module.css'
import { Switcher } from './switcher.tsx'

/** Which server, where in it, and which of its rooms. */
export function Sidebar({ healthy }: { healthy: boolean }) {
  const { t } = useLingui()
  return (
    <aside className={styles.side} aria-label={t`Sidebar`}>
      <Switcher healthy={healthy} />
      <nav className={styles.nav} aria-label={t`Main`}>
        <button type="button" aria-current="page">
          <Icon name="library" size={18} />
          {t`Library`}
        </button>
      </nav>
      <RoomFilter />
    </aside>
  )
}
