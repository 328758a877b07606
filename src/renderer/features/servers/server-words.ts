import { plural, t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type {
  CertificateFacts,
  CheckMinutes,
  ConnectionReport,
  Keychain,
  ProfileStatus,
  ProfileSummary,
  ServerFields,
  SignIn,
} from '../../../shared/profile.ts'
import { errorWords } from '../../error-words.ts'
import { formatNumber } from '../../format.ts'
import type { SavedServer } from '../../stores/servers.ts'
import { hasKeptSecret, leadsElsewhere } from './server-draft.ts'

type Good = Exclude<ConnectionReport['outcome'], { kind: 'failed' }>

/** "Connected · plugNmeet · 137 recordings · 84 ms". */
export function outcomeWords(outcome: Good): string {
  const ms = formatNumber(outcome.ms)
  if (outcome.kind === 'reached') return t`plugNmeet answers there · ${ms} ms`
  const written = formatNumber(outcome.recordings)
  const recordings = plural(outcome.recordings, { one: `${written} recording`, other: `${written} recordings` })
  return t`Connected · plugNmeet · ${recordings} · ${ms} ms`
}

/** What to say after saving: whether it works is known only from a test of just this. */
export function savedWords({ profile, tested }: SavedServer): string {
  if (tested?.kind === 'connected') return t`Saved`
  if (tested?.kind === 'failed') {
    const { headline } = errorWords(tested.error, profile)
    return t`Saved. The last test failed: ${headline}`
  }
  return t`Saved without a test: whether it works is not known`
}

export function onlineWords(online: ProfileStatus['online']): string {
  switch (online) {
    case 'online':
      return t`Online`
    case 'unreachable':
      return t`Unreachable`
    case 'refused':
      return t`Cannot sign in`
    case 'unknown':
      return t`Not asked yet`
    default:
      return assertNever(online)
  }
}

export function checkWords(minutes: CheckMinutes): string {
  switch (minutes) {
    case 0:
      return t`Only when asked`
    case 1:
      return t`Every minute`
    case 5:
    case 15:
    case 60: {
      const written = formatNumber(minutes)
      return t`Every ${written} minutes`
    }
    default:
      return assertNever(minutes)
  }
}

export function signInWords(signIn: SignIn): string {
  switch (signIn) {
    case 'secret':
      return t`API key and secret`
    case 'bearer':
      return t`Bearer token`
    case 'none':
      return t`None`
    default:
      return assertNever(signIn)
  }
}

export interface SecretHint {
  text: string
  /** The secret has to be entered. */
  urgent: boolean
}

interface SecretSituation {
  known: ProfileSummary | null
  fields: ServerFields
  typed: boolean
  /** Null: not known yet, and then nothing is claimed. */
  keychain: Keychain | null
}

/** Where the secret is, or will be; null: nothing to say, or the choice beside it says so. */
export function secretHint({ known, fields, typed, keychain }: SecretSituation): SecretHint | null {
  const inKeychain = {
    text:
      fields.signIn === 'bearer'
        ? t`The token is stored in this computer’s keychain and goes to this server only.`
        : t`The secret is stored in this computer’s keychain and never leaves it.`,
    urgent: false,
  }
  if (!typed && known !== null && known.secret !== 'none') {
    if (leadsElsewhere(known, fields)) {
      return { text: t`This address leads to another host: the secret has to be entered again.`, urgent: true }
    }
    if (known.secret === 'unreadable') {
      return { text: t`The keychain cannot open the secret that was kept. Enter it again.`, urgent: true }
    }
    if (hasKeptSecret(known, fields)) return keptHint(known.secret) ?? inKeychain
  }
  return keychain?.available === true ? inKeychain : null
}

function keptHint(place: ProfileSummary['secret']): SecretHint | null {
  if (place === 'session') return { text: t`The secret is kept in memory until Roomreel quits.`, urgent: false }
  if (place !== 'file') return null
  return { text: t`The secret is in a file that only your user account can read. It is not encrypted.`, urgent: false }
}

/** "Only meet.lan, SHA-256 AB:CD…": which certificate a server may show. */
export function certificateWords(certificate: CertificateFacts | null): string {
  if (certificate === null) return t`The usual rules`
  const { subject, sha256 } = certificate
  const start = sha256.slice(0, 11)
  return t`Only ${subject}, SHA-256 ${start}…`
}

/** A fingerprint in groups that can be compared by eye: four lines of eight pairs. */
export function fingerprintLines(sha256: string): string[] {
  const pairs = sha256.split(':')
  return [0, 8, 16, 24].map((at) => pairs.slice(at, at + 8).join(' ')).filter((line) => line !== '')
}
