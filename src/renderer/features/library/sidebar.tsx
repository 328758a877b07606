import { useLingui } from '@lingui/react/macro'
import { useRoute, useServers } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { RoomFilter } from './room-filter.tsx'
import styles from './sidebar.module.css'
import { Switcher } from './switcher.tsx'

/** Which server, where in it, and which of its rooms. */
export function Sidebar() {
  const { t } = useLingui()
  const screen = useRoute((state) => state.route.screen)
  const replace = useRoute((state) => state.replace)
  const leave = useServers((state) => state.leave)
  return (
    <aside className={styles.side} aria-label={t`Sidebar`}>
      <Switcher />
      <nav className={styles.nav} aria-label={t`Main`}>
        <button
          type="button"
          aria-current={screen === 'library' ? 'page' : undefined}
          onClick={() => leave(() => replace({ screen: 'library' }))}
        >
          <Icon name="library" size={18} />
          {t`Library`}
        </button>
      </nav>
      <RoomFilter />
    </aside>
  )
}
