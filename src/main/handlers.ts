import type { Handlers, StartState } from '../shared/contract.ts'
import { DEMO_PROFILE_ID } from '../shared/profile.ts'
import type { Keeping } from './keeping.ts'
import type { OpenProfiles } from './profiles/open-profiles.ts'
import type { ProfileStore } from './profiles/profile-store.ts'
import type { SecretBox } from './profiles/secrets.ts'
import type { ServerTransfer } from './profiles/server-transfer.ts'
import type { Servers } from './profiles/servers.ts'
import type { StatusMonitor } from './profiles/status-monitor.ts'
import type { Settings } from './settings.ts'
import { createWatchHandlers } from './watch-handlers.ts'
import type { WatchFiles } from './watching/watch-files.ts'

export interface HandlerParts {
  store: ProfileStore
  open: OpenProfiles
  servers: Servers
  transfer: ServerTransfer
  monitor: StatusMonitor
  settings: Settings
  keeping: Keeping
  watchFiles: WatchFiles
  secretBox: SecretBox
  /** What this start has led to. */
  start: () => Promise<Pick<StartState, 'opened' | 'offer' | 'play' | 'notices' | 'sealingKey'>>
  /** What to say about this system. */
  system: { locale: () => string; platform: string; version: string }
  writeClipboard: (text: string) => void
  /** The user's wishes about transcripts are other than before. */
  onTranscriptSettings: () => void
}

/** One handler per call of the contract. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { store, open, servers, transfer, monitor, settings, keeping, system } = parts
  const { downloads, storage, mover, rules, exporter } = keeping
  return {
    'app.start': async () => ({
      ...(await parts.start()),
      profiles: store.list(),
      statuses: monitor.statuses(),
      player: settings.player,
      downloads: settings.downloads,
      transcripts: settings.transcripts,
      shortcuts: settings.shortcuts,
      locale: system.locale(),
      platform: system.platform,
      version: system.version,
    }),

    'profiles.openDemo': () => {
      store.bringBackDemo()
      return open.open(DEMO_PROFILE_ID)
    },
    'profiles.open': ({ profileId }) => open.open(profileId),
    'profiles.retry': () => monitor.retryNow(),
    'profiles.reorder': ({ profileIds }) => store.reorder(profileIds),
    'profiles.replaceSecret': ({ profileId, secret }) => servers.replaceSecret(profileId, secret),

    'servers.keychain': () => parts.secretBox.keychain(),
    'servers.test': (input) => servers.test(input),
    'servers.save': (input) => servers.save(input),
    'servers.duplicate': ({ profileId }) => servers.duplicate(profileId),
    'servers.trust': ({ profileId, sha256 }) => servers.trust(profileId, sha256),
    'servers.removal': ({ profileId }) => servers.removal(profileId),
    'servers.remove': ({ profileId, exportFiles }) => servers.remove(profileId, exportFiles),
    'servers.export': ({ profileIds, passphrase }) => transfer.export(profileIds, passphrase),
    'servers.chooseImport': () => transfer.choose(),
    'servers.readImport': ({ text }) => transfer.look(text),
    'servers.import': ({ importId, chosen, passphrase, keeping }) =>
      transfer.import(importId, chosen, passphrase, keeping),

    'recordings.page': ({ profileId, query }) => open.session(profileId).page(query),
    'recordings.earlierInRoom': ({ profileId, recordId }) => open.session(profileId).earlierInRoom(recordId),
    'recordings.setWatched': ({ profileId, recordIds, finished }) =>
      open.session(profileId).setWatched(recordIds, finished),
    'recordings.savePosition': ({ profileId, recordId, seconds, durationSeconds }) =>
      open.use(profileId, (session) => session.savePosition(recordId, seconds, durationSeconds)),
    'library.refresh': ({ profileId }) => open.session(profileId).refresh(),
    'rooms.list': ({ profileId }) => open.session(profileId).rooms(),
    'rooms.rename': ({ profileId, roomId, name }) => open.session(profileId).renameRoom(roomId, name),
    'rooms.pin': ({ profileId, roomId, pinned }) => open.session(profileId).pinRoom(roomId, pinned),
    'media.state': ({ profileId, recordId }) => open.session(profileId).mediaState(recordId),
    'media.retry': ({ profileId, recordId }) => open.session(profileId).retryMedia(recordId),
    'media.showInFolder': ({ profileId, recordId }) => keeping.showInFolder(profileId, recordId),
    'media.drag': ({ profileId, recordId }) => keeping.drag(profileId, recordId),
    'media.savePoster': ({ profileId, recordId, jpeg }) =>
      open.use(profileId, ({ files }) => files.savePoster(recordId, jpeg)),

    'media.saveFrame': ({ profileId, recordId, seconds, png }) =>
      parts.watchFiles.saveFrame(profileId, recordId, seconds, png),

    'downloads.list': ({ profileId }) => downloads.list(profileId),
    'downloads.keep': ({ profileId, recordIds }) => downloads.keep(profileId, recordIds),
    'downloads.pause': ({ profileId, recordIds }) => downloads.pause(profileId, recordIds),
    'downloads.resume': ({ profileId, recordIds }) => downloads.resume(profileId, recordIds),
    'downloads.cancel': ({ profileId, recordIds }) => downloads.cancel(profileId, recordIds),
    'downloads.move': ({ profileId, recordId, before }) => downloads.move(profileId, recordId, before),
    'downloads.clearFinished': ({ profileId }) => downloads.clearFinished(profileId),
    'downloads.remove': ({ profileId, recordIds, onlyCopies }) => downloads.remove(profileId, recordIds, onlyCopies),
    'downloads.undoRemove': ({ profileId, undoId }) => downloads.undoRemove(profileId, undoId),

    'storage.state': ({ profileId }) => open.use(profileId, ({ files }) => storage.state(profileId, files.roomOf())),
    'storage.items': ({ profileId }) => open.use(profileId, ({ files }) => files.items()),
    'storage.chooseLocation': () => keeping.chooseLocation(),
    'storage.retryMove': () => mover.retry(),

    'rules.get': ({ profileId }) => rules.get(profileId),
    'rules.preview': ({ profileId, rules: wanted }) => rules.preview(profileId, wanted),
    'rules.save': async ({ profileId, rules: wanted }) => {
      await rules.save(profileId, wanted)
      keeping.libraryChanged(profileId)
    },

    'export.start': (request) => exporter.start(request),
    'export.stop': ({ exportId }) => exporter.stop(exportId),
    'export.names': ({ profileId, recordIds, template }) => exporter.names(profileId, recordIds, template),
    'export.show': ({ exportId }) => exporter.show(exportId),

    'settings.saveDownloads': (wanted) => {
      settings.downloads = wanted
      keeping.settingsChanged()
    },
    'settings.saveTranscripts': (wanted) => {
      settings.transcripts = wanted
      parts.onTranscriptSettings()
    },
    'settings.saveShortcuts': (wanted) => {
      settings.shortcuts = wanted
    },
    'settings.savePlayer': (player) => {
      settings.player = player
    },
    'settings.saveView': ({ profileId, view }) => {
      // It may come late: of a profile that has just been removed nothing is kept.
      if (store.has(profileId)) settings.saveView(profileId, view)
    },
    'clipboard.write': ({ text }) => parts.writeClipboard(text),

    ...createWatchHandlers(open, parts.watchFiles),
  }
}
