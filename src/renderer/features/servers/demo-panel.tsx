import { useLingui } from '@lingui/react/macro'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { Button } from '../../ui/button.tsx'
import { profileName } from '../library/profile-words.ts'
import styles from './server-form.module.css'
import type { FormActions } from './server-form.tsx'

interface DemoPanelProps extends Pick<FormActions, 'onCancel' | 'onOpen' | 'onRemove'> {
  profile: ProfileSummary
}

/** The demo has nothing to be entered. */
export function DemoPanel({ profile, onCancel, onOpen, onRemove }: DemoPanelProps) {
  const { t } = useLingui()
  return (
    <div className={styles.form}>
      <div className={styles.scroll}>
        <div className={styles.inner}>
          <h2>{profileName(profile)}</h2>
          <p className={styles.note}>
            {t`A small server inside Roomreel, with sample recordings. It works without a network and sends nothing anywhere. It can be removed, and brought back any time.`}
          </p>
        </div>
      </div>
      <footer className={styles.footer}>
        <Button look="ghost" danger onClick={() => onRemove(profile)}>{t`Remove demo…`}</Button>
        <span className={styles.right}>
          {onOpen !== null && <Button onClick={() => onOpen(profile)}>{t`Open`}</Button>}
          <Button onClick={onCancel}>{t`Cancel`}</Button>
        </span>
      </footer>
    </div>
  )
}
