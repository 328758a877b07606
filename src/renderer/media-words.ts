import { t } from '@lingui/core/macro'
import type { AppError, ErrorCode } from '../shared/app-error.ts'
import type { MediaState, WaitReason } from '../shared/media.ts'
import { errorWords } from './error-words.ts'
import { formatSize } from './format.ts'

/** What a download waits for, in a few words; what is unknown is the server. */
export function waitWords(reason: WaitReason | null): string {
  switch (reason) {
    case 'turn':
      return t`Waiting for another download to end`
    case 'disk-space':
      return t`Waiting for room on the disk`
    case 'limit':
      return t`Waiting for room below the storage limit`
    case 'location':
      return t`Waiting for the folder for files, which is not there now`
    default:
      return t`Waiting for the server`
  }
}

/** What is wrong with a file rather than with its server; null: another code. */
function fileHeadline(code: ErrorCode): string | null {
  switch (code) {
    case 'not-found':
      return t`The server no longer has this file`
    case 'not-a-video':
      return t`The server sent something that is not a video`
    case 'cut-off':
      return t`The file broke off before its end`
    case 'disk':
      return t`The file could not be stored on this device`
    default:
      return null
  }
}

/** Why a download stopped, as a headline without a full stop. */
export const stoppedWords = (error: AppError): string =>
  errorWords(error, { host: t`The server`, apiKey: '', otherwise: fileHeadline(error.code) ?? t`The download stopped` })
    .headline

/** Why a download stopped, and what of it stays: "The server no longer has this file. 380 MB is kept." */
export function stoppedSentence(media: Pick<MediaState, 'error' | 'bytesDone'>): string {
  const what = media.error === null ? t`The download stopped` : stoppedWords(media.error)
  if (media.bytesDone === 0) return `${what}.`
  const size = formatSize(media.bytesDone)
  return t`${what}. ${size} is kept.`
}

/** Whether a recording's whole file is here: main's newest word on it goes before the list's. */
export const isOnDevice = (recording: { onDevice: boolean }, media: MediaState | null): boolean =>
  media === null ? recording.onDevice : media.status === 'complete'

/** A download that the user asked for and that has not ended: it can be paused, resumed, cancelled. */
export const isQueued = (media: MediaState | null): boolean => {
  if (media === null || !media.kept) return false
  const { status } = media
  return status === 'waiting' || status === 'downloading' || status === 'paused' || status === 'failed'
}
