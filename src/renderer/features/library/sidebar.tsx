import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { formatNumber } from '../../format.ts'
import { useDownloadProgress, useHistory, useRoute, useServers } from '../../stores/context.ts'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-shapes.ts'
import { Ring } from '../../ui/ring.tsx'
import { RoomFilter } from './room-filter.tsx'
import styles from './sidebar.module.css'
import { StorageMeter } from './storage-meter.tsx'
import { Switcher } from './switcher.tsx'

/** Which server, where in it, which of its rooms, and what files take here. */
export function Sidebar() {
  const { t } = useLingui()
  return (
    <aside className={styles.side} aria-label={t`Sidebar`}>
      <Switcher />
      <nav className={styles.nav} aria-label={t`Main`}>
        <Place screen="library" icon="library">
          {t`Library`}
        </Place>
        <Place screen="continue" icon="resume">
          {t`Continue watching`}
          <Begun />
        </Place>
        <Place screen="downloads" icon="download">
          {t`Downloads`}
          <Running />
        </Place>
      </nav>
      <RoomFilter />
      <StorageMeter />
    </aside>
  )
}

interface PlaceProps {
  screen: 'library' | 'continue' | 'downloads'
  icon: IconName
  children: ReactNode
}

/** Leads to a screen of this server. */
function Place({ screen, icon, children }: PlaceProps) {
  const here = useRoute((state) => state.route.screen === screen)
  const replace = useRoute((state) => state.replace)
  const leave = useServers((state) => state.leave)
  return (
    <button type="button" aria-current={here ? 'page' : undefined} onClick={() => leave(() => replace({ screen }))}>
      <Icon name={icon} size={18} />
      {children}
    </button>
  )
}

/** How many recordings were begun and not watched to the end. */
function Begun() {
  const total = useHistory((state) => state.history?.total ?? 0)
  return total === 0 ? null : <span className={styles.running}>{formatNumber(total)}</span>
}

/** How many downloads are on their way, and how far they are together. */
function Running() {
  const { t } = useLingui()
  const { running, share } = useDownloadProgress()
  if (running === 0) return null
  const count = formatNumber(running)
  return (
    <span className={styles.running}>
      <Ring share={share ?? 0} />
      <span aria-hidden="true">{count}</span>
      <span className={hidden.hidden}>{t`${count} on their way`}</span>
    </span>
  )
}
