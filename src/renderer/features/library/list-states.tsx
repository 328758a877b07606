import { useLingui } from '@lingui/react/macro'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { useLibrary, useRoute } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import styles from './list-states.module.css'
import { profileName } from './profile-words.ts'

/** Nothing on the server: the only place with a drawing. */
export function EmptyState({
  profile,
  busy,
  onCheck,
}: {
  profile: ProfileSummary
  busy: boolean
  onCheck: () => void
}) {
  const { t } = useLingui()
  const go = useRoute((route) => route.go)
  const name = profileName(profile)
  return (
    <div className={styles.center}>
      <Frames />
      <h2>{t`No recordings on ${name} yet`}</h2>
      <p>{t`A recording shows up here a few minutes after someone stops recording in a room.`}</p>
      <div className={styles.buttons}>
        <Button look="primary" icon="retry" busy={busy} onClick={onCheck}>{t`Check now`}</Button>
        <Button onClick={() => go({ screen: 'welcome' })}>{t`Switch server`}</Button>
      </div>
    </div>
  )
}

/** Nothing matches what the list is limited to. */
export function NoMatch() {
  const { t } = useLingui()
  const clearFilters = useLibrary((state) => state.clearFilters)
  return (
    <div className={styles.center}>
      <h2>{t`No recordings match`}</h2>
      <p>{t`There are none in what is chosen here. Other rooms of this server may have some.`}</p>
      <div className={styles.buttons}>
        <Button look="primary" onClick={clearFilters}>{t`Clear filters`}</Button>
      </div>
    </div>
  )
}

function Frames() {
  return (
    <svg className={styles.frames} viewBox="0 0 176 84" aria-hidden="true">
      <rect x="1" y="16" width="93" height="52" rx="6" opacity="0.350" />
      <rect x="82" y="16" width="93" height="52" rx="6" opacity="0.350" />
      <rect className={styles.front} x="24" y="6" width="128" height="72" rx="8" />
      <path d="M80 32v20l17-10z" />
    </svg>
  )
}
