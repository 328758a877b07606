import { AppFailure } from '../../shared/app-error.ts'
import type { ConnectionReport, ServerFields } from '../../shared/profile.ts'
import { isPlainHttpToPublic, parseBaseUrl, writtenBase } from '../plugnmeet/base-url.ts'
import { testConnection } from '../plugnmeet/connection-test.ts'
import { abortedFailure } from '../plugnmeet/http-failure.ts'
import type { CertificateDesk } from './certificate-desk.ts'
import type { Connector } from './connector.ts'
import { understood } from './profile-store.ts'

export interface TestInput {
  /** Whose session's proxy is used; a new server has none yet. */
  profileId: string | null
  fields: ServerFields
  /** Asked for when it is needed: a keychain may take its time. */
  secret: () => Promise<string | null>
  /** False: without credentials, for an address that is still being typed. */
  signed: boolean
  trusted: string | null
}

const NEW_PROFILE = 'new'

/** Tests a form's server, one test at a time: a newer one ends the older, which fails with `aborted`. */
export class ConnectionTester {
  readonly #connector: Connector
  readonly #desk: CertificateDesk
  #testing: AbortController | null = null

  constructor(connector: Connector, desk: CertificateDesk) {
    this.#connector = connector
    this.#desk = desk
  }

  /** Never fails but with `aborted`: what went wrong is the report. */
  async test(input: TestInput): Promise<ConnectionReport> {
    this.#testing?.abort()
    const testing = new AbortController()
    this.#testing = testing
    let url: URL | null = null
    try {
      url = parseBaseUrl(input.fields.url)
      const outcome = await this.#outcome(url, { ...input, fields: understood(input.fields) }, testing.signal)
      if (outcome.kind === 'failed') this.#desk.note(outcome.error)
      return reportOf(url, outcome)
    } catch (error) {
      if (!(error instanceof AppFailure) || error.error.code === 'aborted') throw error
      return reportOf(url, { kind: 'failed', error: error.error })
    }
  }

  async #outcome(
    baseUrl: URL,
    { profileId, fields, secret, signed, trusted }: TestInput,
    signal: AbortSignal,
  ): Promise<ConnectionReport['outcome']> {
    const http = this.#connector.http(profileId ?? NEW_PROFILE, fields, trusted)
    const { signIn, apiKey, endpointPath, rooms } = fields
    try {
      const access = { signIn, apiKey, secret: (signed ? await secret() : null) ?? '' }
      if (signal.aborted) throw abortedFailure(baseUrl)
      return await testConnection({ http, baseUrl, access, endpointPath, rooms, signed, signal })
    } finally {
      http.close()
    }
  }
}

const reportOf = (url: URL | null, outcome: ConnectionReport['outcome']): ConnectionReport => ({
  url: url === null ? null : writtenBase(url),
  plainHttp: url !== null && isPlainHttpToPublic(url),
  outcome,
})
