import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { AppFailure } from '../shared/app-error.ts'
import type { EventName, Events, Handlers, OpenedProfile } from '../shared/contract.ts'
import type { PlayOffer, PlayTarget } from '../shared/play-link.ts'
import type { ProfileSummary, ServerOffer } from '../shared/profile.ts'
import type { Desktop } from './downloads/desktop-port.ts'
import { createHandlers } from './handlers.ts'
import { Keeping } from './keeping.ts'
import type { LaunchOptions } from './launch-options.ts'
import { LibraryThread } from './library/library-thread.ts'
import { cuesAnswer, mediaFailure, posterAnswer } from './media-answers.ts'
import { CertificateDesk } from './profiles/certificate-desk.ts'
import { ConnectionTester } from './profiles/connection-tester.ts'
import { Connector, type ProfileNetwork } from './profiles/connector.ts'
import { OpenProfiles } from './profiles/open-profiles.ts'
import { findPlayLink, playOffer, serverOfferOf } from './profiles/play-offer.ts'
import { loadPresets } from './profiles/presets.ts'
import { sweepFolders } from './profiles/profile-folder.ts'
import { ProfileStore } from './profiles/profile-store.ts'
import { isSecretFor } from './profiles/same-server.ts'
import { SealedSecrets } from './profiles/sealed-secrets.ts'
import { type SecretBox, Secrets } from './profiles/secrets.ts'
import { ServerTransfer } from './profiles/server-transfer.ts'
import { Servers } from './profiles/servers.ts'
import { firstProfile, handOver, noticesOf, offerOf, settled } from './profiles/starting.ts'
import { type Glance, StatusMonitor } from './profiles/status-monitor.ts'
import { Settings, type SettingsStore } from './settings.ts'
import { openTranscripts, TranscriptThread } from './transcripts/thread-index.ts'
import { WatchFiles, type WatchFilesParts } from './watching/watch-files.ts'

export interface Ports {
  userData: string
  /** Folder with the demo's videos and subtitles. */
  demoResources: string
  options: LaunchOptions
  /** The command line of this start, for links. */
  argv: readonly string[]
  /** The libraries' thread (library/thread.ts), built or not. */
  libraryThread: URL
  /** The thread that looks into files (media/probe-thread.ts), built or not. */
  probeThread: URL
  /** The thread of what was said (transcripts/transcript-thread.ts), built or not. */
  transcriptThread: URL
  desktop: Desktop
  /** The administrator's list of servers. */
  presetsFile: string
  settings: { store: SettingsStore; setAside: string | null }
  secretBox: SecretBox
  network: ProfileNetwork
  dialogs: {
    chooseFolder: () => Promise<string | null>
    chooseSaveFile: () => Promise<string | null>
    chooseOpenFile: () => Promise<string | null>
    chooseExportFolder: () => Promise<string | null>
    chooseExportFile: (name: string) => Promise<string | null>
    chooseLocation: () => Promise<string | null>
    chooseWatchSave: WatchFilesParts['dialogs']['chooseSave']
    chooseSubtitles: () => Promise<string | null>
    chooseHistory: () => Promise<string | null>
  }
  clock: () => number
  system: { locale: () => string; platform: string; version: string }
  writeClipboard: (text: string) => void
  send: <E extends EventName>(event: E, payload: Events[E]) => void
  /** Hears of every change of the list, and of the profile on screen: the application's menu shows both. */
  onProfiles: () => void
  /** Brings the window to the front, or makes it. */
  showWindow: () => void
}

/** The running app without its window. */
export interface Roomreel {
  handlers: Handlers
  store: ProfileStore
  openId: () => string | null
  media: (profileId: string, recordId: string, request: Request) => Promise<Response>
  cues: (profileId: string, recordId: string, trackId: string) => Promise<Response>
  posters: (profileId: string, recordId: string) => Promise<Response>
  /** Asks the user when downloads are running. */
  mayQuit: () => true | Promise<boolean>
  /** What a second start, or a link, asks of this one: its command line, without its environment. */
  handOver: (argv: readonly string[], options: LaunchOptions) => void
  /** The window's page is gone: what happens now is told to the next one. */
  pageGone: () => void
  /** The user is back, or the network is. */
  retryNow: () => void
  /** A text without any secret of this run. */
  mask: (text: string) => string
  close(): Promise<void>
}

/** When downloads of the last run go on. */
const AFTER_START_MS = 1000

/** Builds every service from its ports, in dependency order, and starts to open the profile of this start. */
export function compose(ports: Ports): Roomreel {
  const settings = new Settings(ports.settings.store)
  const directory = join(ports.userData, 'profiles')
  const secrets = new Secrets({ file: join(ports.userData, 'secrets.json'), box: ports.secretBox })
  const presets = loadPresets(ports.presetsFile)
  const sealed = SealedSecrets.create()
  const desk = new CertificateDesk()
  const connector = new Connector({
    network: ports.network,
    secret: async (profile) => {
      const secret = await secrets.get(profile.id)
      // Now it is known whether the keychain opens it.
      if (secrets.place(profile.id) !== store.get(profile.id).secret) store.changed()
      // Edited while the keychain was asked: what it says now is for another address.
      return isSecretFor(store.get(profile.id), profile) ? secret : null
    },
    startDemo: () => startDemo(ports),
  })
  const monitor = new StatusMonitor({
    glance: (profileId, signal) => glance(connector, store.get(profileId), signal),
    onStatus: (status) => {
      ports.send('profiles.status', status)
      if (status.online !== 'online') return
      open.serverAnswers(status.profileId)
      keeping.serverAnswers(status.profileId)
    },
    onRecordings: (profileId) => open.lookAgain(profileId),
    clock: ports.clock,
  })
  const store = new ProfileStore({
    settings,
    presets: presets.servers,
    secretPlace: (profileId) => secrets.place(profileId),
    onChange: (profiles) => {
      watch(monitor, profiles)
      ports.send('profiles.changed', { profiles })
      ports.onProfiles()
    },
  })
  const keeping: Keeping = new Keeping({
    userData: ports.userData,
    probeThread: ports.probeThread,
    settings,
    open: () => open,
    profileIds: () => store.list().map(({ id }) => id),
    desktop: ports.desktop,
    chooseExportFolder: ports.dialogs.chooseExportFolder,
    chooseExportFile: ports.dialogs.chooseExportFile,
    chooseLocation: ports.dialogs.chooseLocation,
    clock: ports.clock,
    onExport: (state) => ports.send('export.changed', state),
    onDownloads: (profileId) => ports.send('downloads.changed', { profileId }),
    onPosterWanted: (profileId, recordId, seconds) =>
      ports.send('media.posterWanted', { profileId, recordId, seconds }),
    onNoAnswer: (profileId, error) => {
      // Files may come from elsewhere; that says nothing of the server.
      if (store.has(profileId) && store.get(profileId).host === error.host)
        monitor.report(profileId, new AppFailure(error.code, error.message, error))
    },
    onShow: () => showDownloads(),
  })
  const transcriptThread = new TranscriptThread(ports.transcriptThread)
  const open: OpenProfiles = new OpenProfiles({
    directory,
    connector,
    thread: new LibraryThread(ports.libraryThread),
    transcripts: (profileId, directory) => ({
      index: openTranscripts(transcriptThread, directory, ports.clock),
      mayFetch: () => settings.transcripts.background,
      languages: () => [settings.player.captionLanguage ?? '', ports.system.locale()],
      onChange: (recordId) => ports.send('transcripts.changed', { profileId, recordId }),
    }),
    profile: (profileId) => store.get(profileId),
    view: (profileId) => settings.view(profileId),
    clock: ports.clock,
    onOpened: (profileId) => {
      rememberOpened(settings, profileId)
      ports.onProfiles()
    },
    onRooms: (change) => ports.send('rooms.changed', change),
    onRecordings: (profileId) => {
      ports.send('recordings.changed', { profileId })
      keeping.libraryChanged(profileId)
    },
    onLibrary: (status) => ports.send('library.status', status),
    onMedia: (state) => {
      ports.send('media.changed', state)
      keeping.heard(state)
    },
    mask: (text) => secrets.mask(text),
    onAnswer: (profileId, failure) => {
      if (failure !== null) desk.note(failure.error)
      monitor.report(profileId, failure)
    },
    onDownloads: (profileId, downloads) => monitor.setDownloads(profileId, downloads),
    around: (profileId) => keeping.around(profileId),
  })
  const { chooseFolder, chooseSaveFile, chooseOpenFile } = ports.dialogs
  const servers = new Servers({
    store,
    secrets,
    sealed,
    open,
    connector,
    tester: new ConnectionTester(connector, desk),
    desk,
    monitor,
    directory,
    chooseFolder,
    forgetNetwork: (profileId) => ports.network.forget(profileId),
    onLeaving: (profileId) => keeping.leave(profileId),
    filesOf: (profileId) => keeping.location.directories(profileId),
    onReopened: (opened) => ports.send('profiles.reopened', opened),
  })
  const watchFiles = new WatchFiles({
    open,
    hostOf: (profileId) => store.get(profileId).host,
    template: () => settings.downloads.exportTemplate,
    dialogs: {
      chooseSave: ports.dialogs.chooseWatchSave,
      chooseSubtitles: ports.dialogs.chooseSubtitles,
      chooseHistory: ports.dialogs.chooseHistory,
    },
    clock: ports.clock,
  })
  const transfer = new ServerTransfer({ store, secrets, sealed, chooseSaveFile, chooseOpenFile })

  void sweepFolders(directory)
  watch(monitor, store.list())
  const starting = { store, secrets, settings }
  const opening = firstProfile(ports.options, starting).then((id) => (id === null ? null : open.open(id)))
  // The window asks for it in a moment; until then a failure has no other listener.
  opening.catch(() => {})
  const closing = new AbortController()
  // What is on screen comes first, and on two cores it needs both of them.
  const going = opening
    .catch(() => null)
    .then(() => keeping.load())
    .then(() => delay(AFTER_START_MS, null, { signal: closing.signal, ref: false }))
    .then(
      () => keeping.start(),
      () => {},
    )
  /** A page hears events once it has asked how things stand. */
  let listening = false
  /** The first page is told how this start went; later ones (the window was closed, or loaded anew) how things are. */
  let told = false
  let waiting: ServerOffer | null = null
  let waitingPlay: PlayOffer | null = null
  const offer = (server: ServerOffer): void => {
    if (listening) ports.send('servers.offered', server)
    else waiting = server
  }
  const play = (target: PlayTarget): void => {
    const offered = playOffer(target, store.list(), settings.lastProfile)
    const server = offered === null ? serverOfferOf(target) : null
    if (server !== null) offer(server)
    else if (offered !== null && listening) ports.send('app.play', offered)
    else waitingPlay = offered
  }
  const showDownloads = (): void => {
    ports.showWindow()
    if (listening && open.openId !== null) ports.send('app.command', { command: 'downloads', profileId: open.openId })
  }
  const openNamed = (profileId: string): void => {
    if (listening) ports.send('app.command', { command: 'open', profileId })
    else open.open(profileId)
  }

  return {
    handlers: createHandlers({
      store,
      open,
      servers,
      transfer,
      monitor,
      settings,
      keeping,
      watchFiles,
      secretBox: ports.secretBox,
      start: async () => {
        const first = await settled(opening)
        const sealingKey = (await sealed).publicKey
        const isFirst = !told
        const opened = isFirst && first?.profile.id === open.openId ? first : reopened(open)
        const unreadable = presets.unreadable ? ports.presetsFile : null
        const notices = isFirst ? noticesOf([ports.settings.setAside, secrets.setAside], unreadable) : []
        const target = isFirst ? findPlayLink(ports.argv) : null
        if (target !== null) play(target)
        const asked = waitingPlay
        const offered = waiting ?? (isFirst ? offerOf(ports.options, ports.argv, opened) : null)
        told = true
        listening = true
        waiting = null
        waitingPlay = null
        return { opened, offer: offered, play: asked, notices, sealingKey }
      },
      system: ports.system,
      writeClipboard: ports.writeClipboard,
      onTranscriptSettings: () => open.transcriptSettingsChanged(),
    }),
    store,
    openId: () => open.openId,
    media: (profileId, recordId, request) =>
      mediaFailure(() => open.session(profileId).respondMedia(recordId, request)),
    cues: (profileId, recordId, trackId) =>
      cuesAnswer(async () => await open.session(profileId).transcripts.cues(recordId, trackId)),
    posters: (profileId, recordId) => posterAnswer(async () => open.session(profileId).files.poster(recordId)),
    mayQuit: () => keeping.manners.mayQuit(),
    handOver: (argv, options) => {
      const target = findPlayLink(argv)
      if (target !== null) play(target)
      handOver(argv, options, starting, { open: openNamed, offer }).catch((error: unknown) =>
        console.error(secrets.mask(`What a second start has asked for cannot be done: ${String(error)}`)),
      )
    },
    pageGone: () => {
      listening = false
    },
    retryNow: () => monitor.retryNow(),
    mask: (text) => secrets.mask(text),
    close: async () => {
      monitor.close()
      closing.abort()
      await going
      await keeping.close()
      await open.closeAll()
      await transcriptThread.stop()
    },
  }
}

/** A server that cannot be remembered (a full disk) can be looked at all the same. */
function rememberOpened(settings: Settings, profileId: string): void {
  // A start opens the same one again: nothing to write then, while everything else waits for the disk.
  if (settings.lastProfile === profileId) return
  try {
    settings.lastProfile = profileId
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    console.error(`The next start will not know which server was open: ${error.message}`)
  }
}

/** What is on screen, for a page that does not know it. */
const reopened = (open: OpenProfiles): OpenedProfile | null => (open.openId === null ? null : open.open(open.openId))

/** Everything but the demo is asked by itself. */
function watch(monitor: StatusMonitor, profiles: readonly ProfileSummary[]): void {
  monitor.watch(
    profiles.map(({ id, kind, checkMinutes }) => ({ profileId: id, checkMinutes, asked: kind === 'server' })),
  )
}

/** One small question to a server, over a connection of its own. */
async function glance(connector: Connector, profile: ProfileSummary, signal: AbortSignal): Promise<Glance> {
  const { http, client } = connector.open(profile)
  try {
    const query = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 1 } as const
    const page = await (await client).fetchRecordings({ ...query, roomIds: [] }, signal)
    return { total: page.total, newest: page.recordings[0]?.recordId ?? null }
  } finally {
    http.close()
  }
}

async function startDemo({ demoResources, options }: Ports) {
  // Loaded when it is wanted: with a server of one's own it never is.
  const { startDemoServer } = await import('./demo/demo-server.ts')
  return startDemoServer({
    recordings: options.demoRecordings,
    seed: options.demoSeed,
    resourcesDir: demoResources,
  })
}
