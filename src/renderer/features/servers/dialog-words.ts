import { plural, t } from '@lingui/core/macro'
import type { Output } from '../../../shared/contract.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { formatNumber, formatSize } from '../../format.ts'

/** What goes with a server, and what does not. */
export function removalWords({ kind }: Pick<ProfileSummary, 'kind'>, kept: Output<'servers.removal'>): string {
  const count = formatNumber(kept.files)
  const files = plural(kept.files, { one: `${count} kept file`, other: `${count} kept files` })
  const size = formatSize(kept.bytes)
  if (kind === 'demo') {
    return kept.files === 0
      ? t`Nothing of it is kept on this device. It can be brought back any time.`
      : t`What goes with it: ${files}, ${size}. The demo itself can be brought back any time.`
  }
  return kept.files === 0
    ? t`Its settings and its secret go; nothing else of it is kept on this device. The server itself is not touched.`
    : t`What goes with it: ${files}, ${size}, its settings and its secret. The server itself is not touched.`
}

/** "3 servers written to servers.json, with 2 secrets". */
export function exportedWords({ file, servers, secrets }: NonNullable<Output<'servers.export'>>): string {
  const count = formatNumber(servers)
  const written = plural(servers, {
    one: `${count} server written to ${file}`,
    other: `${count} servers written to ${file}`,
  })
  if (secrets === 0) return written
  const number = formatNumber(secrets)
  const locked = plural(secrets, { one: `${number} secret`, other: `${number} secrets` })
  return t`${written}, with ${locked}`
}

export function importedWords(added: number): string {
  const count = formatNumber(added)
  return plural(added, { one: `${count} server added`, other: `${count} servers added` })
}

export function movedWords(files: number): string {
  const count = formatNumber(files)
  return plural(files, { one: `${count} file moved to the folder`, other: `${count} files moved to the folder` })
}
