import type { AppError, ErrorCode } from '../../shared/app-error.ts'
import type { WaitReason } from '../../shared/media.ts'
import type { QueueEntry } from './queue-entries.ts'

const NETWORK: readonly ErrorCode[] = ['unknown-host', 'refused', 'unreachable', 'timeout', 'proxy', 'cut-off']
/** HTTP: the server is at fault, or has too much to do. */
const PASSING_ANSWER = /^(5|429)/

/** A running entry, after its job has failed, or (null) was stopped by somebody else. */
export function afterFailure(entry: QueueEntry, error: AppError | null): QueueEntry {
  const waitingFor = error === null ? 'turn' : reasonToWait(error)
  return waitingFor === null ? { ...entry, state: 'failed', error } : { ...entry, state: 'waiting', waitingFor }
}

/** Null: it has failed for good. */
function reasonToWait({ code }: AppError): WaitReason | null {
  switch (code) {
    case 'disk-full':
      return 'disk-space'
    case 'storage-limit':
      return 'limit'
    case 'location-missing':
      return 'location'
    case 'aborted':
      return 'turn'
    default:
      return null
  }
}

/** It has failed, and may go better once the server answers. */
export const isHopeful = ({ error }: QueueEntry): boolean => error !== null && isPassing(error)

const isPassing = ({ code, raw }: AppError): boolean =>
  NETWORK.includes(code) || (code === 'server-error' && raw !== null && PASSING_ANSWER.test(raw))
