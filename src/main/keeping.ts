import { join } from 'node:path'
import { type AppError, AppFailure, type ErrorCode } from '../shared/app-error.ts'
import type { DownloadSettings } from '../shared/download.ts'
import type { MediaState } from '../shared/media.ts'
import { ActivityTally } from './downloads/activity-tally.ts'
import { Bandwidth } from './downloads/bandwidth.ts'
import type { Desktop } from './downloads/desktop-port.ts'
import { Downloads } from './downloads/downloads.ts'
import type { Location } from './downloads/location.ts'
import { Manners } from './downloads/manners.ts'
import type { Mover } from './downloads/mover.ts'
import { Places } from './downloads/places.ts'
import { ProfileNews } from './downloads/profile-news.ts'
import { DownloadQueue } from './downloads/queue.ts'
import { RuleKeeper } from './downloads/rule-keeper.ts'
import { RuleRounds } from './downloads/rule-rounds.ts'
import { Storage } from './downloads/storage.ts'
import { dragPath, sweepDrags } from './export/drag-file.ts'
import { Exporter, type ExporterParts } from './export/exporter.ts'
import { exportName } from './export/names.ts'
import { recordKey } from './media/media-folder.ts'
import { Prober } from './media/probe.ts'
import type { OpenProfiles } from './profiles/open-profiles.ts'
import { folderOf, sweepFolders } from './profiles/profile-folder.ts'
import type { FilesAround, SessionFiles } from './profiles/session-files.ts'
import { sessionJob } from './profiles/session-job.ts'

export interface KeepingParts {
  userData: string
  /** probe-thread.ts, built or not. */
  probeThread: URL
  settings: { downloads: DownloadSettings; location: unknown }
  open: () => OpenProfiles
  profileIds: () => string[]
  desktop: Desktop
  chooseExportFolder: () => Promise<string | null>
  chooseExportFile: ExporterParts['chooseSaveFile']
  chooseLocation: () => Promise<string | null>
  clock: () => number
  onExport: ExporterParts['onChange']
  /** A profile's queue, files, or what they take have changed. */
  onDownloads: (profileId: string) => void
  onPosterWanted: (profileId: string, recordId: string, seconds: number) => void
  /** A download gets no answer from this host. */
  onNoAnswer: (profileId: string, error: AppError) => void
  /** The user wants to see the downloads. */
  onShow: () => void
}

/** Nothing can be had of a host that fails so, whatever is asked for. */
const NO_ANSWER: readonly ErrorCode[] = ['unknown-host', 'refused', 'unreachable', 'proxy']

/** Everything about keeping recordings on this device: queue, room, place, rules, exports, and what the desktop shows. */
export class Keeping {
  readonly queue: DownloadQueue
  readonly downloads: Downloads
  readonly storage: Storage
  readonly rules: RuleKeeper
  readonly exporter: Exporter
  readonly manners: Manners
  readonly #parts: KeepingParts
  readonly #bandwidth: Bandwidth
  readonly #prober: Prober
  readonly #tally: ActivityTally
  readonly #places: Places
  readonly #news: ProfileNews
  readonly #rounds: RuleRounds
  /** In memory: the line asks with each piece. */
  #settings: DownloadSettings

  constructor(parts: KeepingParts) {
    this.#parts = parts
    this.#settings = parts.settings.downloads
    const { userData, settings, profileIds, desktop, clock } = parts
    this.#prober = new Prober({ script: parts.probeThread })
    this.#bandwidth = new Bandwidth({ limit: () => this.#settings.bytesPerSecond, clock: () => performance.now() })
    this.queue = new DownloadQueue({
      file: join(userData, 'downloads.json'),
      clock,
      settings: () => this.#settings,
      run: (profileId, recordId) => sessionJob(parts.open(), profileId, recordId),
      onChange: (profileId, recordId) => this.#queueChanged(profileId, recordId),
      onRest: (outcome) => this.manners.rest(outcome),
    })
    this.#tally = new ActivityTally(this.queue)
    this.#news = new ProfileNews({ profileIds, onNews: parts.onDownloads })
    this.#places = new Places({
      userData,
      settings,
      filesOf: (profileId) => parts.open().known(profileId)?.files.media ?? null,
      isEnding: (profileId) => parts.open().isEnding(profileId),
      clock,
      onDisk: (isThere) => this.#diskChanged(isThere),
      onMove: () => this.#news.ofAll(),
    })
    this.storage = new Storage({
      profileIds,
      location: this.location,
      settings: () => this.#settings,
      evict: (profileId, { key }) => this.#evict(profileId, key),
      wantedKeys: (profileId) => this.#wantedKeys(profileId),
      moving: () => this.mover.state(),
      onChange: () => this.#news.ofAll(),
    })
    this.downloads = new Downloads({
      queue: this.queue,
      use: (profileId, work) => parts.open().use(profileId, ({ files }) => work(files)),
      onChange: (profileId) => this.filesChanged(profileId, true),
    })
    this.rules = new RuleKeeper({
      directory: (profileId) => folderOf(join(userData, 'profiles'), profileId),
      use: (profileId, work) => this.#forRules(profileId, async (files) => await work(await files.ruleLibrary())),
      keep: (profileId, recordIds) => this.#keepByRule(profileId, recordIds),
      remove: async (profileId, recordIds) => void (await this.downloads.remove(profileId, recordIds, false)),
      clock,
    })
    this.#rounds = new RuleRounds({ rules: this.rules, profileIds })
    this.exporter = new Exporter({
      use: (profileId, work) => parts.open().use(profileId, work),
      chooseFolder: parts.chooseExportFolder,
      chooseSaveFile: parts.chooseExportFile,
      showInFolder: (path) => desktop.showInFolder(path),
      clock,
      onChange: parts.onExport,
    })
    this.manners = new Manners({
      desktop,
      clock,
      mayNotify: () => this.#settings.notify,
      onShow: parts.onShow,
    })
  }

  get location(): Location {
    return this.#places.location
  }

  get mover(): Mover {
    return this.#places.mover
  }

  /** Knows what the last run has left, and begins nothing yet. Never fails. */
  async load(): Promise<void> {
    await this.queue.load({ held: true })
  }

  /** Goes on with it. Never fails. */
  async start(): Promise<void> {
    await sweepDrags(this.location.shown)
    await this.#places.start()
    this.queue.go()
    this.#rounds.all()
    // It may take long: a removed server of many files.
    void sweepFolders(this.location.shown)
  }

  /** What a profile's files need. */
  around(profileId: string): FilesAround {
    return {
      directories: () => this.location.directories(profileId),
      areThere: () => this.#places.areThere(),
      room: {
        admit: (bytes, why) => this.storage.admit(bytes, why, profileId),
        makeRoom: (path) => this.storage.makeRoom(path),
      },
      openShare: (watched) => {
        const share = this.#bandwidth.open(watched)
        return { ...share, hungry: () => this.#bandwidth.hungry(share) }
      },
      prober: this.#prober,
      queued: (recordId) => this.queue.entry(profileId, recordId),
      queuedIds: () => this.queue.entries(profileId).map(({ recordId }) => recordId),
      onFiles: (freed) => this.filesChanged(profileId, freed),
      onPosterWanted: (recordId, seconds) => this.#parts.onPosterWanted(profileId, recordId, seconds),
    }
  }

  /** A file's state was told: what the desktop shows follows. */
  heard(state: MediaState): void {
    const { profileId, error } = state
    this.#tally.heard(state)
    this.#showActivity()
    if (error !== null && NO_ANSWER.includes(error.code)) this.#parts.onNoAnswer(profileId, error)
  }

  /** Files of a profile have come, or (`freed`) may have gone. */
  filesChanged(profileId: string, freed: boolean): void {
    this.storage.changed(profileId)
    // Each that waits for room asks its server again: not for what has only come.
    if (freed) this.queue.roomFreed()
    this.mover.look()
    this.#news.of(profileId)
  }

  /** A profile's library knows other recordings than before. */
  libraryChanged(profileId: string): void {
    this.#rounds.heard(profileId)
  }

  /** A profile's server answers. */
  serverAnswers(profileId: string): void {
    this.queue.serverAnswers(profileId)
  }

  settingsChanged(): void {
    this.#settings = this.#parts.settings.downloads
    this.queue.settingsChanged()
    this.queue.roomFreed()
    this.#news.ofAll()
  }

  /** Asks for a folder, and moves all files there in the background; null: cancelled. Fails with `disk`, `disk-full`. */
  async chooseLocation(): Promise<{ location: string } | null> {
    const folder = await this.#parts.chooseLocation()
    if (folder === null) return null
    await this.#places.choose(folder)
    this.storage.changed(null)
    this.queue.roomFreed()
    this.#news.ofAll()
    return { location: this.location.shown }
  }

  /** Fails with `not-found` when the file is not here. */
  async showInFolder(profileId: string, recordId: string): Promise<void> {
    const file = await this.#parts.open().use(profileId, (session) => session.file(recordId))
    if (file === null) throw new AppFailure('not-found', 'the recording is not on this device')
    this.#parts.desktop.showInFolder(file.path)
  }

  /** Lets the system drag a recording's file, under a readable name. Fails with `not-found`. */
  async drag(profileId: string, recordId: string): Promise<void> {
    const { open, desktop } = this.#parts
    const { file, facts } = await open().use(profileId, async (session) => ({
      file: await session.file(recordId),
      facts: session.facts(recordId),
    }))
    if (file === null || facts === null) throw new AppFailure('not-found', 'the recording is not on this device')
    const name = exportName(this.#settings.exportTemplate, facts)
    desktop.startDrag(await dragPath(this.location.shown, file, name))
  }

  /** A profile is about to be removed with its files. */
  async leave(profileId: string): Promise<void> {
    await this.exporter.stopProfile(profileId)
    await this.downloads.forget(profileId)
    this.rules.forget(profileId)
    this.storage.changed(profileId)
  }

  /** Ends everything in order; profiles must still be open. What has come is kept, and goes on at the next start. */
  async close(): Promise<void> {
    this.#places.stopWatching()
    this.#news.stop()
    await this.#rounds.close()
    await Promise.all([this.exporter.close(), this.mover.close(), this.downloads.close()])
    await this.queue.close()
  }

  #queueChanged(profileId: string, recordId: string | null): void {
    const session = this.#parts.open().known(profileId)
    if (recordId !== null) void session?.files.media.tell(recordId)
    this.#news.of(profileId)
    this.#showActivity()
  }

  async #keepByRule(profileId: string, recordIds: readonly string[]): Promise<void> {
    const missing = await this.#forRules(profileId, (files) => files.keepHere(recordIds))
    this.queue.keep(profileId, missing, 'rule')
  }

  /** Rules of many profiles may be waiting for their turn when the app closes: they come with the next start. */
  #forRules<T>(profileId: string, work: (files: SessionFiles) => Promise<T>): Promise<T> {
    if (this.#rounds.isClosing) return Promise.reject(new AppFailure('aborted', 'the app is closing'))
    return this.#parts.open().use(profileId, ({ files }) => work(files))
  }

  #wantedKeys(profileId: string): ReadonlySet<string> {
    return new Set(this.queue.entries(profileId).map(({ recordId }) => recordKey(recordId)))
  }

  /** A session that ends may wait for this very decision: its files stay. */
  async #evict(profileId: string, key: string): Promise<boolean> {
    const open = this.#parts.open()
    return open.isEnding(profileId) ? false : await open.use(profileId, ({ files }) => files.evict(key))
  }

  #diskChanged(isThere: boolean): void {
    this.storage.changed(null)
    if (isThere) {
      this.#parts.open().filesAreBack()
      this.queue.roomFreed()
    }
    this.#news.ofAll()
  }

  #showActivity(): void {
    this.manners.update(this.#tally.activity)
  }
}
