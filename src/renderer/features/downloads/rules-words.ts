import { plural, t } from '@lingui/core/macro'
import type { RulesPreview } from '../../../shared/download.ts'
import { formatNumber, formatSize } from '../../format.ts'

/** What rules would do now: "Would keep 12 recordings now (4.3 GB) and remove 3 (1.2 GB)." */
export function previewWords({ keep, remove, complete }: RulesPreview): string {
  const words = [wouldWords(keep, remove)]
  if (keep.unknown > 0) {
    const count = formatNumber(keep.unknown)
    words.push(
      plural(keep.unknown, {
        one: `${count} of them does not say how large it is.`,
        other: `${count} of them do not say how large they are.`,
      }),
    )
  }
  if (!complete) words.push(t`The server has not been looked through yet: there may be more.`)
  return words.join(' ')
}

function wouldWords(keep: RulesPreview['keep'], remove: RulesPreview['remove']): string {
  const kept = countWords(keep.recordings)
  const keptSize = formatSize(keep.bytes)
  const removedSize = formatSize(remove.bytes)
  if (keep.recordings === 0 && remove.recordings === 0) return t`Would do nothing now.`
  if (remove.recordings === 0) return t`Would keep ${kept} now (${keptSize}).`
  if (keep.recordings === 0) {
    const removed = countWords(remove.recordings)
    return t`Would remove ${removed} now (${removedSize}).`
  }
  const removed = formatNumber(remove.recordings)
  return t`Would keep ${kept} now (${keptSize}) and remove ${removed} (${removedSize}).`
}

function countWords(count: number): string {
  const written = formatNumber(count)
  return plural(count, { one: `${written} recording`, other: `${written} recordings` })
}
