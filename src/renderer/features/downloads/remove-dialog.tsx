import { useLingui } from '@lingui/react/macro'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { useDownloads, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { onlyCopyWords, removedWords } from './finished-words.ts'
import { useReport } from './use-report.ts'

type Removed = Output<'downloads.remove'>

interface RemoveDialogProps {
  /** Null: nothing is to be removed. */
  request: { recordIds: string[] } | null
  onClose: () => void
}

/** As long as what was removed can be brought back. */
const UNDO_MS = 30_000

/** Removes files at once, with a way back; copies that are the only ones are asked for first. */
export function RemoveDialog({ request, onClose }: RemoveDialogProps) {
  const { t } = useLingui()
  /** What was removed without being asked, while the question is open. */
  const [asked, setAsked] = useState<Removed | null>(null)
  const { remove, sayRemoved } = useRemoval()

  const begin = useEffectEvent(async (recordIds: string[]): Promise<void> => {
    const removed = await remove(recordIds, false)
    if (removed !== null && removed.onlyCopiesLeft > 0) setAsked(removed)
    else finish(removed === null ? [] : [removed])
  })
  useEffect(() => {
    if (request !== null) void begin(request.recordIds)
    else setAsked(null)
  }, [request])

  const finish = (removed: Removed[]): void => {
    setAsked(null)
    sayRemoved(removed)
    onClose()
  }
  const removeAll = async (): Promise<void> => {
    const before = asked === null ? [] : [asked]
    const removed = await remove(request?.recordIds ?? [], true)
    finish(removed === null ? before : [...before, removed])
  }
  const only = asked?.onlyCopiesLeft ?? 0
  // It says that it has closed also when it was closed by its buttons.
  const keep = (): void => {
    if (asked !== null) finish([asked])
  }
  return (
    <Dialog
      open={request !== null && asked !== null}
      title={only === 1 ? t`Remove the only copy?` : t`Remove the only copies?`}
      onClose={keep}
    >
      <p>{onlyCopyWords(only)}</p>
      <DialogButtons>
        <Button first onClick={keep}>
          {only === 1 ? t`Keep it` : t`Keep them`}
        </Button>
        <Button look="primary" danger onClick={() => void removeAll()}>
          {t`Remove`}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

interface Removal {
  /** Null: it was not done, and that was said. */
  remove: (recordIds: string[], onlyCopies: boolean) => Promise<Removed | null>
  sayRemoved: (removed: readonly Removed[]) => void
}

/** Removing, and saying so with a way back: both of the server that is on screen when the dialog appears. */
function useRemoval(): Removal {
  const { t } = useLingui()
  const { downloads, toasts } = useStores()
  const report = useReport()
  const profileId = useDownloads((state) => state.profileId)
  return {
    remove: async (recordIds, onlyCopies) => {
      const answer = await downloads.getState().remove(recordIds, onlyCopies)
      report(t`Nothing was removed`)(answer)
      return answer.ok ? answer.value : null
    },
    sayRemoved: (all) => {
      const removed = all.filter((each) => each.removed > 0)
      if (removed.length === 0 || profileId === null) return
      const undo = async (): Promise<void> => {
        for (const { undoId } of removed) {
          const answer = await downloads.getState().undoRemove(profileId, undoId)
          report(t`What was removed could not be brought back`)(answer)
        }
      }
      const count = removed.reduce((sum, each) => sum + each.removed, 0)
      const bytes = removed.reduce((sum, each) => sum + each.bytes, 0)
      toasts.getState().say(removedWords(count, bytes), {
        action: { label: t`Undo`, run: () => void undo() },
        ms: UNDO_MS,
      })
    },
  }
}
