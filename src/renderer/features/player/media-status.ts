import { t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { MediaState } from '../../../shared/media.ts'
import { formatPercent } from '../../format.ts'
import { shareOnDevice } from './progress.ts'

/** Where a recording's file is, in words. */
export function mediaStatusWords(media: MediaState): string {
  const share = shareOnDevice(media)
  const percent = share === null ? null : formatPercent(share)
  switch (media.status) {
    case 'absent':
      return t`On the server`
    case 'downloading':
      return percent === null ? t`Downloading` : t`Downloading ${percent}`
    case 'complete':
      return t`On this device`
    case 'failed':
      return percent === null || share === 0 ? t`Download failed` : t`Download stopped at ${percent}`
    default:
      return assertNever(media.status)
  }
}
