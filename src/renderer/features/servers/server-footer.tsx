import { useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import type { ConnectionReport, ProfileSummary } from '../../../shared/profile.ts'
import { useServers } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import styles from './server-form.module.css'
import type { FormActions } from './server-form.tsx'
import { savedWords } from './server-words.ts'

interface ServerFooterProps extends Omit<FormActions, 'onAdded'> {
  known: ProfileSummary | null
  changed: boolean
  /** What is known from a test of the form as it stands. */
  tested: ConnectionReport['outcome'] | null
  busy: boolean
}

/** What can be done with the form as a whole; it stays in sight while the fields scroll. */
export function ServerFooter({ known, changed, tested, busy, ...actions }: ServerFooterProps) {
  const { t } = useLingui()
  const { onOpen } = actions
  return (
    <footer className={styles.footer}>
      {known !== null && (
        <>
          {!known.managed && (
            <Button look="ghost" danger onClick={() => actions.onRemove(known)}>{t`Remove server…`}</Button>
          )}
          <Button look="ghost" onClick={() => actions.onDuplicate(known)}>{t`Duplicate`}</Button>
        </>
      )}
      <SavedLine known={known} changed={changed} tested={tested} />
      <span className={styles.right}>
        {known !== null && onOpen !== null && <Button onClick={() => onOpen(known)}>{t`Open`}</Button>}
        <Button onClick={actions.onCancel}>{t`Cancel`}</Button>
        <Button look="primary" submit busy={busy}>{t`Save`}</Button>
      </span>
    </footer>
  )
}

/** Says that the form was saved, until it is changed again or left; a test that ends later has the last word. */
function SavedLine({ known, changed, tested }: Pick<ServerFooterProps, 'known' | 'changed' | 'tested'>) {
  const saved = useServers((state) => state.saved)
  const forget = useServers((state) => state.forgetSaved)
  const mine = known !== null && saved?.profile.id === known.id && !changed
  const isNew = known === null
  // A new server's message is for the screen that comes next.
  useEffect(() => (isNew ? undefined : forget), [isNew, forget])
  return (
    <span className={styles.saved} role="status">
      {mine && savedWords({ ...saved, tested: tested ?? saved.tested })}
    </span>
  )
}
