import { t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { MediaState } from '../../../shared/media.ts'
import { formatPercent } from '../../format.ts'
import { shareOnDevice } from './progress.ts'

/** Where a recording's file is, in words. */
export function mediaStatusWords(media: MediaState): string {
  const share = shareOnDevice(media)
  // "At 0%" says nothing.
  const percent = share === null || media.bytesDone === 0 ? null : formatPercent(share)
  switch (media.status) {
    case 'absent':
      return t`On the server`
    case 'partial':
      return percent === null ? t`On the server` : t`On the server, ${percent} on this device`
    case 'waiting':
      return percent === null ? t`Waiting` : t`Waiting at ${percent}`
    case 'downloading':
      return share === null ? t`Downloading` : t`Downloading ${formatPercent(share)}`
    case 'paused':
      return percent === null ? t`Paused` : t`Paused at ${percent}`
    case 'complete':
      return t`On this device`
    case 'failed':
      return percent === null ? t`Download failed` : t`Download stopped at ${percent}`
    default:
      return assertNever(media.status)
  }
}
