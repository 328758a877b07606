import { useLingui } from '@lingui/react/macro'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Output } from '../../../shared/contract.ts'
import { useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { onlyCopyWords, removedWords } from './finished-words.ts'
import { useReport } from './use-report.ts'

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
  const { dialogs } = useStores()
  /** What was removed without being asked, while the question is open. */
  const [asked, setAsked] = useState<Removed | null>(null)
  const { remove, sayRemoved } = useRemoval()

  const begin = useEffectEvent(async (mine: NonNullable<RemoveDialogProps['request']>): Promise<void> => {
    const removed = await remove(mine.recordIds, false)
    // Another removal, or another server, may have come meanwhile: there is nobody to ask any more.
    const isShown = dialogs.getState().shown === mine
    if (isShown && removed !== null && removed.onlyCopiesLeft > 0) {
      setAsked(removed)
      return
    }
    sayRemoved([removed])
    if (isShown) onClose()
  })
  const leave = useEffectEvent(() => {
    sayRemoved([asked])
    setAsked(null)
  })
  useEffect(() => {
    if (request === null) return
    void begin(request)
    return () => leave()
  }, [request])

  const removeAll = async (recordIds: string[]): Promise<void> => {
    setAsked(null)
    sayRemoved([asked, await remove(recordIds, true)])
    onClose()
  }
  const only = asked?.onlyCopiesLeft ?? 0
  return (
    <Dialog
      open={request !== null && asked !== null}
      title={only === 1 ? t`Remove the only copy?` : t`Remove the only copies?`}
      // It says that it has closed also when its question was answered.
      onClose={() => asked !== null && onClose()}
    >
      <p>{onlyCopyWords(only)}</p>
      <DialogButtons>
        <Button first onClick={onClose}>
          {only === 1 ? t`Keep it` : t`Keep them`}
        </Button>
        <Button look="primary" danger onClick={() => void removeAll(request?.recordIds ?? [])}>
          {t`Remove`}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

/** What was removed from a server's files. */
type Removed = Output<'downloads.remove'> & { profileId: string }

interface Removal {
  /** Null: it was not done, and that was said. */
  remove: (recordIds: string[], onlyCopies: boolean) => Promise<Removed | null>
  /** Says what was removed together, with a way back; null, and nothing, is not worth a word. */
  sayRemoved: (removed: readonly (Removed | null)[]) => void
}

function useRemoval(): Removal {
  const { t } = useLingui()
  const { downloads, toasts } = useStores()
  const report = useReport()
  return {
    remove: async (recordIds, onlyCopies) => {
      // By the time of the answer another server may be on screen.
      const { profileId, remove } = downloads.getState()
      const answer = await remove(recordIds, onlyCopies)
      report(t`Nothing was removed`)(answer)
      return answer.ok && profileId !== null ? { ...answer.value, profileId } : null
    },
    sayRemoved: (all) => {
      const removed = all.filter((each) => each !== null && each.removed > 0).filter((each) => each !== null)
      if (removed.length === 0) return
      const undo = async (): Promise<void> => {
        for (const { profileId, undoId } of removed) {
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
