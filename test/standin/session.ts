import { StrictEmitter } from './emitter.ts'
import { guard } from './guard.ts'
import { type PermissionCheckHandler, PermissionDesk, type PermissionRequestHandler } from './permissions.ts'
import { protocol } from './protocol.ts'
import { runtime } from './runtime.ts'

/** Cookies and proxies of a session: what the app sets is remembered, permissions are enforced. */
export class Session extends StrictEmitter {
  readonly partition: string
  readonly protocol = protocol
  readonly webRequest = guard('session.webRequest', {})
  readonly permissions = new PermissionDesk()
  spellCheckerEnabled = true

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
