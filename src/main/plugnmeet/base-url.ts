import { AppFailure } from '../../shared/app-error.ts'
import { hostKind } from './host-kind.ts'

const LONGEST = 2000
/** What gets copied along with an address out of a mail or a terminal. */
const WRAPPING = /^[\s"'<(]+|[\s"'>),;]+$/g
const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i
/** Ends of addresses that plugNmeet itself answers to; what stands before them is the base. */
const KNOWN_ENDS =
  /\/(auth(\/(recording|room|artifact|recorder)(\/\w*)?)?|download\/.*|healthCheck|index\.html|login\.html)$/i

/** In a path, after what follows it was taken away. */
const TRAILING = /[/'),;]+$/

/**
 * The base of a plugNmeet server from what somebody typed or pasted: the scheme may be missing, a path in front of the
 * API stays, the API's own path, query and fragment go. The answer's text gives the same answer. Fails with `bad-url`.
 */
export function parseBaseUrl(text: string): URL {
  const typed = text.length > LONGEST ? '' : text.replace(WRAPPING, '')
  const url = SCHEME.test(typed) ? URL.parse(typed) : withScheme(typed)
  if (typed === '' || url === null || !['http:', 'https:'].includes(url.protocol)) throw notAnAddress()
  if (url.username !== '' || url.password !== '')
    throw new AppFailure('bad-url', 'the address holds a user name; plugNmeet takes a key and a secret', {
      host: url.host,
    })
  url.search = ''
  url.hash = ''
  shorten(url)
  if (url.href.length > LONGEST) throw notAnAddress()
  return url
}

const notAnAddress = (): AppFailure => new AppFailure('bad-url', 'this is not the address of a web server')

/** Hosts that are near rarely have a certificate. */
function withScheme(typed: string): URL | null {
  const secure = URL.parse(`https://${typed}`)
  return secure === null || hostKind(secure) === 'public' ? secure : URL.parse(`http://${typed}`)
}

/** Takes away what is not in front of the API, until nothing of it is left. */
function shorten(url: URL): void {
  for (let before = ''; before !== url.pathname; ) {
    before = url.pathname
    url.pathname = before
      .replace(/\/{2,}/g, '/')
      .replace(TRAILING, '')
      .replace(KNOWN_ENDS, '')
  }
}

/** True for http:// to a host that is neither this computer nor in a private network: others can read along. */
export const isPlainHttpToPublic = (url: URL): boolean => url.protocol === 'http:' && hostKind(url) === 'public'

/** The address of `path` ("auth/recording/fetch") on a server, behind the base's own path. */
export const endpoint = (baseUrl: URL, path: string): URL =>
  new URL(`${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, '')}/${path}`)

/** A base as it is shown and kept: without a slash at its end. */
export const writtenBase = (baseUrl: URL): string => baseUrl.href.replace(/\/$/, '')
