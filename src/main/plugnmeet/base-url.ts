import { AppFailure } from '../../shared/app-error.ts'

const LONGEST = 2000
/** What gets copied along with an address out of a mail or a terminal. */
const WRAPPING = /^[\s"'<(]+|[\s"'>),;]+$/g
const SCHEME = /^([a-z][a-z\d+.-]*):\/\//i
/** Hosts that rarely have a certificate. */
const NEARBY =
  /^(localhost|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|\[::1\]|[^/:]+\.(local|localhost))(?![^/:])/i
/** Ends of addresses that plugNmeet itself answers to; what stands before them is the base. */
const KNOWN_ENDS =
  /\/(auth(\/(recording|room|artifact|recorder)(\/\w*)?)?|download\/.*|healthCheck|index\.html|login\.html)$/i

/**
 * The base of a plugNmeet server from what somebody typed or pasted: the scheme may be missing, a path in front of the
 * API stays, the API's own path, query and fragment go. Fails with `wrong-url`.
 */
export function parseBaseUrl(text: string): URL {
  const notAnAddress = new AppFailure('wrong-url', 'this is not the address of a web server')
  if (text.length > LONGEST) throw notAnAddress
  const typed = text.replace(WRAPPING, '')
  const scheme = SCHEME.exec(typed)?.[1]?.toLowerCase()
  const url = URL.parse(scheme === undefined ? `${NEARBY.test(typed) ? 'http' : 'https'}://${typed}` : typed)
  if (typed === '' || url === null || !['http:', 'https:'].includes(url.protocol)) throw notAnAddress
  if (url.username !== '' || url.password !== '')
    throw new AppFailure('wrong-url', 'the address holds a user name; plugNmeet takes a key and a secret', {
      host: url.host,
    })
  url.search = ''
  url.hash = ''
  url.pathname = url.pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '')
    .replace(KNOWN_ENDS, '')
  return url
}

/** The address of `path` ("auth/recording/fetch") on a server, behind the base's own path. */
export const endpoint = (baseUrl: URL, path: string): URL =>
  new URL(`${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, '')}/${path}`)
