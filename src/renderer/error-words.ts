import { t } from '@lingui/core/macro'
import { type AppError, assertNever } from '../shared/app-error.ts'
import type { SignIn } from '../shared/profile.ts'
import { isTls, type TlsCode, tlsWords } from './tls-words.ts'

/** What the user can do about it, right where it is shown. */
export type ErrorFix = 'retry' | 'secret' | 'edit' | 'certificate'

export interface ErrorWords {
  headline: string
  explanation: string
  fix: ErrorFix
}

/** Whom the error is about. */
export interface ErrorContext {
  host: string
  apiKey: string
  signIn?: SignIn
  /** The headline of errors that tell nothing about a server. */
  otherwise?: string
  /** Milliseconds since 1970. */
  now?: number
}

/** Each error in words: what happened, what that means, and which fix belongs beside it. */
export function errorWords(error: AppError, about: ErrorContext): ErrorWords {
  const { code } = error
  const host = error.host ?? about.host
  if (isTls(code)) return tlsWords(code, host, error.certificate ?? null, about.now ?? Date.now())
  switch (code) {
    case 'bad-url':
      return {
        headline: t`This is not a web address`,
        explanation: t`An address looks like https://meet.example.org. It has no spaces, and no user name or password in it.`,
        fix: 'edit',
      }
    case 'unknown-host':
      return {
        headline: t`No host is called ${host}`,
        explanation: t`The name is not known to the network. Check how it is spelled; a server inside a company may need its VPN.`,
        fix: 'edit',
      }
    case 'refused':
      return {
        headline: t`${host} refuses the connection`,
        explanation: t`The computer is there, but nothing listens at this port. The server may be stopped, or the address may need another port, such as :8080.`,
        fix: 'retry',
      }
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
    case 'proxy':
      return {
        headline: t`The proxy cannot be used`,
        explanation: t`It cannot be reached, or it does not let Roomreel through. Check the server’s proxy under Advanced; what the proxy said is below.`,
        fix: 'edit',
      }
    case 'insecure-redirect':
      return {
        headline: t`${host} leads on to an unencrypted address`,
        explanation: t`Roomreel does not follow from https:// to http://, so nothing was sent there. Whoever looks after the server has to correct the redirect.`,
        fix: 'edit',
      }
    case 'redirect-loop':
      return {
        headline: t`${host} leads around in circles`,
        explanation: t`Every address leads on to another one, without end. Check the address; if it is right, the redirects of the web server are not.`,
        fix: 'edit',
      }
    default:
      return serverWords({ ...error, code }, host, about)
  }
}

type NetworkCode = 'bad-url' | 'unknown-host' | 'refused' | 'unreachable' | 'timeout' | 'proxy'
type RedirectCode = 'insecure-redirect' | 'redirect-loop'
type ServerError = AppError & { code: Exclude<AppError['code'], NetworkCode | RedirectCode | TlsCode> }

/** Errors of a server that was reached. */
function serverWords(error: ServerError, host: string, about: ErrorContext): ErrorWords {
  switch (error.code) {
    case 'wrong-url':
      return {
        headline: t`This is not a plugNmeet server`,
        explanation: t`Something answers at ${host}, but not plugNmeet. The address may have to be another one, such as https://meet.example.org without anything behind it.`,
        fix: 'edit',
      }
    case 'wrong-path':
      return {
        headline: t`plugNmeet is at another address`,
        explanation:
          error.suggestion === undefined
            ? t`Something answers at ${host}, and plugNmeet is not where it was asked for.`
            : t`It answers at ${error.suggestion}, and not at the address that was entered.`,
        fix: 'edit',
      }
    case 'no-secret':
    case 'bad-key':
    case 'bad-signature':
      return signInWords(error.code, host, about)
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
        explanation: t`Another one was opened meanwhile, or it was removed. Choose it again in the list of servers.`,
        fix: 'edit',
      }
    case 'managed':
      return {
        headline: t`This server is preset`,
        explanation: t`Whoever looks after this computer has set it up, so it can be neither changed nor removed here.`,
        fix: 'retry',
      }
    case 'not-a-server-file':
    case 'damaged-file':
    case 'wrong-passphrase':
      return fileWords(error.code)
    case 'no-keychain':
      return {
        headline: t`This computer has no keychain`,
        explanation: t`The secret cannot be encrypted here. Choose another way to keep it.`,
        fix: 'edit',
      }
    case 'disk-full':
    case 'storage-limit':
    case 'location-missing':
    case 'wrong-range':
    case 'file-changed':
      return storingWords(error.code, host)
    case 'not-found':
    case 'not-a-video':
    case 'cut-off':
    case 'disk':
    case 'invalid-input':
    case 'aborted':
    case 'internal':
      return {
        headline: about.otherwise ?? t`The recordings could not be loaded`,
        explanation: t`Nothing was changed, and trying again is safe.`,
        fix: 'retry',
      }
    default:
      return assertNever(error.code)
  }
}

/** Errors of a server that does not let us in. */
function signInWords(code: 'no-secret' | 'bad-key' | 'bad-signature', host: string, about: ErrorContext): ErrorWords {
  const key = about.apiKey
  const bearer = about.signIn === 'bearer'
  // Neither was sent, so neither is wrong.
  if (about.signIn === 'none' || (bearer && code === 'bad-key')) {
    return {
      headline: t`The server wants an API key and its secret`,
      explanation: t`${host} is reachable, but does not let Roomreel in this way. Choose “API key and secret” as the sign-in under Advanced.`,
      fix: 'edit',
    }
  }
  switch (code) {
    case 'no-secret':
      return {
        headline: bearer ? t`There is no token to sign in with` : t`There is no API secret to sign in with`,
        explanation: t`None was entered, or it was kept only until Roomreel quit, or the keychain cannot open it. Enter it again.`,
        fix: 'secret',
      }
    case 'bad-key':
      return {
        headline: t`The server does not know the API key`,
        explanation: t`${host} is reachable, but has no key “${key}”. It is in the server’s config.yaml, under client.api_key.`,
        fix: 'edit',
      }
    case 'bad-signature':
      if (bearer) {
        return {
          headline: t`The server did not accept the token`,
          explanation: t`${host} is reachable, but does not let Roomreel in with this token. It may have expired or been withdrawn.`,
          fix: 'secret',
        }
      }
      return {
        headline: t`The server did not accept the API secret`,
        explanation: t`${host} is reachable and knows the key “${key}”, but the secret does not match. It may have been changed on the server. The clock of this computer plays no part in it.`,
        fix: 'secret',
      }
    default:
      return assertNever(code)
  }
}

type StoringCode = 'disk-full' | 'storage-limit' | 'location-missing' | 'wrong-range' | 'file-changed'

/** Errors of keeping a recording on this device. */
function storingWords(code: StoringCode, host: string): ErrorWords {
  switch (code) {
    case 'disk-full':
      return {
        headline: t`The disk is full`,
        explanation: t`What has come is kept. Make room on the disk, and it goes on by itself.`,
        fix: 'retry',
      }
    case 'storage-limit':
      return {
        headline: t`The storage limit is reached`,
        explanation: t`What has come is kept. Remove recordings or raise the limit, and it goes on by itself.`,
        fix: 'retry',
      }
    case 'location-missing':
      return {
        headline: t`The folder for files is not there`,
        explanation: t`Its disk may not be connected. Nothing is lost: connect it, or choose another folder.`,
        fix: 'retry',
      }
    case 'wrong-range':
      return {
        headline: t`${host} sent another part of the file than the one that was asked for`,
        explanation: t`Nothing of it was taken, and what was here is kept. Try again; if it stays so, tell the people who run the server.`,
        fix: 'retry',
      }
    case 'file-changed':
      return {
        headline: t`The file on the server has changed`,
        explanation: t`What is here belongs to the file before, so it has to come from its beginning. Try again to start over.`,
        fix: 'retry',
      }
    default:
      return assertNever(code)
  }
}

/** Errors of a file of servers. */
function fileWords(code: 'not-a-server-file' | 'damaged-file' | 'wrong-passphrase'): ErrorWords {
  switch (code) {
    case 'not-a-server-file':
      return {
        headline: t`This file holds no servers`,
        explanation: t`Roomreel reads the files that it exports. Choose another one.`,
        fix: 'retry',
      }
    case 'damaged-file':
      return {
        headline: t`The file is damaged`,
        explanation: t`It is not what was written, so nothing of it was taken. Export the servers anew, or get another copy.`,
        fix: 'retry',
      }
    case 'wrong-passphrase':
      return {
        headline: t`The passphrase does not open the file`,
        explanation: t`The file is whole, and was written with another passphrase. Capital and small letters count.`,
        fix: 'retry',
      }
    default:
      return assertNever(code)
  }
}

/** The raw answer for whoever looks after the server. */
export const rawLine = (error: AppError): string => error.raw ?? `${error.code} · ${error.message}`
