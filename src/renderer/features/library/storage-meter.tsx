import { useLingui } from '@lingui/react/macro'
import type { StorageState } from '../../../shared/download.ts'
import { formatSize } from '../../format.ts'
import { useDialogs, useStorage } from '../../stores/context.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Meter } from '../../ui/meter.tsx'
import styles from './storage-meter.module.css'

/** What files take of the limit, at the end of the sidebar; the gear leads to the choices. */
export function StorageMeter() {
  const { t } = useLingui()
  const storage = useStorage()
  const open = useDialogs((state) => state.open)
  return (
    <div className={styles.foot}>
      {storage !== null && <Used {...storage} />}
      <IconButton
        icon="gear"
        className={styles.gear}
        label={t`Storage settings`}
        onClick={() => open({ kind: 'storage' })}
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
  return (
    <div className={styles.used} title={t`Files on this device take ${used} of at most ${limit}`}>
      <span>{words}</span>
      <Meter label={t`Storage`} share={share} text={words} />
    </div>
  )
}
