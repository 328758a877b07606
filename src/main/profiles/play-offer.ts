import { type PlayOffer, type PlayTarget, secondsOf } from '../../shared/play-link.ts'
import { DEMO_PROFILE_ID, NEW_SERVER, type ProfileSummary, type ServerOffer } from '../../shared/profile.ts'
import { parseBaseUrl, writtenBase } from '../plugnmeet/base-url.ts'

/** Characters, the longest that a browser or a command line hands over anyway. */
const LONGEST = 32_000
const LONGEST_URL = 2000
const LONGEST_ID = 512
const DEMO = 'demo'

/** The place that a `roomreel://open?server=…&record=…&t=1h2m3s` link means, or null when it is no such link. */
export function readPlayLink(argument: string): PlayTarget | null {
  const link = argument.length > LONGEST ? null : URL.parse(argument)
  if (link === null || link.protocol !== 'roomreel:' || link.host.toLowerCase() !== 'open') return null
  if (link.pathname !== '' && link.pathname !== '/') return null
  const server = serverOf(link.searchParams.get('server')?.trim() ?? '')
  const recordId = link.searchParams.get('record')?.trim() ?? ''
  if (server === null || recordId === '' || recordId.length > LONGEST_ID || !recordId.isWellFormed()) return null
  return { server, recordId, seconds: secondsOf(link.searchParams.get('t')?.trim() ?? '') }
}

/** The first such link among the arguments of a start, or null. */
export function findPlayLink(argv: readonly string[]): PlayTarget | null {
  for (const argument of argv) {
    const target = readPlayLink(argument)
    if (target !== null) return target
  }
  return null
}

/** The saved server that a link means: of several with its address, the one that was open last, else the first. */
export function playOffer(
  target: PlayTarget,
  profiles: readonly ProfileSummary[],
  lastProfile: string | null,
): PlayOffer | null {
  const isMeant = ({ id, url, kind }: ProfileSummary): boolean =>
    target.server === DEMO ? id === DEMO_PROFILE_ID : kind === 'server' && url === target.server
  const meant = profiles.filter(isMeant)
  const chosen = meant.find(({ id }) => id === lastProfile) ?? meant[0]
  return chosen === undefined ? null : { ...target, profileId: chosen.id }
}

/** A link to a server that is not saved: its address is offered to the form, and nothing is added without the user. */
export const serverOfferOf = ({ server }: PlayTarget): ServerOffer | null =>
  server === DEMO ? null : { from: 'link', fields: { ...NEW_SERVER, url: server }, secretDropped: false }

/** A server as profiles are kept: its base, without what a secret could be in; null: it is no address. */
function serverOf(text: string): string | null {
  if (text === DEMO) return DEMO
  if (text === '' || text.length > LONGEST_URL) return null
  try {
    return writtenBase(parseBaseUrl(text))
  } catch {
    return null
  }
}
