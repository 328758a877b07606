import { t } from '@lingui/core/macro'
import { type AppError, assertNever } from '../../../shared/app-error.ts'

/** What the user can do about it, right where it is shown. */
export type ErrorFix = 'retry' | 'secret' | 'edit'

export interface ErrorWords {
  headline: string
  explanation: string
  fix: ErrorFix
}

/** Whom the error is about. */
export interface ErrorContext {
  host: string
  apiKey: string
}

/** Each error in words: what happened, what that means, and which fix belongs beside it. */
export function errorWords(error: AppError, about: ErrorContext): ErrorWords {
  const host = error.host ?? about.host
  const key = about.apiKey
  switch (error.code) {
    case 'unreachable':
      return {
        headline: t`${host} cannot be reached`,
        explanation: t`No answer came from it. Check that this computer is online and that the address is right.`,
        fix: 'retry',
      }
    case 'timeout':
      return {
        headline: t`${host} takes too long to answer`,
        explanation: t`Roomreel stopped waiting. The server may be busy, or the network may be slow.`,
        fix: 'retry',
      }
    case 'tls':
      return {
        headline: t`The connection to ${host} is not secure`,
        explanation: t`Its certificate was not accepted, so nothing was sent. Ask whoever looks after the server to renew it, or check the address.`,
        fix: 'edit',
      }
    case 'wrong-url':
      return {
        headline: t`This is not a plugNmeet server`,
        explanation: t`Something answers at ${host}, but not plugNmeet. The address may have to be another one, such as https://meet.example.org without anything behind it.`,
        fix: 'edit',
      }
    case 'bad-key':
      return {
        headline: t`The server does not know the API key`,
        explanation: t`${host} is reachable, but has no key “${key}”. It is in the server’s config.yaml, under client.api_key.`,
        fix: 'edit',
      }
    case 'bad-signature':
      return {
        headline: t`The server did not accept the API secret`,
        explanation: t`${host} is reachable and knows the key “${key}”, but the secret does not match. It may have been changed on the server.`,
        fix: 'secret',
      }
    case 'server-error':
      return {
        headline: t`${host} reports a problem`,
        explanation: t`The server understood the question and could not answer it. Trying again later may help; its own words are below.`,
        fix: 'retry',
      }
    case 'malformed':
      return {
        headline: t`The answer of ${host} cannot be read`,
        explanation: t`It is not what plugNmeet sends. Something between here and the server may have changed it.`,
        fix: 'retry',
      }
    case 'no-profile':
      return {
        headline: t`This server is not open any more`,
        explanation: t`Another one was opened meanwhile, or Roomreel was restarted. Connect it again.`,
        fix: 'edit',
      }
    case 'not-found':
    case 'not-a-video':
    case 'cut-off':
    case 'disk':
    case 'invalid-input':
    case 'aborted':
    case 'internal':
      return {
        headline: t`The recordings could not be loaded`,
        explanation: t`Nothing was changed, and trying again is safe.`,
        fix: 'retry',
      }
    default:
      return assertNever(error.code)
  }
}

/** The raw answer for whoever looks after the server. */
export const rawLine = (error: AppError): string => error.raw ?? `${error.code} · ${error.message}`
