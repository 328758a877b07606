import { useDialogs, useStores } from '../../stores/context.ts'
import type { DialogRequest } from '../../stores/dialogs.ts'
import { EditDialog } from '../edit/edit-dialog.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { FreeUpDialog } from './free-up-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { RulesDialog } from './rules-dialog.tsx'
import { StorageDialog } from './storage-dialog.tsx'

type Shown<K extends DialogRequest['kind']> = Extract<DialogRequest, { kind: K }>

/** Every dialog about recordings and their files. They stay when they are closed: one that closes gives the focus back. */
export function FileDialogs() {
  const { dialogs } = useStores()
  const shown = useDialogs((state) => state.shown)
  const of = <K extends DialogRequest['kind']>(kind: K): Shown<K> | null =>
    shown?.kind === kind ? (shown as Shown<K>) : null
  // A dialog that gives way to another one says that it has closed, too.
  const closes = (kind: DialogRequest['kind']) => (): void => {
    if (dialogs.getState().shown?.kind === kind) dialogs.getState().close()
  }
  return (
    <>
      <StorageDialog open={of('storage') !== null} onClose={closes('storage')} />
      <FreeUpDialog open={of('free-up') !== null} onClose={closes('free-up')} />
      <RulesDialog request={of('rules')} onClose={closes('rules')} />
      <ExportDialog request={of('export')} onClose={closes('export')} />
      <EditDialog request={of('edit')} onClose={closes('edit')} />
      <RemoveDialog request={of('remove')} onClose={closes('remove')} />
    </>
  )
}
