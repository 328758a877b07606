import { app, type Session, session } from 'electron'
import { AppFailure } from '../../shared/app-error.ts'
import { guardSession } from './guards.ts'

/** Verdict of setCertificateVerifyProc: whatever Chromium found itself. */
const CHROMIUMS_OWN_VERDICT = -3

/** One Electron session per profile, in memory: what one server's proxy or cookies are, another's are not. */
export interface ProfileNetwork {
  /**
   * The proxies that the system wants for an address, as a PAC script answers: "PROXY host:port; DIRECT". Only the
   * address's origin is asked about: a path may hold a download token. Fails with `proxy`.
   */
  resolveProxy(profileId: string, url: URL): Promise<string>
  /** Ends what the profile's session holds. Nothing of it was on disk. */
  forget(profileId: string): Promise<void>
}

/** Sessions are made when they are first needed, after the app is ready. */
export function createProfileNetwork(): ProfileNetwork {
  const sessions = new Map<string, Promise<Session>>()

  const sessionOf = (profileId: string): Promise<Session> => {
    const known = sessions.get(profileId)
    if (known !== undefined) return known
    const made = openSession(profileId)
    sessions.set(profileId, made)
    made.catch(() => sessions.delete(profileId))
    return made
  }

  const resolveProxy = async (profileId: string, url: URL): Promise<string> => {
    try {
      return await (await sessionOf(profileId)).resolveProxy(`${url.origin}/`)
    } catch (cause) {
      throw new AppFailure('proxy', 'the system did not say which proxy to use', { host: url.host, cause })
    }
  }

  const forget = async (profileId: string): Promise<void> => {
    const known = sessions.get(profileId)
    if (known === undefined) return
    sessions.delete(profileId)
    const gone = await known
    await gone.closeAllConnections()
    await Promise.all([gone.clearStorageData(), gone.clearCache()])
  }

  return { resolveProxy, forget }
}

/** Without "persist:" a partition lives in memory. */
async function openSession(profileId: string): Promise<Session> {
  await app.whenReady()
  const made = session.fromPartition(`roomreel-${profileId}`)
  guardSession(made)
  // Requests to servers are made by Node, which knows the accepted certificates. Here nothing is accepted beyond the rules.
  made.setCertificateVerifyProc((_request, answer) => answer(CHROMIUMS_OWN_VERDICT))
  await made.setProxy({ mode: 'system' })
  return made
}
