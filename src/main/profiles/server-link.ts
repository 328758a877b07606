import { NEW_SERVER, type ServerOffer } from '../../shared/profile.ts'
import { parseBaseUrl, writtenBase } from '../plugnmeet/base-url.ts'

/** Characters, the longest that a browser or a command line hands over anyway. */
const LONGEST = 32_000
const LONGEST_URL = 2000
const LONGEST_NAME = 200
const LONGEST_KEY = 500
const LONGEST_ROOM = 512
const MOST_ROOMS = 1000
/** Parameters that somebody would put a secret into. */
const SECRET = /secret|passw|passphrase|pwd|token|hash|signature|bearer/i
/** User name and password in front of a host. */
const USER_INFO = /^([a-z][a-z\d+.-]*:\/\/)?[^/?#\\]*@/i

/**
 * The server that a `roomreel://add?url=…&key=…&name=…&room=…&room=…` link offers (also `rooms=a,b`), or null when it
 * is no such link or has no url. A secret is never read from it; `secretDropped` says that there was one.
 */
export function readServerLink(argument: string): ServerOffer | null {
  const link = argument.length > LONGEST ? null : URL.parse(argument)
  if (link === null || link.protocol !== 'roomreel:' || link.host.toLowerCase() !== 'add') return null
  if (link.pathname !== '' && link.pathname !== '/') return null
  const typedUrl = link.searchParams.get('url')?.trim() ?? ''
  if (typedUrl === '' || typedUrl.length > LONGEST_URL) return null
  const { url, secretDropped } = readAddress(typedUrl)
  if (url === '') return null
  return {
    from: 'link',
    fields: {
      ...NEW_SERVER,
      url,
      name: oneLine(link.searchParams.get('name') ?? '')
        .slice(0, LONGEST_NAME)
        .toWellFormed(),
      apiKey: unlessTooLong(oneLine(link.searchParams.get('key') ?? ''), LONGEST_KEY),
      rooms: readRooms(link.searchParams),
    },
    secretDropped: secretDropped || holdsSecret(link),
  }
}

/** The first such link among the arguments of a start, or null. */
export function findServerLink(argv: readonly string[]): ServerOffer | null {
  for (const argument of argv) {
    const offer = readServerLink(argument)
    if (offer !== null) return offer
  }
  return null
}

/** The address without what only a secret would be in; one that is none stays readable for the form to complain. */
function readAddress(typed: string): { url: string; secretDropped: boolean } {
  const bare = typed.replace(USER_INFO, '$1')
  const secretDropped = bare !== typed || holdsSecret(URL.parse(bare))
  try {
    return { url: writtenBase(parseBaseUrl(bare)), secretDropped }
  } catch {
    const rest = oneLine(bare.replace(/[?#].*$/s, '').replace(/^.*@/s, ''))
    return { url: rest, secretDropped: secretDropped || rest !== oneLine(bare) }
  }
}

/** Whether there is a secret in the query, behind the "#" or in front of the host. */
function holdsSecret(url: URL | null): boolean {
  if (url === null) return false
  const parameters = [...url.searchParams, ...new URLSearchParams(url.hash.slice(1))]
  return (
    url.username !== '' || url.password !== '' || parameters.some(([key, value]) => SECRET.test(key) && value !== '')
  )
}

function readRooms(parameters: URLSearchParams): string[] {
  const lists = parameters.getAll('rooms').flatMap((list) => list.split(','))
  const rooms = [...parameters.getAll('room'), ...lists].map((room) => unlessTooLong(room.trim(), LONGEST_ROOM))
  return [...new Set(rooms)].filter((room) => room !== '').slice(0, MOST_ROOMS)
}

/** A shortened key or room would be another one: better none. */
const unlessTooLong = (text: string, longest: number): string => (text.length > longest ? '' : text)

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()
