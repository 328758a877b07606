import type { AppError } from './app-error.ts'
import type { EpochSeconds } from './recording.ts'

/** The profile of the embedded server. */
export const DEMO_PROFILE_ID = 'demo'

/** API key and secret (plugNmeet's own way), a bearer token, or nothing: for a gateway of one's own. */
export const SIGN_INS = ['secret', 'bearer', 'none'] as const
export type SignIn = (typeof SIGN_INS)[number]

/** Minutes between two looks for new recordings; 0 = only when asked. */
export const CHECK_MINUTES = [0, 1, 5, 15, 60] as const
export type CheckMinutes = (typeof CHECK_MINUTES)[number]

/** Everything about a server that its form holds, but the secret. */
export interface ServerFields {
  name: string
  /** As it was typed, until it is saved; then as it was understood, with the path in front of the API. */
  url: string
  apiKey: string
  /** Room IDs that the profile is limited to; empty = every room that the key can read. */
  rooms: string[]
  signIn: SignIn
  /** Where the list is asked for, behind the URL; empty = auth/recording/fetch. */
  endpointPath: string
  checkMinutes: CheckMinutes
  /** The most recordings that one request asks for, 1 to 100. */
  pageLimit: number
  /** `system`, `none`, or a proxy's URL. */
  proxy: string
}

export const NEW_SERVER: ServerFields = {
  name: '',
  url: '',
  apiKey: '',
  rooms: [],
  signIn: 'secret',
  endpointPath: '',
  checkMinutes: 5,
  pageLimit: 100,
  proxy: 'system',
}

/** How a secret may be kept: encrypted by the keychain, in memory until Roomreel quits, or readable in a file. */
export type SecretKeeping = 'keychain' | 'session' | 'file'
/** Where a profile's secret is; `unreadable`: it is stored, and this keychain cannot open it. */
export type SecretPlace = SecretKeeping | 'none' | 'unreadable'

/** A certificate as a person can compare it. */
export interface CertificateFacts {
  /** The common name, or the whole subject where there is none. */
  subject: string
  issuer: string
  /** DNS names and IP addresses that it is for. */
  names: string[]
  validFrom: EpochSeconds
  validTo: EpochSeconds
  /** Upper-case hex pairs with colons. */
  sha256: string
}

/** A server as the renderer knows it: never its secret. */
export interface ProfileSummary extends ServerFields {
  /** Letters, digits, "-" and "_" only: it names a folder and stands in URLs. */
  id: string
  kind: 'demo' | 'server'
  /** Host and port; empty for the demo, which has words of its own in the UI. */
  host: string
  /** Preset by an administrator: shown as such, neither edited nor removed here. */
  managed: boolean
  /** Named on the command line: gone when Roomreel quits. */
  temporary: boolean
  secret: SecretPlace
  /** The one certificate that the user has accepted for this server, or null: the usual rules. */
  certificate: CertificateFacts | null
}

/** What is going on with a profile, whether it is open or not. */
export interface ProfileStatus {
  profileId: string
  /** By the last request that was made: `refused` = it answers and does not let us in. */
  online: 'unknown' | 'online' | 'unreachable' | 'refused'
  /** Files that are being downloaded from it. */
  downloads: number
  /** Recordings that it has, as far as known. */
  total: number | null
}

/** A secret that only main can open (src/main/profiles/sealed-secrets.ts): nothing on its way shows it. */
export interface SealedSecret {
  /** All base64: the sender's one-time public key (P-256, raw), the nonce, the ciphertext with its tag (AES-256-GCM). */
  publicKey: string
  nonce: string
  data: string
}

/** A secret that was typed, and how it is to be kept. */
export interface NewSecret {
  sealed: SealedSecret
  keeping: SecretKeeping
}

/** Whether this computer has a keychain that keeps secrets from others. */
export interface Keychain {
  available: boolean
  /** The system's name for it ("kwallet6", "basic_text"), for whoever looks after the computer. */
  backend: string
}

export interface ConnectionReport {
  /** The address as it was understood; null when it is none. */
  url: string | null
  /** True for http:// to a host that is neither this computer nor in a private network. */
  plainHttp: boolean
  outcome:
    | { kind: 'connected'; recordings: number; ms: number }
    /** Asked without credentials: plugNmeet answers there. */
    | { kind: 'reached'; ms: number }
    | { kind: 'failed'; error: AppError }
}

/** A server that a link or a file offers; nothing happens until the user says so. */
export interface ServerOffer {
  from: 'link' | 'command line'
  fields: ServerFields
  /** The link held a secret, which was thrown away. */
  secretDropped: boolean
}

export interface ImportedServer {
  fields: ServerFields
  /** A server with this address, key and rooms is here already. */
  known: boolean
  /** The file holds its secret, under the passphrase. */
  hasSecret: boolean
}

/** What a file of servers holds, before any of it is taken. */
export interface ImportPreview {
  /** Names this preview when it is taken; a newer one replaces it. */
  importId: string
  servers: ImportedServer[]
  /** Entries that are no servers, and were left out. */
  leftOut: number
  /** True when secrets are in it, under a passphrase. */
  locked: boolean
}
