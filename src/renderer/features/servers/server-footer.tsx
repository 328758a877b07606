import { useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { useServers } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import styles from './server-form.module.css'
import type { FormActions } from './server-form.tsx'
import { savedWords } from './server-words.ts'

interface ServerFooterProps extends Omit<FormActions, 'onAdded'> {
  known: ProfileSummary | null
  changed: boolean
  busy: boolean
}

/** What can be done with the form as a whole; it stays in sight while the fields scroll. */
export function ServerFooter({ known, changed, busy, onCancel, onOpen, onDuplicate, onRemove }: ServerFooterProps) {
  const { t } = useLingui()
  return (
    <footer className={styles.footer}>
      {known !== null && (
        <>
          {!known.managed && <Button look="ghost" danger onClick={() => onRemove(known)}>{t`Remove server…`}</Button>}
          <Button look="ghost" onClick={() => onDuplicate(known)}>{t`Duplicate`}</Button>
        </>
      )}
      <SavedLine known={known} changed={changed} />
      <span className={styles.right}>
        {known !== null && onOpen !== null && <Button onClick={() => onOpen(known)}>{t`Open`}</Button>}
        <Button onClick={onCancel}>{t`Cancel`}</Button>
        <Button look="primary" submit busy={busy}>{t`Save`}</Button>
      </span>
    </footer>
  )
}

/** Says that the form was saved, until it is changed again or left. */
function SavedLine({ known, changed }: { known: ProfileSummary | null; changed: boolean }) {
  const saved = useServers((state) => state.saved)
  const forget = useServers((state) => state.forgetSaved)
  const mine = known !== null && saved?.profile.id === known.id && !changed
  const isNew = known === null
  // A new server's message is for the screen that comes next.
  useEffect(() => (isNew ? undefined : forget), [isNew, forget])
  return (
    <span className={styles.saved} role="status">
      {mine && savedWords(saved)}
    </span>
  )
}
