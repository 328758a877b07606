import { STATUS_CODES } from 'node:http'
import { AppFailure } from '../../shared/app-error.ts'
import { failureCode } from './http-failure.ts'

const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443, 'socks5:': 1080 }
const PAC_SCHEMES: Record<string, string> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5' }

/**
 * What a proxy field says: `system` (also for nothing at all), `none`, or an http, https or socks5 address, where http
 * need not be written. Fails with `proxy` for anything else, and for an address with a user name in it.
 */
export function parseProxy(text: string): 'system' | 'none' | URL {
  const typed = text.trim()
  const word = typed.toLowerCase()
  if (word === '' || word === 'system') return 'system'
  if (word === 'none') return 'none'
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`)
  if (url === null || url.hostname === '' || !(url.protocol in DEFAULT_PORTS))
    throw new AppFailure('proxy', 'this is not the address of a proxy: it looks like http://proxy.example.org:3128')
  if (url.username !== '' || url.password !== '')
    throw new AppFailure('proxy', 'the proxy’s address holds a user name: Roomreel keeps no passwords of proxies', {
      host: url.host,
    })
  return new URL(`${url.protocol}//${url.host}`)
}

/**
 * The first way that Roomreel can go of those that a proxy script or the system names ("PROXY a:3128; DIRECT"), null
 * for a direct one. Fails with `proxy` when there is none. Electron's session.resolveProxy answers in this form.
 */
export function proxyFromPac(answer: string): URL | null {
  const ways = answer.split(';').map((way) => way.trim().split(/\s+/))
  for (const [kind = '', address = ''] of ways) {
    if (kind.toUpperCase() === 'DIRECT') return null
    const scheme = PAC_SCHEMES[kind.toUpperCase()]
    const url = scheme === undefined ? null : URL.parse(`${scheme}://${address}`)
    if (url !== null && url.hostname !== '') return url
  }
  if (ways.flat().join('') === '') return null
  throw new AppFailure('proxy', 'the system names only proxies of a kind that Roomreel cannot use')
}

/** The port to connect to. */
export const proxyPort = ({ protocol, port }: URL): number => Number(port) || (DEFAULT_PORTS[protocol] ?? 80)

/** A failure on the way to, or inside of, a proxy. */
export function proxyFailure(proxy: URL, what: string, cause?: unknown): AppFailure {
  const raw = cause instanceof AppFailure ? (cause.error.raw ?? cause.error.code) : failureCode(cause) || null
  return new AppFailure('proxy', `the proxy ${proxy.host} ${what}`, { host: proxy.host, raw, cause })
}

/** What a proxy's own HTTP status means for a request to `target`. */
export function refusedByProxy(proxy: URL, status: number, target: string): AppFailure {
  const what =
    status === 407
      ? 'wants a user name and password, which Roomreel does not keep: choose another proxy or none'
      : `does not let us through to ${target}`
  const raw = `${status} · ${STATUS_CODES[status] ?? 'unknown status'}`
  return new AppFailure('proxy', `the proxy ${proxy.host} ${what}`, { host: proxy.host, raw })
}
