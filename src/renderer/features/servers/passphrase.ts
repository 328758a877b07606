import { t } from '@lingui/core/macro'

/** The shortest passphrase that is taken, in characters. */
const SHORTEST = 8

/** What is wrong with a new passphrase: at the first field, at the second, or null. */
export function checkPassphrase(first: string, second: string): { first?: string; second?: string } | null {
  if ([...first.trim()].length < SHORTEST) return { first: t`Use at least ${SHORTEST} characters` }
  if (first !== second) return { second: t`The two are not the same` }
  return null
}
