import { join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { StorageItem } from '../../shared/download.ts'
import type { MediaState } from '../../shared/media.ts'
import type { Recording, RecordingFacts } from '../../shared/recording.ts'
import type { DownloadSession } from '../downloads/downloads.ts'
import type { RuleLibrary } from '../downloads/rule-keeper.ts'
import type { RoomOfFile } from '../downloads/storage.ts'
import type { LocalLibrary } from '../library/local-library.ts'
import type { ArrivingParts } from '../media/arrivals.ts'
import type { Job } from '../media/job.ts'
import { type KeptFile, recordKey } from '../media/media-folder.ts'
import type { Queued } from '../media/media-states.ts'
import { PosterStore } from '../media/poster-store.ts'
import { PosterWants } from '../media/poster-wants.ts'
import { ProfileMedia } from '../media/profile-media.ts'
import type { ServerRecording } from '../plugnmeet/client.ts'
import { FileNotes } from './file-notes.ts'
import { ruleLibraryOf } from './rule-library.ts'
import { storageItems } from './storage-items.ts'

/** What a profile's files need of the app around them. */
export interface FilesAround extends Pick<ArrivingParts, 'room' | 'openShare' | 'prober'> {
  /** The profile's folders of files, the one for new ones first. */
  directories: () => readonly string[]
  /** False while one of them is on a disk that is not connected: what is in it is not gone. */
  areThere: () => Promise<boolean>
  queued: (recordId: string) => Queued | null
  queuedIds: () => readonly string[]
  /** Complete files have come, or (`freed`) gone. */
  onFiles: (freed: boolean) => void
  /** A picture of a recording at this second is to be made. */
  onPosterWanted: (recordId: string, seconds: number) => void
}

export interface SessionFilesParts extends FilesAround, Pick<ArrivingParts, 'source' | 'http'> {
  profileId: string
  /** The profile's own folder. */
  directory: string
  /** The rooms that the profile is limited to; empty = none. */
  rooms: readonly string[]
  local: LocalLibrary
  clock: () => number
  onMedia: (state: MediaState) => void
  mask: (text: string) => string
}

/** A profile's files, and what its library knows of them. */
export class SessionFiles implements DownloadSession {
  readonly media: ProfileMedia
  readonly #parts: SessionFilesParts
  readonly #posters: PosterStore
  readonly #wants: PosterWants
  readonly #notes: FileNotes

  constructor(parts: SessionFilesParts) {
    this.#parts = parts
    this.#posters = new PosterStore({ directory: join(parts.directory, 'posters') })
    this.#wants = new PosterWants({ onWanted: parts.onPosterWanted })
    this.media = new ProfileMedia({
      ...parts,
      onChange: parts.onMedia,
      onFiles: (change) => this.#notes.changed(change),
      onFileFacts: (recordId, facts, whole) => this.#notes.saysOfItself(recordId, facts, whole),
      isOnlyCopy: (key) => this.#notes.mayBeOnlyCopy(key),
      facts: (recordId) => this.#library.recording(recordId) ?? this.#notes.remembered(recordId),
    })
    this.#notes = new FileNotes({ ...parts, media: this.media, posters: this.#posters, wants: this.#wants })
  }

  /** Somebody is about to play it, or wants it here: what is known of it is remembered. */
  remember(recordId: string): void {
    this.#notes.remember(recordId)
  }

  /** As the library knows them; one that has left the list while it was on its way, as it was. */
  recordings(recordIds: readonly string[]): Recording[] {
    const known = this.#library.recordings(recordIds)
    const ids = new Set(known.map(({ recordId }) => recordId))
    const left = recordIds.flatMap((recordId) => (ids.has(recordId) ? [] : asLeft(this.#notes.remembered(recordId))))
    return [...known, ...left]
  }

  mediaState(recordId: string): Promise<MediaState> {
    return this.media.state(recordId)
  }

  /** The download of a recording that is to stay here. */
  fetch(recordId: string): Job {
    this.remember(recordId)
    return this.media.fetch(recordId)
  }

  /** The download of a recording for whoever needs its file once. */
  borrow(recordId: string): Job {
    this.remember(recordId)
    return this.media.fetch(recordId, { stays: false })
  }

  async keepHere(recordIds: readonly string[]): Promise<string[]> {
    const missing: string[] = []
    for (const recordId of recordIds) {
      this.remember(recordId)
      if (!(await this.media.keep(recordId))) missing.push(recordId)
    }
    return missing
  }

  async keptCount(): Promise<number> {
    return (await this.media.files()).filter(({ kept }) => kept).length
  }

  async files(): Promise<{ recordId: string | null; bytes: number; kept: boolean; key: string }[]> {
    const ids = this.#notes.idsByKey()
    const files = await this.media.files()
    return files.map(({ key, bytes, kept }) => ({ key, recordId: ids.get(key) ?? null, bytes, kept }))
  }

  async setAside(
    recordIds: readonly string[],
    onlyCopies: boolean,
  ): Promise<{ aside: { recordId: string; bytes: number }[]; onlyCopiesLeft: number }> {
    const aside: { recordId: string; bytes: number }[] = []
    const only = onlyCopies ? new Set<string>() : this.#notes.onlyCopies()
    let onlyCopiesLeft = 0
    try {
      for (const recordId of recordIds) {
        this.remember(recordId)
        if (only.has(recordKey(recordId)) && (await this.media.file(recordId)) !== null) {
          onlyCopiesLeft += 1
          continue
        }
        const bytes = await this.media.setAside(recordId)
        if (bytes === null) await this.media.dropPart(recordId)
        else aside.push({ recordId, bytes })
      }
    } catch (error) {
      // All or nothing: nobody could undo a part of it.
      for (const { recordId } of aside) await this.media.bringBack(recordId)
      throw error
    }
    return { aside, onlyCopiesLeft }
  }

  async bringBack(recordIds: readonly string[]): Promise<void> {
    for (const recordId of recordIds) await this.media.bringBack(recordId)
    const found = await Promise.all(recordIds.map((recordId) => this.media.file(recordId)))
    // A session that was closed meanwhile (another secret, another address) has swept what was out of sight.
    if (found.includes(null)) throw new AppFailure('not-found', 'it is too late: what was removed is gone')
  }

  async dropAside(recordIds: readonly string[]): Promise<void> {
    for (const recordId of recordIds) await this.media.dropAside(recordId)
  }

  async dropPart(recordId: string): Promise<void> {
    await this.media.dropPart(recordId)
  }

  /** Removes a file, by its key, that is only a copy. False: it stays. */
  async evict(key: string): Promise<boolean> {
    // Which files are in none of the profile's rooms, and so may be only copies, is known once all were noted.
    await this.#notes.once()
    return await this.media.evict(key)
  }

  /** The files that could go. */
  async items(): Promise<StorageItem[]> {
    return storageItems(this.#library, await this.files())
  }

  /** The rooms of this profile's files, by their keys. */
  roomOf(): (key: string) => RoomOfFile | null {
    const ids = [
      ...new Set([...this.#notes.idsByKey().values(), ...this.#parts.queuedIds(), ...this.#notes.rememberedIds()]),
    ]
    const rooms = new Map(
      this.recordings(ids).map(({ recordId, roomId, roomTitle }) => [recordKey(recordId), { roomId, name: roomTitle }]),
    )
    return (key) => rooms.get(key) ?? null
  }

  /** What rules look at. */
  async ruleLibrary(): Promise<RuleLibrary> {
    return ruleLibraryOf({
      library: this.#library,
      files: await this.media.files(),
      isQueued: (recordId) => this.#parts.queued(recordId) !== null,
    })
  }

  /** What is known of the recording that a file belongs to; null when nobody knows it. */
  recordingOf(file: Pick<KeptFile, 'key'>): RecordingFacts | null {
    const recordId = this.#notes.idsByKey().get(file.key)
    return recordId === undefined ? null : this.#library.recording(recordId)
  }

  /** The recording's poster; null: it has none. */
  poster(recordId: string): Promise<Uint8Array | null> {
    return this.#posters.open(recordKey(recordId))
  }

  /** A picture that was asked for; null: none could be made. Fails with `invalid-input`, `disk`, `disk-full`. */
  async savePoster(recordId: string, jpeg: Uint8Array | null): Promise<void> {
    try {
      if (jpeg === null) return
      const at = await this.#posters.save(recordKey(recordId), jpeg)
      await this.#parts.local.note('poster', recordId, at)
    } finally {
      this.#wants.answered(recordId, jpeg !== null)
    }
  }

  /** Whether the profile is on screen: only then can the page make pictures of its recordings. */
  onScreen(isOnScreen: boolean): void {
    if (isOnScreen) this.#wants.wake()
    else this.#wants.rest()
  }

  /** Tells the library which files are here; of a file that it cannot place, what was kept beside it says what it is. */
  noteFiles(): void {
    this.#notes.all()
  }

  /** A folder of files has come back. */
  areBack(): void {
    this.#notes.allAgain()
  }

  async close(): Promise<void> {
    this.#wants.stop()
    // Files say what becomes of them until the last: the library hears it.
    await this.media.close()
    await this.#notes.close()
  }

  get #library() {
    return this.#parts.local.library
  }
}

const asLeft = (recording: ServerRecording | null): Recording[] => {
  if (recording === null) return []
  const { subtitleSources: _, ...facts } = recording
  return [{ ...facts, onDevice: false, onServer: false, watched: null, file: null, posterAt: null }]
}
