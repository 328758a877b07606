import { plural, t } from '@lingui/core/macro'
import type { AppError, Result } from '../../../shared/app-error.ts'
import { errorWords } from '../../error-words.ts'
import { recordingTitle } from '../../recording-words.ts'
import { useStores } from '../../stores/context.ts'
import { offline } from '../../stores/library.ts'
import type { Stores } from '../../stores/stores.ts'

/** What can be done with the files of recordings, wherever they are shown; how it went is said in a toast. */
export interface FileActions {
  /** Keeps recordings on this device. Quiet: only a failure is said. */
  keep: (recordIds: string[], quiet?: 'quiet') => Promise<void>
  pause: (recordId: string) => Promise<void>
  /** Goes on with what was paused or has failed. */
  resume: (recordId: string) => Promise<void>
  cancel: (recordId: string) => Promise<void>
  showInFolder: (recordId: string) => Promise<void>
  /** Lets the system go on with the drag of a file that is here. */
  drag: (recordId: string) => Promise<void>
  /** Asks how, then exports. */
  exportFiles: (recordIds: string[]) => void
  /** Removes files; what is the only copy is asked for first. */
  remove: (recordIds: string[]) => void
}

/** At most so many can be exported at once. */
export const MOST_EXPORTED = 1000

export function useFileActions(): FileActions {
  const stores = useStores()
  const { bridge, downloads, dialogs } = stores
  const queue = downloads.getState()
  return {
    keep: async (recordIds, quiet) => {
      const answer = await queue.keep(recordIds)
      if (!answer.ok) say(stores, t`Nothing was queued`, answer.error)
      else if (quiet === undefined) stores.toasts.getState().say(keepWordsOf(stores, recordIds, answer.value.queued))
    },
    pause: async (recordId) => sayIfNot(stores, t`The download was not paused`, await queue.pause([recordId])),
    resume: async (recordId) => sayIfNot(stores, t`The download was not resumed`, await queue.resume([recordId])),
    cancel: async (recordId) => sayIfNot(stores, t`The download was not cancelled`, await queue.cancel([recordId])),
    showInFolder: async (recordId) =>
      sayIfNot(stores, t`The folder was not opened`, await queue.showInFolder(recordId)),
    drag: async (recordId) => {
      const { profileId } = downloads.getState()
      if (profileId === null) return
      sayIfNot(stores, t`The file cannot be dragged`, await bridge.media.drag({ profileId, recordId }))
    },
    exportFiles: (recordIds) => {
      if (recordIds.length > MOST_EXPORTED) stores.toasts.getState().say(tooManyWords())
      else dialogs.getState().open({ kind: 'export', recordIds })
    },
    remove: (recordIds) => dialogs.getState().open({ kind: 'remove', recordIds }),
  }
}

export const tooManyWords = (): string => t`At most 1,000 recordings are exported at once. Select fewer.`

function sayIfNot(stores: Stores, what: string, answer: Result<unknown>): void {
  if (!answer.ok) say(stores, what, answer.error)
}

function say({ session, toasts }: Stores, what: string, error: AppError): void {
  const host = session.getState().opened?.profile.host ?? ''
  const { headline } = errorWords(error, { host, apiKey: '', otherwise: t`Trying again is safe` })
  toasts.getState().say(`${what}. ${headline}.`)
}

function keepWordsOf({ library, session }: Stores, recordIds: string[], queued: number): string {
  const only = recordIds.length === 1 ? library.getState().recording(recordIds[0] ?? '') : null
  const { opened, statuses } = session.getState()
  // Whichever has heard of it first.
  const unreachable = opened !== null && statuses[opened.profile.id]?.online === 'unreachable'
  const silent = unreachable || offline(library.getState()) !== null
  return keepWords({ title: only === null ? null : recordingTitle(only), queued, silent })
}

interface Kept {
  /** Of the only one; null: there are several. */
  title: string | null
  /** How many were put in the queue. */
  queued: number
  /** The server does not answer now. */
  silent: boolean
}

/** What has become of the wish to keep recordings. */
export function keepWords({ title, queued, silent }: Kept): string {
  if (queued === 0) {
    return title === null
      ? t`All of them are on this device, or on their way`
      : t`“${title}” is on this device, or on its way`
  }
  if (silent) {
    return title === null
      ? plural(queued, { one: '# recording waits for the server', other: '# recordings wait for the server' })
      : t`“${title}” waits for the server`
  }
  return title === null
    ? plural(queued, { one: 'Downloading # recording', other: 'Downloading # recordings' })
    : t`Downloading “${title}”`
}
