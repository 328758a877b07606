import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { reasonWords } from '../downloads/stopped-words.ts'
import { profileName } from '../library/profile-words.ts'

interface ClearHistoryDialogProps {
  /** Whose history; null: closed. */
  profile: ProfileSummary | null
  onClose: () => void
}

/** Asks before the places where recordings were left are forgotten. */
export function ClearHistoryDialog({ profile, onClose }: ClearHistoryDialogProps) {
  const { t } = useLingui()
  const name = profile === null ? '' : profileName(profile)
  return (
    <Dialog open={profile !== null} title={t`Clear the history of ${name}?`} onClose={onClose}>
      {profile !== null && <Question profileId={profile.id} name={name} onClose={onClose} />}
    </Dialog>
  )
}

function Question({ profileId, name, onClose }: { profileId: string; name: string; onClose: () => void }) {
  const { t } = useLingui()
  const { bridge, toasts } = useStores()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const clear = async (): Promise<void> => {
    setBusy(true)
    const answer = await bridge.watching.clear({ profileId })
    setBusy(false)
    if (!answer.ok) setFailure(reasonWords(answer.error))
    else {
      onClose()
      toasts.getState().say(t`The history of ${name} is cleared.`)
    }
  }
  return (
    <>
      <p>
        {t`Roomreel forgets how far each recording was watched, and which are watched to the end. Bookmarks and files stay. This cannot be undone; Export keeps a copy.`}
      </p>
      {failure !== null && <p role="alert">{t`The history could not be cleared: ${failure}. Nothing was changed.`}</p>}
      <DialogButtons>
        <Button first onClick={onClose}>{t`Keep it`}</Button>
        <Button look="primary" danger busy={busy} onClick={() => void clear()}>{t`Clear history`}</Button>
      </DialogButtons>
    </>
  )
}
