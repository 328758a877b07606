import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import { compose, type Ports, type Roomreel } from '../../../src/main/compose.ts'
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../src/main/demo/demo-server.ts'
import type { Desktop } from '../../../src/main/downloads/desktop-port.ts'
import { type LaunchOptions, readLaunchOptions } from '../../../src/main/launch-options.ts'
import type { SecretBox } from '../../../src/main/profiles/secrets.ts'
import type { SettingsStore } from '../../../src/main/settings.ts'
import { seal } from '../../../src/renderer/seal.ts'
import type { EventName, Events, StartState } from '../../../src/shared/contract.ts'
import { DEFAULT_DOWNLOAD_SETTINGS } from '../../../src/shared/download.ts'
import { NEW_SERVER, type NewSecret, type SecretKeeping, type ServerFields } from '../../../src/shared/profile.ts'
import { type LibraryPage, type LibraryQuery, type LibraryStatus, NO_FILTERS } from '../../../src/shared/recording.ts'

export const RESOURCES = fileURLToPath(new URL('../../../resources/demo', import.meta.url))
/** The libraries' thread, as it is in the source. */
export const LIBRARY_THREAD = new URL('../../../src/main/library/thread.ts', import.meta.url)
/** The thread that looks into files. */
export const PROBE_THREAD = new URL('../../../src/main/media/probe-thread.ts', import.meta.url)

/** The thread of what was said. */
export const TRANSCRIPT_THREAD = new URL('../../../src/main/transcripts/transcript-thread.ts', import.meta.url)

/** A keychain that works, or is not there. */
export class MemoryBox implements SecretBox {
  available = true
  readonly #key = randomBytes(32)
  keychain = async () => ({ available: this.available, backend: this.available ? 'kwallet6' : 'basic_text' })
  async encrypt(text: string): Promise<Buffer> {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  }
  async decrypt(encrypted: Buffer): Promise<{ text: string; stale: boolean }> {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, encrypted.subarray(0, 12))
    decipher.setAuthTag(encrypted.subarray(-16))
    const text = Buffer.concat([decipher.update(encrypted.subarray(12, -16)), decipher.final()]).toString('utf8')
    return { text, stale: false }
  }
}

class MemorySettings implements SettingsStore {
  readonly values = new Map<string, unknown>()
  get = (key: string): unknown => structuredClone(this.values.get(key))
  set = (key: string, value: unknown): void => void this.values.set(key, structuredClone(value))
}

type Sent = { [E in EventName]: { event: E; payload: Events[E] } }[EventName]

/** What a user's computer keeps between two starts. */
export interface Computer {
  userData: string
  settings: MemorySettings
  box: MemoryBox
  /** What the file dialogs answer; null: cancelled. */
  chosenPath: string | null
  /** What the system says about proxies. */
  systemProxy: string
  presetsFile: string
  clock: () => number
  /** What the desktop was asked to show and do, in order. */
  desktop: { what: keyof Desktop; about: unknown }[]
  /** What the user says who quits while downloads are running. */
  quitAnswer: 'quit' | 'stay'
}

/** The app without Electron, started on a computer. Everything but the ports is real. */
export interface Started {
  roomreel: Roomreel
  state: StartState
  sent: Sent[]
  seal: (text: string) => ReturnType<typeof seal>
  secret: (text: string, keeping?: SecretKeeping) => Promise<NewSecret>
  /** Waits until something holds; it is looked at whenever the app tells anything. */
  until: (holds: () => boolean | Promise<boolean>) => Promise<void>
}

/** The first page of everything. */
export const FIRST_PAGE: LibraryQuery = {
  roomIds: [],
  roomSid: null,
  sort: 'newest',
  filters: NO_FILTERS,
  from: 0,
  limit: 20,
}

/** A computer and what runs on it, until `clean`. */
export async function newComputer() {
  const folder = await mkdtemp(join(tmpdir(), 'roomreel-app-'))
  const computer: Computer = {
    userData: join(folder, 'user'),
    settings: new MemorySettings(),
    box: new MemoryBox(),
    chosenPath: null,
    systemProxy: 'DIRECT',
    presetsFile: join(folder, 'servers.json'),
    clock: Date.now,
    desktop: [],
    quitAnswer: 'stay',
  }
  const ends: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })]

  const start = async (options: Partial<LaunchOptions> = {}, argv: string[] = []): Promise<Started> => {
    const sent: Sent[] = []
    const waiting: (() => void)[] = []
    const send = (event: EventName, payload: Events[EventName]): void => {
      sent.push({ event, payload } as Sent)
      for (const wake of waiting.splice(0)) wake()
    }
    const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
      while (!(await holds())) await new Promise<void>((resolve) => waiting.push(resolve))
    }
    const roomreel = compose(portsOf(computer, { ...readLaunchOptions([], {}), ...options }, argv, send))
    ends.push(() => roomreel.close())
    const state = await Promise.resolve(roomreel.handlers['app.start'](undefined))
    const sealed = (text: string) => seal(state.sealingKey, text)
    const secret = async (text: string, keeping: SecretKeeping = 'keychain'): Promise<NewSecret> => ({
      sealed: await sealed(text),
      keeping,
    })
    return { roomreel, state, sent, seal: sealed, secret, until }
  }
  const server = async (recordings = 24, options: Partial<DemoServerOptions> = {}): Promise<DemoServer> => {
    const demo = await startDemoServer({ recordings, seed: 1, resourcesDir: RESOURCES, ...options })
    ends.push(() => demo.close())
    return demo
  }
  const clean = async (): Promise<void> => {
    for (const end of ends.splice(0).toReversed()) await end()
  }
  return { folder, computer, start, server, clean }
}

/** The form of a server that lets us in. */
export const formOf = ({ url, apiKey }: { url: string; apiKey: string }, change: Partial<ServerFields> = {}) => ({
  ...NEW_SERVER,
  url,
  apiKey,
  ...change,
})

/** Saves a server that lets us in, and answers its ID. */
export async function saveServer(app: Started, server: DemoServer): Promise<string> {
  const { id } = await app.roomreel.handlers['servers.save']({
    profileId: null,
    fields: formOf(server),
    secret: await app.secret(server.apiSecret),
    trusted: null,
  })
  return id
}

/** Asks for a page; the first one of everything unless told. */
export const askPage = async (
  app: Started,
  profileId: string,
  change: Partial<LibraryQuery> = {},
): Promise<LibraryPage> => app.roomreel.handlers['recordings.page']({ profileId, query: { ...FIRST_PAGE, ...change } })

export const openProfile = async (app: Started, profileId: string) =>
  app.roomreel.handlers['profiles.open']({ profileId })

/** What a profile's library has told of itself last. */
export const libraryStatus = (app: Started, profileId: string): LibraryStatus | undefined =>
  app.sent
    .flatMap(({ event, payload }) => (event === 'library.status' && payload.profileId === profileId ? [payload] : []))
    .at(-1)

/** Waits until something holds that is told late, or not at all. */
export const soon = (holds: () => Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await holds()).toBe(true), { interval: 10, timeout: 4000 })

/** Waits until the server has been looked through wholly. */
export const lookedThrough = (app: Started, profileId: string): Promise<void> =>
  soon(async () => (await app.roomreel.handlers['rooms.list']({ profileId })).complete)

/** Saves a server, puts it on screen, and waits until it has been looked through. Answers its ID. */
export async function showServer(app: Started, server: DemoServer): Promise<string> {
  const id = await saveServer(app, server)
  await openProfile(app, id)
  await lookedThrough(app, id)
  return id
}

/** Keeps a recording's file on this device, as playing it to the end does. */
export async function keepFile(app: Started, profileId: string, recordId: string): Promise<void> {
  const response = await app.roomreel.media(profileId, recordId, new Request('app://roomreel/media'))
  await response.arrayBuffer()
  const isKept = async (): Promise<boolean> => {
    const kept = await askPage(app, profileId, { filters: { ...NO_FILTERS, onDevice: true } })
    return kept.recordings.some((recording) => recording.recordId === recordId)
  }
  await soon(isKept)
}

/** From now on all files together may take so many bytes. */
export const limitTo = async (app: Started, limitBytes: number): Promise<void> =>
  app.roomreel.handlers['settings.saveDownloads']({ ...DEFAULT_DOWNLOAD_SETTINGS, limitBytes })

function portsOf(computer: Computer, options: LaunchOptions, argv: string[], send: Ports['send']): Ports {
  const choose = async () => computer.chosenPath
  return {
    userData: computer.userData,
    demoResources: RESOURCES,
    options,
    argv,
    libraryThread: LIBRARY_THREAD,
    probeThread: PROBE_THREAD,
    transcriptThread: TRANSCRIPT_THREAD,
    desktop: desktopOf(computer),
    presetsFile: computer.presetsFile,
    settings: { store: computer.settings, setAside: null },
    secretBox: computer.box,
    network: { resolveProxy: async () => computer.systemProxy, forget: async () => {} },
    dialogs: {
      chooseFolder: choose,
      chooseSaveFile: choose,
      chooseOpenFile: choose,
      chooseExportFolder: choose,
      chooseExportFile: choose,
      chooseLocation: choose,
      chooseWatchSave: choose,
      chooseSubtitles: choose,
      chooseHistory: choose,
    },
    clock: () => computer.clock(),
    system: { locale: () => 'en-GB', platform: 'linux', version: '0.2.0' },
    writeClipboard: () => {},
    send,
    onProfiles: () => {},
    showWindow: () => {},
  }
}

function desktopOf(computer: Computer): Desktop {
  const note = (what: keyof Desktop) => (about: unknown) => void computer.desktop.push({ what, about })
  return {
    progress: note('progress'),
    notify: note('notify'),
    keepAwake: note('keepAwake'),
    askQuit: async (words) => {
      note('askQuit')(words)
      return computer.quitAnswer
    },
    showInFolder: note('showInFolder'),
    startDrag: note('startDrag'),
  }
}
