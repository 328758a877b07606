import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DemoServer, startDemoServer } from '../../../src/main/demo/demo-server.ts'
import { folderOf } from '../../../src/main/profiles/profile-folder.ts'
import { ProfileStore } from '../../../src/main/profiles/profile-store.ts'
import { sourceOf } from '../../../src/main/profiles/same-server.ts'
import { type SecretBox, Secrets } from '../../../src/main/profiles/secrets.ts'
import { Settings } from '../../../src/main/settings.ts'
import { NEW_SERVER, type ServerFields } from '../../../src/shared/profile.ts'
import { DEFAULT_LIBRARY_VIEW } from '../../../src/shared/settings.ts'
import { ROOT } from './chromium-page.ts'
import { fillLibrary, type Generated } from './fill-library.ts'

/** The longest page that the view offers. */
const PAGE_SIZE = 100

/** A server as the app has saved it: its list is left at this page, of PAGE_SIZE recordings. */
export interface SavedServer {
  id: string
  fields: ServerFields
  secret: string | null
  page: number
}

/** A server of so many recordings on loopback, in so many rooms (never fewer than the demo's own); another seed, other recordings. */
export const startServer = (recordings: number, seed: number, rooms = 0): Promise<DemoServer> =>
  startDemoServer({ recordings, seed, rooms, resourcesDir: join(ROOT, 'resources/demo') })

export function savedServer(
  id: string,
  name: string,
  server: Pick<DemoServer, 'url' | 'apiKey' | 'apiSecret'>,
  page: number,
): SavedServer {
  const { url, apiKey, apiSecret } = server
  return { id, fields: { ...NEW_SERVER, name, url, apiKey }, secret: apiSecret, page }
}

/** Writes the user's folder as the app leaves it, with secrets in a readable file; the first server was open last. */
export async function saveServers(userData: string, servers: readonly SavedServer[]): Promise<void> {
  const values = new Map<string, unknown>()
  const settings = new Settings({ get: (key) => values.get(key), set: (key, value) => void values.set(key, value) })
  const secrets = new Secrets({ file: join(userData, 'secrets.json'), box: NO_KEYCHAIN })
  const store = new ProfileStore({
    settings,
    presets: [],
    secretPlace: (profileId) => secrets.place(profileId),
    onChange: () => {},
  })
  store.add(servers)
  settings.lastProfile = servers[0]?.id ?? null
  for (const { id, page } of servers) settings.saveView(id, { ...DEFAULT_LIBRARY_VIEW, page, pageSize: PAGE_SIZE })
  await mkdir(userData, { recursive: true })
  await writeFile(join(userData, 'config.json'), JSON.stringify(Object.fromEntries(values)))
  const known = servers.flatMap(({ id, secret }) => (secret === null ? [] : [{ profileId: id, secret }]))
  await secrets.setAll(known, 'file')
}

/** Fills a saved server's library with everything that its server has: that of startServer with the same numbers. */
export const fillSaved = (userData: string, saved: SavedServer, generated: Omit<Generated, 'url'>): Promise<void> =>
  fillLibrary(fileOf(userData, saved), sourceOf(saved.fields), { ...generated, url: saved.fields.url })

/** The saved server's library. */
export const fileOf = (userData: string, { id }: SavedServer): string =>
  join(folderOf(join(userData, 'profiles'), id), 'library.db')

const noKeychain = (): Promise<never> => Promise.reject(new Error('no keychain is needed'))
const NO_KEYCHAIN: SecretBox = { keychain: noKeychain, encrypt: noKeychain, decrypt: noKeychain }
