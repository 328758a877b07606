import { AppFailure } from '../../shared/app-error.ts'
import type { OpenedProfile, StartNotice } from '../../shared/contract.ts'
import { DEMO_PROFILE_ID, NEW_SERVER, type ServerOffer } from '../../shared/profile.ts'
import type { LaunchOptions } from '../launch-options.ts'
import type { Settings } from '../settings.ts'
import type { ProfileStore } from './profile-store.ts'
import type { Secrets } from './secrets.ts'
import { findServerLink } from './server-link.ts'

export interface StartParts {
  store: ProfileStore
  secrets: Secrets
  settings: Settings
}

/**
 * The profile that this start opens: the command line's, else the one of last time, else the first server there is;
 * null = the welcome screen. A server of the command line keeps its secret in memory only. Fails with `bad-url`.
 */
export async function firstProfile(options: LaunchOptions, parts: StartParts): Promise<string | null> {
  const { store, settings } = parts
  if (options.server !== null) return ofCommandLine(options.server, parts)
  if (options.demo) {
    store.bringBackDemo()
    return DEMO_PROFILE_ID
  }
  const last = settings.lastProfile
  if (last !== null && store.has(last)) return last
  return store.list().find(({ kind }) => kind === 'server')?.id ?? null
}

/** A link's server, or one that the command line names and that did not open: its secret has to be typed. */
export function offerOf(
  { server }: LaunchOptions,
  argv: readonly string[],
  opened: OpenedProfile | null,
): ServerOffer | null {
  const link = findServerLink(argv)
  if (link !== null || server === null || opened !== null) return link
  const fields = { ...NEW_SERVER, url: server.url, apiKey: server.apiKey }
  return { from: 'command line', fields, secretDropped: false }
}

/** What a second start asks of this one. Its environment, and so its secret, is not handed over. */
export async function handOver(
  argv: readonly string[],
  options: LaunchOptions,
  parts: StartParts,
  { open, offer }: { open: (profileId: string) => void; offer: (server: ServerOffer) => void },
): Promise<void> {
  const named = options.server !== null || options.demo ? await firstProfile(options, parts).catch(() => null) : null
  if (named !== null) return open(named)
  const server = offerOf(options, argv, null)
  if (server !== null) offer(server)
}

/** A profile that cannot be opened at start leads to the welcome screen, which says nothing hangs on it. */
export async function settled(opening: Promise<OpenedProfile | null>): Promise<OpenedProfile | null> {
  try {
    return await opening
  } catch (error) {
    if (error instanceof AppFailure) return null
    throw error
  }
}

/** What the user has to know once. */
export function noticesOf(setAside: readonly (string | null)[], presets: string | null): StartNotice[] {
  const files = setAside.filter((file) => file !== null)
  return [
    ...files.map((file): StartNotice => ({ kind: isInUse(file) ? 'settings-in-memory' : 'settings-set-aside', file })),
    ...(presets === null ? [] : [{ kind: 'presets-unreadable' as const, file: presets }]),
  ]
}

/** A file that was set aside has another name; its own name says that nothing can be written there. */
const isInUse = (file: string): boolean => file === 'config.json' || file === 'secrets.json'

async function ofCommandLine(
  { url, apiKey, secret }: NonNullable<LaunchOptions['server']>,
  { store, secrets }: StartParts,
): Promise<string | null> {
  if (secret === null) return store.find(url, apiKey)?.id ?? null
  const id = store.addTemporary(url, apiKey)
  await secrets.set(id, secret, 'session')
  store.changed()
  return id
}
