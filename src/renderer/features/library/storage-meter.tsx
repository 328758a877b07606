import { useLingui } from '@lingui/react/macro'
import type { StorageState } from '../../../shared/download.ts'
import { formatSize } from '../../format.ts'
import { useDialogs, useRoute, useServers, useStorage } from '../../stores/context.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Meter } from '../../ui/meter.tsx'
import { useKeyWords, withKey } from '../shell/use-key-words.ts'
import styles from './storage-meter.module.css'

/** What files take of the limit, at the end of the sidebar, with the way to its choices; the gear leads to all others. */
export function StorageMeter() {
  const { t } = useLingui()
  const storage = useStorage()
  const go = useRoute((state) => state.go)
  const here = useRoute((state) => state.route.screen === 'settings')
  const leave = useServers((state) => state.leave)
  const settings = withKey(t`Settings`, useKeyWords()('anywhere.settings'))
  return (
    <div className={styles.foot}>
      {storage !== null && <Used {...storage} />}
      <IconButton
        icon="gear"
        className={styles.gear}
        label={settings}
        aria-current={here ? 'page' : undefined}
        onClick={() => {
          if (!here) leave(() => go({ screen: 'settings' }))
        }}
      />
    </div>
  )
}

function Used({ usedBytes, limitBytes }: Pick<StorageState, 'usedBytes' | 'limitBytes'>) {
  const { t } = useLingui()
  const used = formatSize(usedBytes)
  const limit = formatSize(limitBytes)
  const words = t`${used} of ${limit}`
  const share = limitBytes <= 0 ? 1 : Math.min(1, usedBytes / limitBytes)
  const open = useDialogs((state) => state.open)
  return (
    <button
      type="button"
      className={styles.used}
      title={t`Files on this device take ${used} of at most ${limit}`}
      aria-label={t`Storage settings: ${words} used`}
      onClick={() => open({ kind: 'storage' })}
    >
      <span>{words}</span>
      <Meter label={t`Storage`} share={share} text={words} />
    </button>
  )
}
