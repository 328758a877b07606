import { t } from '@lingui/core/macro'
import type { ErrorCode } from '../../../shared/app-error.ts'
import type { ConnectInput } from '../../../shared/profile.ts'

export type ConnectField = keyof ConnectInput
/** In the order of the form: the first wrong one gets the focus. */
export const CONNECT_FIELDS: readonly ConnectField[] = ['name', 'url', 'apiKey', 'apiSecret']

export type FieldErrors = Partial<Record<ConnectField, string>>

/** What is wrong with a form before anyone is asked; empty: nothing. */
export function checkConnectInput(input: ConnectInput): FieldErrors {
  const errors: FieldErrors = {}
  const url = input.url.trim()
  if (url === '') errors.url = t`Enter the server’s address`
  else if (!/^https?:\/\//i.test(url)) errors.url = t`Start with https:// or http://`
  else if (!URL.canParse(url)) errors.url = t`This is not an address; it looks like https://meet.example.org`
  if (input.apiKey.trim() === '') errors.apiKey = t`Enter the API key`
  if (input.apiSecret.trim() === '') errors.apiSecret = t`Enter the API secret`
  return errors
}

/** The field that a server's answer is about; null: none of them. */
export function fieldOf(code: ErrorCode): ConnectField | null {
  switch (code) {
    case 'unreachable':
    case 'timeout':
    case 'tls':
    case 'wrong-url':
    case 'malformed':
      return 'url'
    case 'bad-key':
      return 'apiKey'
    case 'bad-signature':
      return 'apiSecret'
    default:
      return null
  }
}
