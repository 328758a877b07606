import { t } from '@lingui/core/macro'
import { type AppError, assertNever, type ErrorCode } from '../../../shared/app-error.ts'
import { isTls, type TlsCode } from '../../tls-words.ts'

/** What a failed download needs before it can go on. */
type Mend = 'retry' | 'sign-in' | 'server' | 'certificate' | 'gone' | 'disk' | 'room' | 'folder' | 'start-over'

/** Why a download does not go on, as the rest of a sentence: "the server closed the connection". */
export function reasonWords({ code, host: named }: Pick<AppError, 'code' | 'host'>): string {
  const host = named ?? t`the server`
  if (isTls(code)) {
    return code === 'tls'
      ? t`there is no secure connection to ${host}`
      : t`the certificate of ${host} cannot be trusted`
  }
  switch (code) {
    case 'bad-url':
    case 'wrong-url':
    case 'wrong-path':
      return t`plugNmeet does not answer at the address of this server`
    case 'unknown-host':
      return t`the network knows no host ${host}`
    case 'refused':
      return t`${host} refuses the connection`
    case 'unreachable':
      return t`${host} cannot be reached`
    case 'timeout':
      return t`${host} sent nothing for too long`
    case 'proxy':
      return t`the proxy cannot be used`
    case 'insecure-redirect':
      return t`${host} leads on to an unencrypted address`
    case 'redirect-loop':
      return t`${host} leads around in circles`
    case 'no-secret':
      return t`there is no API secret to sign in with`
    case 'bad-key':
      return t`${host} does not know the API key`
    case 'bad-signature':
      return t`${host} did not accept the API secret`
    case 'server-error':
      return t`${host} reports a problem`
    case 'malformed':
      return t`the answer of ${host} cannot be read`
    case 'wrong-range':
      return t`${host} sent another part of the file than the one that was asked for`
    case 'cut-off':
      return t`${host} closed the connection before the end`
    default:
      return fileReasonWords(code, host)
  }
}

type ServerCode =
  | 'bad-url'
  | 'wrong-url'
  | 'wrong-path'
  | 'unknown-host'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'proxy'
  | 'insecure-redirect'
  | 'redirect-loop'
  | 'no-secret'
  | 'bad-key'
  | 'bad-signature'
  | 'server-error'
  | 'malformed'
  | 'wrong-range'
  | 'cut-off'

/** Reasons that lie in the file, or on this device. */
function fileReasonWords(code: Exclude<ErrorCode, ServerCode | TlsCode>, host: string): string {
  switch (code) {
    case 'not-found':
      return t`${host} no longer has this file`
    case 'not-a-video':
      return t`what ${host} sent is not a video`
    case 'file-changed':
      return t`the file on ${host} has changed`
    case 'disk':
      return t`the file could not be written on this device`
    case 'disk-full':
      return t`the disk is full`
    case 'storage-limit':
      return t`the storage limit is reached`
    case 'location-missing':
      return t`the folder for files is not there`
    case 'no-profile':
      return t`this server is not open any more`
    case 'managed':
    case 'not-a-server-file':
    case 'damaged-file':
    case 'wrong-passphrase':
    case 'no-keychain':
    case 'invalid-input':
    case 'aborted':
    case 'internal':
      return t`something went wrong in Roomreel itself`
    default:
      return assertNever(code)
  }
}

function mendOf(code: ErrorCode): Mend {
  if (isTls(code)) return 'certificate'
  switch (code) {
    case 'no-secret':
    case 'bad-key':
    case 'bad-signature':
      return 'sign-in'
    case 'bad-url':
    case 'wrong-url':
    case 'wrong-path':
    case 'proxy':
      return 'server'
    case 'insecure-redirect':
    case 'redirect-loop':
    case 'not-found':
      return 'gone'
    case 'disk':
      return 'disk'
    case 'disk-full':
    case 'storage-limit':
      return 'room'
    case 'location-missing':
      return 'folder'
    case 'not-a-video':
    case 'file-changed':
      return 'start-over'
    default:
      return 'retry'
  }
}

/**
 * The sentences of a download that has failed: what happened, what is kept, what to do. `kept` is "380 of 655 MB", or
 * null when nothing has come.
 */
export function stoppedWords(error: Pick<AppError, 'code' | 'host'> | null, kept: string | null): string {
  const reason = reasonWords(error ?? { code: 'internal', host: null })
  const next = nextWords(mendOf(error?.code ?? 'internal'), kept)
  return t`Stopped: ${reason}. ${next}`
}

function nextWords(mend: Mend, kept: string | null): string {
  if (mend === 'start-over') return t`What had come cannot be used. Retry starts it over.`
  if (mend === 'retry') {
    return kept === null
      ? t`Nothing had come yet, retry starts it again.`
      : t`${kept} is kept, retry continues from there.`
  }
  const advice = adviceWords(mend)
  return kept === null ? advice : t`${kept} is kept. ${advice}`
}

function adviceWords(mend: Exclude<Mend, 'retry' | 'start-over'>): string {
  switch (mend) {
    case 'sign-in':
      return t`Correct the API key or the secret under Servers, then retry.`
    case 'server':
      return t`Correct the server’s settings under Servers, then retry.`
    case 'certificate':
      return t`Look at the certificate under Servers, or ask the people who run the server, then retry.`
    case 'gone':
      return t`Ask the people who run the server. Retry asks it again.`
    case 'disk':
      return t`Check that the folder for files can be written to, then retry.`
    case 'room':
      return t`Make room, then retry.`
    case 'folder':
      return t`Connect its disk or choose another folder, then retry.`
    default:
      return assertNever(mend)
  }
}
