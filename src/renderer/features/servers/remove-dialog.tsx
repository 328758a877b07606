import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { Output } from '../../../shared/contract.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { errorWords, rawLine } from '../../error-words.ts'
import { useServers } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { profileName } from '../library/profile-words.ts'
import { removalWords } from './dialog-words.ts'
import styles from './dialogs.module.css'

export type Removed = NonNullable<Output<'servers.remove'>>

interface RemoveDialogProps {
  /** Null: closed. */
  profile: ProfileSummary | null
  onClose: () => void
  onRemoved: (profile: ProfileSummary, removed: Removed) => void
}

/** Asks before a server goes, and says what goes with it. */
export function RemoveDialog({ profile, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useLingui()
  const name = profile === null ? '' : profileName(profile)
  return (
    <Dialog open={profile !== null} title={t`Remove ${name}?`} onClose={onClose} className={styles.asking}>
      {profile !== null && <Question profile={profile} onClose={onClose} onRemoved={onRemoved} />}
    </Dialog>
  )
}

function Question({ profile, onClose, onRemoved }: RemoveDialogProps & { profile: ProfileSummary }) {
  const { t } = useLingui()
  const { removal, remove } = useServers((state) => state)
  const [kept, setKept] = useState<Output<'servers.removal'> | null>(null)
  const [busy, setBusy] = useState<'remove' | 'export' | null>(null)
  const [error, setError] = useState<AppError | null>(null)

  useEffect(() => {
    void removal(profile.id).then((answer) => {
      if (answer.ok) setKept(answer.value)
      else setError(answer.error)
    })
  }, [removal, profile.id])

  const go = async (exportFiles: boolean): Promise<void> => {
    if (busy !== null) return
    setBusy(exportFiles ? 'export' : 'remove')
    setError(null)
    const answer = await remove(profile.id, exportFiles)
    setBusy(null)
    if (!answer.ok) setError(answer.error)
    else if (answer.value !== null) onRemoved(profile, answer.value)
  }
  return (
    <>
      {kept !== null && <p>{removalWords(profile, kept)}</p>}
      {kept === null && error === null && <p>{t`Looking what is kept of it on this device`}</p>}
      {error !== null && <RemoveFailure error={error} profile={profile} />}
      <DialogButtons>
        <Button first onClick={onClose}>{t`Cancel`}</Button>
        {kept !== null && kept.files > 0 && (
          <Button busy={busy === 'export'} onClick={() => void go(true)}>
            {t`Move files to a folder and remove…`}
          </Button>
        )}
        <Button
          look="primary"
          danger
          busy={busy === 'remove'}
          disabled={kept === null && error === null ? t`It is not known yet what goes with it` : null}
          onClick={() => void go(false)}
        >
          {t`Remove`}
        </Button>
      </DialogButtons>
    </>
  )
}

function RemoveFailure({ error, profile }: { error: AppError; profile: ProfileSummary }) {
  const { t } = useLingui()
  const { headline } = errorWords(error, { ...profile, otherwise: t`It could not be removed` })
  return (
    <div className={styles.failure} role="alert">
      <b>{headline}</b>
      <RawLine text={rawLine(error)} />
    </div>
  )
}
