import { t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { PlaybackFailure } from './failure.ts'

export interface FailureWords {
  /** What happened. */
  title: string
  /** What is safe, and what to do next. */
  text: string
}

/** The sentences for a failure of playback. */
export function failureWords(failure: Pick<PlaybackFailure, 'code' | 'host'>): FailureWords {
  const host = failure.host ?? t`The server`
  switch (failure.code) {
    case 'unknown-host':
    case 'refused':
    case 'unreachable':
    case 'proxy':
      return {
        title: t`${host} cannot be reached`,
        text: t`The recording is safe on the server. Check the connection, then try again.`,
      }
    case 'timeout':
      return {
        title: t`${host} did not answer in time`,
        text: t`The recording is safe on the server. Try again now or in a few minutes.`,
      }
    case 'tls':
    case 'tls-expired':
    case 'tls-wrong-host':
    case 'tls-self-signed':
    case 'tls-unknown-authority':
    case 'tls-changed':
    case 'insecure-redirect':
      return {
        title: t`${host} has no trustworthy certificate`,
        text: t`Nothing was sent. Ask the people who run the server, then try again.`,
      }
    case 'bad-key':
      return {
        title: t`${host} does not know the API key`,
        text: t`The recording is safe on the server. Go back to the library to connect with another key.`,
      }
    case 'no-secret':
    case 'bad-signature':
      return {
        title: t`${host} did not accept the API secret`,
        text: t`The recording is safe on the server. Go back to the library to enter the new secret.`,
      }
    case 'server-error':
      return {
        title: t`${host} did not hand out the file`,
        text: t`The recording stays in the list. Try again, or show the line below to the people who run the server.`,
      }
    case 'bad-url':
    case 'wrong-url':
    case 'wrong-path':
    case 'redirect-loop':
    case 'malformed':
      return {
        title: t`${host} sent an answer that cannot be read`,
        text: t`Nothing on this device has changed. Try again, or check the server’s address.`,
      }
    case 'not-found':
      return {
        title: t`The server no longer has this file`,
        text: t`Other recordings still play. Try again later, or ask the people who run the server.`,
      }
    case 'not-a-video':
      return {
        title: t`The server sent something that is not a video`,
        text: t`It was not kept. Try again, or show the line below to the people who run the server.`,
      }
    case 'cut-off':
      return {
        title: t`The file broke off here`,
        text: t`The server ended it before its announced length. Try again to fetch the whole file and continue from here.`,
      }
    case 'disk':
      return {
        title: t`The recording could not be stored on this device`,
        text: t`It is safe on the server. Check that the folder for files can be written to, then try again.`,
      }
    case 'disk-full':
      return {
        title: t`The disk is full`,
        text: t`What has come is kept. Make room on the disk, then try again to continue from here.`,
      }
    case 'storage-limit':
      return {
        title: t`The storage limit is reached`,
        text: t`What has come is kept. Remove recordings or raise the limit under Downloads, then try again.`,
      }
    case 'location-missing':
      return {
        title: t`The folder for files is not there`,
        text: t`Its disk may not be connected, and what it holds is safe. Connect it, then try again.`,
      }
    case 'wrong-range':
      return {
        title: t`${host} sent another part of the file`,
        text: t`It was not kept. Try again, or show the line below to the people who run the server.`,
      }
    case 'file-changed':
      return {
        title: t`The file on the server has changed`,
        text: t`What is here belongs to the file before. Try again to fetch the new one from its beginning.`,
      }
    case 'no-profile':
      return {
        title: t`The server is not open any more`,
        text: t`The recording is safe there. Go back to the library and connect again.`,
      }
    case 'unsupported':
      return {
        title: t`This file cannot be played here`,
        text: t`Its format is unknown to Roomreel or the file is damaged. The server’s copy is untouched; try again to fetch it once more.`,
      }
    case 'managed':
    case 'not-a-server-file':
    case 'damaged-file':
    case 'wrong-passphrase':
    case 'no-keychain':
    case 'invalid-input':
    case 'aborted':
    case 'internal':
      return {
        title: t`Playback stopped`,
        text: t`The recording is safe on the server. Try again to continue from here.`,
      }
    default:
      return assertNever(failure.code)
  }
}
