import { AppFailure } from '../../shared/app-error.ts'
import { DEMO_PROFILE_ID, type ProfileSummary, type ServerFields } from '../../shared/profile.ts'
import { parseBaseUrl } from '../plugnmeet/base-url.ts'
import { type Access, PlugNmeetClient } from '../plugnmeet/client.ts'
import { type ClosableHttpClient, createHttpClient } from '../plugnmeet/http.ts'
import { parseProxy, proxyFromPac } from '../plugnmeet/proxy.ts'

/** The embedded server while it runs. */
export interface RunningDemo {
  url: string
  apiKey: string
  apiSecret: string
  close(): Promise<void>
}

/** What Electron knows about a profile's way to the network, as a port (src/main/electron/profile-network.ts). */
export interface ProfileNetwork {
  /** The system's proxy for an address, as proxy files write it ("PROXY host:port; DIRECT"). */
  resolveProxy(profileId: string, url: URL): Promise<string>
  /** Throws away what the profile's own session holds. */
  forget(profileId: string): Promise<void>
}

export interface ConnectorParts {
  network: ProfileNetwork
  /** The profile's secret, or null; never one that was entered for another address than this profile's. */
  secret: (profile: ProfileSummary) => Promise<string | null>
  startDemo: () => Promise<RunningDemo>
}

/** One profile's way to its server. */
export interface Connection {
  http: ClosableHttpClient
  client: Promise<PlugNmeetClient>
}

/** Makes connections: each with its own sockets, certificate decision, proxy and credentials. */
export class Connector {
  readonly #parts: ConnectorParts
  #demo: Promise<RunningDemo> | null = null

  constructor(parts: ConnectorParts) {
    this.#parts = parts
  }

  /** A connection as the profile says. The secret, or the demo's start, is waited for by whoever uses the client. */
  open(profile: ProfileSummary): Connection {
    const http = this.http(profile.id, profile, profile.certificate?.sha256 ?? null)
    return { http, client: this.#client(profile, http) }
  }

  /** An HTTP client for a server, saved or not; `trusted` is the one certificate that it may show. */
  http(
    profileId: string,
    { url, proxy }: Pick<ServerFields, 'url' | 'proxy'>,
    trusted: string | null,
  ): ClosableHttpClient {
    const chosen = parseProxy(proxy)
    return createHttpClient({
      pin: trusted === null ? null : { host: pinnedHost(parseBaseUrl(url)), sha256: trusted },
      proxyFor: async (target) => {
        if (chosen === 'none' || profileId === DEMO_PROFILE_ID) return null
        return chosen === 'system' ? proxyFromPac(await this.#parts.network.resolveProxy(profileId, target)) : chosen
      },
    })
  }

  /** Ends the embedded server, if it runs. */
  async stopDemo(): Promise<void> {
    const demo = this.#demo
    this.#demo = null
    await (await demo?.catch(() => null))?.close()
  }

  async #client(profile: ProfileSummary, http: ClosableHttpClient): Promise<PlugNmeetClient> {
    if (profile.kind === 'demo') {
      const demo = await this.#runningDemo()
      const access: Access = { signIn: 'secret', apiKey: demo.apiKey, secret: demo.apiSecret }
      return new PlugNmeetClient({ http, baseUrl: new URL(demo.url), access })
    }
    const secret = profile.signIn === 'none' ? null : await this.#parts.secret(profile)
    return clientFor(http, profile, secret)
  }

  /** One that could not be started is tried again by the next who wants it. */
  async #runningDemo(): Promise<RunningDemo> {
    const starting = this.#demo ?? this.#parts.startDemo()
    this.#demo = starting
    try {
      return await starting
    } catch (cause) {
      if (this.#demo === starting) this.#demo = null
      throw cause
    }
  }
}

/** A client as a form or a profile says. Fails with `bad-url`. */
export function clientFor(http: ClosableHttpClient, fields: ServerFields, secret: string | null): PlugNmeetClient {
  return new PlugNmeetClient({
    http,
    baseUrl: parseBaseUrl(fields.url),
    access: { signIn: fields.signIn, apiKey: fields.apiKey, secret: secret ?? '' },
    endpointPath: fields.endpointPath,
    rooms: fields.rooms,
    pageLimit: fields.pageLimit,
  })
}

/**
 * Host and port, the port always there: what a certificate decision is for. An http address without a port means the
 * place that it is redirected to, which is where a certificate is shown.
 */
const pinnedHost = (url: URL): string => `${url.hostname}:${url.port || '443'}`

/** Fails with `no-profile`: the words for a profile that is not open. */
export const notOpen = (profileId: string): AppFailure =>
  new AppFailure('no-profile', `profile ${profileId} is not open`)
