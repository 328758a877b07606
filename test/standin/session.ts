import { StrictEmitter } from './emitter.ts'
import { guard } from './guard.ts'
import { type PermissionCheckHandler, PermissionDesk, type PermissionRequestHandler } from './permissions.ts'
import { protocol } from './protocol.ts'
import { checkProxyConfig, type ProxyConfig, resolveProxy } from './proxy.ts'
import { runtime } from './runtime.ts'

type CertificateVerifyProc = (request: object, callback: (verificationResult: number) => void) => void

/** Cookies and proxies of a session: what the app sets is remembered, permissions are enforced. */
export class Session extends StrictEmitter {
  readonly partition: string
  readonly protocol = protocol
  readonly webRequest = guard('session.webRequest', {})
  readonly permissions = new PermissionDesk()
  spellCheckerEnabled = true
  /** For tests to look at: no request of the stand-in goes through a session's own TLS. */
  certificateVerifyProc: CertificateVerifyProc | null = null
  #proxy: ProxyConfig = { mode: 'system' }

  constructor(partition: string) {
    super('session', ['will-download', 'preconnect', 'spellcheck-dictionary-initialized', 'select-usb-device'])
    this.partition = partition
  }

  setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
    this.permissions.request = handler
  }

  setPermissionCheckHandler(handler: PermissionCheckHandler | null): void {
    this.permissions.check = handler
  }

  setDevicePermissionHandler(handler: ((details: unknown) => boolean) | null): void {
    this.permissions.device = handler
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellCheckerEnabled = enabled
  }

  isPersistent(): boolean {
    return this.partition === '' || this.partition.startsWith('persist:')
  }

  async setProxy(config: ProxyConfig): Promise<void> {
    checkProxyConfig(config)
    this.#proxy = config
  }

  async resolveProxy(url: string): Promise<string> {
    return resolveProxy(this.#proxy, url)
  }

  setCertificateVerifyProc(proc: CertificateVerifyProc | null): void {
    if (proc !== null && typeof proc !== 'function') throw new TypeError('Must pass null or function')
    this.certificateVerifyProc = proc
  }

  async closeAllConnections(): Promise<void> {}
  async clearCache(): Promise<void> {}
  async clearStorageData(): Promise<void> {}
}

const sessions = new Map<string, Session>()

/** The one session per partition; '' is the default one. */
export function sessionOf(partition: string): Session {
  const known = sessions.get(partition)
  if (known) return known
  const made = guard('session', new Session(partition))
  sessions.set(partition, made)
  return made
}

const whenReady = (partition: string): Session => {
  if (!runtime.ready) throw new Error('Session can only be received when app is ready')
  return sessionOf(partition)
}

export const session = guard('session (module)', {
  get defaultSession(): Session {
    return whenReady('')
  },
  fromPartition: whenReady,
})
