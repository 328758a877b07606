import { useLingui } from '@lingui/react/macro'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'

interface DiscardDialogProps {
  open: boolean
  onKeep: () => void
  onDiscard: () => void
}

/** Asks before what was typed is lost. */
export function DiscardDialog({ open, onKeep, onDiscard }: DiscardDialogProps) {
  const { t } = useLingui()
  return (
    <Dialog open={open} title={t`Discard changes?`} onClose={onKeep}>
      <p>{t`What was changed in this form has not been saved.`}</p>
      <DialogButtons>
        <Button first onClick={onKeep}>{t`Keep editing`}</Button>
        <Button look="primary" danger onClick={onDiscard}>{t`Discard`}</Button>
      </DialogButtons>
    </Dialog>
  )
}
