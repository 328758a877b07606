import { useLingui } from '@lingui/react/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { StartNotice } from '../../../shared/contract.ts'
import { useSession } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { TroubleNotice } from '../library/trouble-notice.tsx'
import styles from './start-notices.module.css'

/** What went wrong while Roomreel started and did not stop it: said once, until it is put away. */
export function StartNotices() {
  const { t } = useLingui()
  const [notice] = useSession((session) => session.notices)
  const dismiss = useSession((session) => session.dismissNotice)
  const text = useNoticeText()
  // One thing after the other, in the same place.
  if (notice === undefined) return <TroubleNotice />
  return (
    <div className={styles.notice} role="alert">
      <Icon name="alert" />
      <p>{text(notice)}</p>
      <IconButton icon="x" label={t`Close`} onClick={() => dismiss(notice)} />
    </div>
  )
}

function useNoticeText(): (notice: StartNotice) => string {
  const { t } = useLingui()
  return (notice) => {
    const { kind, file } = notice
    switch (kind) {
      case 'settings-set-aside':
        return t`A file of settings could not be read as a whole. What could be read was kept, the rest starts anew, and the old file is still there as ${file}.`
      case 'settings-in-memory':
        return t`${file} can neither be read nor written. Roomreel works, but forgets its settings when it quits.`
      case 'presets-unreadable':
        return t`Some or all of the servers preset for this computer could not be read from ${file}. Tell whoever looks after it; your own servers are not affected.`
      default:
        return assertNever(kind)
    }
  }
}
