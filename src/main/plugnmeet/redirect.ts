import { AppFailure } from '../../shared/app-error.ts'
import type { HttpRequest, HttpResponse } from './http.ts'

const REDIRECTS = [301, 302, 303, 307, 308]

/**
 * The request that a redirect asks for, or null when the answer is none.
 * Fails with `wrong-url` for a target that is no web address and for a change that would lose its body, and with `insecure-redirect` for one that leaves https.
 */
export function nextHop(asked: HttpRequest, { status, headers, body }: HttpResponse): HttpRequest | null {
  if (!REDIRECTS.includes(status) || headers.location === undefined) return null
  // Not drained: a redirect's body may be endless, and a connection is cheap.
  body.destroy()
  const url = targetOf(asked.url, headers.location)
  const { privateHeaders, ...open } = asked
  const next: HttpRequest = { ...open, url }
  if (privateHeaders !== undefined && url.origin === asked.url.origin) next.privateHeaders = privateHeaders
  if (!becomesGet(asked.method, status)) return next
  // Without its body it would change nothing, and what answers could be taken for a yes.
  if (asked.once === true)
    throw new AppFailure('wrong-url', `${asked.url.host} sends us to ${url.host}: nothing was changed`, {
      host: url.host,
    })
  return withoutBody(next)
}

function targetOf(from: URL, location: string): URL {
  const { host } = from
  const url = URL.parse(location, from)
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new AppFailure('wrong-url', `${host} sends us to something that is no web address`, { host })
  if (from.protocol === 'https:' && url.protocol === 'http:')
    throw new AppFailure('insecure-redirect', `${host} sends us to ${url.host} without encryption`, { host })
  url.username = ''
  url.password = ''
  return url
}

/** As browsers do: 303 always, 301 and 302 for POST (https://fetch.spec.whatwg.org/#http-redirect-fetch). */
const becomesGet = (method: HttpRequest['method'], status: number): boolean =>
  method === 'POST' && (status === 301 || status === 302 || status === 303)

function withoutBody({ body: _, headers = {}, ...rest }: HttpRequest): HttpRequest {
  const kept = Object.entries(headers).filter(([name]) => !name.toLowerCase().startsWith('content-'))
  return { ...rest, method: 'GET', headers: Object.fromEntries(kept) }
}
