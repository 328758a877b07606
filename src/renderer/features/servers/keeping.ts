import { t } from '@lingui/core/macro'
import type { Keychain, SecretKeeping } from '../../../shared/profile.ts'

/** How a secret is to be kept where there is no keychain. */
export interface KeepingAnswer {
  how: 'session' | 'file'
  /** The user has said yes to a file that other programs can read. */
  understood: boolean
}

/** Nothing is written down unless the user says so. */
export const FIRST_KEEPING: KeepingAnswer = { how: 'session', understood: false }

/** The keychain where there is one, else what was chosen. */
export const keepingOf = (keychain: Keychain, answer: KeepingAnswer): SecretKeeping =>
  keychain.available ? 'keychain' : answer.how

/** What is missing before a secret may be kept; null: nothing. */
export function checkKeeping(keychain: Keychain, { how, understood }: KeepingAnswer): string | null {
  if (keychain.available || how === 'session' || understood) return null
  return t`Check this box, or keep the secret until Roomreel quits`
}
