import { t } from '@lingui/core/macro'
import type { ErrorCode } from '../../../shared/app-error.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { type Draft, hasKeptSecret } from './server-draft.ts'

/** In the order of the form: the first wrong one gets the focus. */
export type ServerField = 'url' | 'apiKey' | 'secret' | 'keeping' | 'rooms' | 'pageLimit' | 'proxy'

export type FieldErrors = { [K in ServerField]?: string | undefined }

/** Whether anything is wrong. */
export const hasErrors = (errors: FieldErrors): boolean => Object.values(errors).some((error) => error !== undefined)

/** These fields are folded away at first. */
export const ADVANCED_FIELDS: readonly ServerField[] = ['pageLimit', 'proxy']

/** What is wrong with a form before anyone is asked; empty: nothing. */
export function checkDraft({ fields, secret }: Draft, known: ProfileSummary | null): FieldErrors {
  const errors: FieldErrors = { ...checkLimits(fields) }
  if (fields.url.trim() === '') errors.url = t`Enter the server’s address`
  if (fields.signIn === 'secret' && fields.apiKey.trim() === '') errors.apiKey = t`Enter the API key`
  if (fields.signIn !== 'none' && secret.trim() === '' && !hasKeptSecret(known, fields)) {
    errors.secret = fields.signIn === 'bearer' ? t`Enter the token` : t`Enter the API secret`
  }
  return errors
}

/** What main would refuse to look at. */
export function checkLimits({ rooms, pageLimit, proxy }: Draft['fields']): FieldErrors {
  const errors: FieldErrors = {}
  if (rooms.length > 1000) errors.rooms = t`At most 1000 rooms can be chosen`
  else if (rooms.some((room) => room.length > 512)) errors.rooms = t`A room ID has at most 512 characters`
  if (!Number.isInteger(pageLimit) || pageLimit < 1 || pageLimit > 100)
    errors.pageLimit = t`Enter a number from 1 to 100`
  if (proxy.trim() === '') errors.proxy = t`Enter the proxy’s address`
  return errors
}

/** The field that a server's answer is about; null: none of them. */
export function fieldOf(code: ErrorCode): ServerField | null {
  switch (code) {
    case 'bad-url':
    case 'unknown-host':
    case 'refused':
    case 'wrong-url':
    case 'wrong-path':
      return 'url'
    case 'bad-key':
      return 'apiKey'
    case 'bad-signature':
    case 'no-secret':
      return 'secret'
    case 'proxy':
      return 'proxy'
    default:
      return null
  }
}
