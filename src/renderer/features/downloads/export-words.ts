import { plural, t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { ExportState } from '../../../shared/download.ts'
import { formatNumber } from '../../format.ts'
import { reasonWords } from './stopped-words.ts'

/** What comes before an export of recordings that are not here: "3 of 5 are not on this device and are downloaded first". */
export function missingWords(missing: number, all: number): string | null {
  if (missing === 0) return null
  if (all === 1) return t`It is not on this device and is downloaded first.`
  const some = formatNumber(missing)
  const count = formatNumber(all)
  return plural(missing, {
    one: `${some} of ${count} is not on this device and is downloaded first.`,
    other: `${some} of ${count} are not on this device and are downloaded first.`,
  })
}

/** The last part of a path, on whatever system. */
const lastPart = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path

/** How an export goes on, or how it has ended. */
export function exportWords(state: ExportState): string {
  const { recordings, recordingsDone } = state
  const folder = lastPart(state.folder)
  const done = formatNumber(recordingsDone)
  const all = formatNumber(recordings)
  switch (state.status) {
    case 'running':
      return recordings === 1 ? t`Exporting to ${folder}` : t`Exporting to ${folder}: ${done} of ${all} done`
    case 'done':
      return plural(recordingsDone, {
        one: `${done} recording exported to ${folder}`,
        other: `${done} recordings exported to ${folder}`,
      })
    case 'stopped':
      return t`Export stopped. ${done} of ${all} are in ${folder}.`
    case 'failed': {
      const reason = state.error === null ? t`something went wrong in Roomreel itself` : reasonWords(state.error)
      return t`Export stopped: ${reason}. ${done} of ${all} are in ${folder} and stay there; export the rest again.`
    }
    default:
      return assertNever(state.status)
  }
}

/** What an export had to leave out; null: nothing. */
export function withoutSubtitlesWords(count: number): string | null {
  if (count === 0) return null
  const files = formatNumber(count)
  return plural(count, {
    one: `${files} subtitle file could not be had.`,
    other: `${files} subtitle files could not be had.`,
  })
}

/** 0 to 1; null while nothing can be said. */
export const exportShare = ({ bytesDone, bytesTotal }: ExportState): number | null =>
  bytesTotal <= 0 ? null : Math.min(1, bytesDone / bytesTotal)
