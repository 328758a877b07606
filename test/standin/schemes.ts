import { unsupported } from './guard.ts'
import { runtime } from './runtime.ts'

type Privilege = 'standard' | 'secure' | 'supportFetchAPI' | 'stream' | 'bypassCSP' | 'allowServiceWorkers'
export interface CustomScheme {
  scheme: string
  privileges?: Partial<Record<Privilege | 'corsEnabled' | 'codeCache', boolean>>
}

/** The loopback origin behaves like a scheme with all of these: one that lacks some would work here and fail for real. */
const NEEDED: readonly Privilege[] = ['standard', 'secure', 'supportFetchAPI', 'stream']
const REFUSED: readonly Privilege[] = ['bypassCSP', 'allowServiceWorkers']

const schemes = new Set<string>()

export const isRegistered = (scheme: string): boolean => schemes.has(scheme)
export const schemeOf = (url: string): string => url.slice(0, Math.max(0, url.indexOf(':')))

/** As in Electron only once, and only before 'ready'. */
export function registerSchemesAsPrivileged(list: CustomScheme[]): void {
  if (runtime.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
  for (const { scheme, privileges = {} } of list) {
    const absent = NEEDED.filter((name) => !privileges[name])
    if (absent.length > 0) unsupported(`scheme '${scheme}' without ${absent.join(', ')}`)
    const refused = REFUSED.filter((name) => privileges[name])
    if (refused.length > 0) unsupported(`scheme '${scheme}' with ${refused.join(', ')}`)
    schemes.add(scheme)
  }
}

/** app://host/path → http://host.app.localhost/path: a secure, stable origin; --host-resolver-rules hides the port. */
export function toHttp(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? []
  return schemes.has(scheme) ? `http://${host}.${scheme}.localhost${rest || '/'}` : url
}

/** The reverse of toHttp; other addresses pass. */
export function fromHttp(url: string): string {
  const [, host = '', scheme = '', rest = ''] =
    /^http:\/\/([^/]+)\.([a-z0-9+-]+)\.localhost(?::\d+)?(\/.*|$)/is.exec(url) ?? []
  return schemes.has(scheme) ? `${scheme}://${host}${rest || '/'}` : url
}

/** A CSP that names `app:` or `app://host` means the loopback origin; 'self' needs no change. */
export function cspToHttp(csp: string): string {
  const source = /(^|[\s;])([a-z][a-z0-9+.-]*):(?:\/\/([^\s;/]+))?(?=[\s;,]|$)/gi
  return csp.replace(source, (whole, before: string, scheme: string, host?: string) =>
    schemes.has(scheme) ? `${before}http://${host ?? '*'}.${scheme}.localhost` : whole,
  )
}
