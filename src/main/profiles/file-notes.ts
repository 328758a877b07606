import type { FileFacts } from '../../shared/media.ts'
import { recordingFrom } from '../library/kept-facts.ts'
import type { LocalLibrary } from '../library/local-library.ts'
import { recordKey } from '../media/media-folder.ts'
import type { PosterStore } from '../media/poster-store.ts'
import type { PosterWants } from '../media/poster-wants.ts'
import type { FileChange, ProfileMedia } from '../media/profile-media.ts'
import type { ServerRecording } from '../plugnmeet/client.ts'

export interface FileNotesParts {
  media: Pick<ProfileMedia, 'files' | 'facts' | 'look' | 'lookAgain'>
  local: LocalLibrary
  /** The rooms that the profile is limited to; empty = none. */
  rooms: readonly string[]
  posters: PosterStore
  wants: PosterWants
  /** False while a folder of files is on a disk that is not connected: what is in it is not gone. */
  areThere: () => Promise<boolean>
  /** Complete files have come, or (`freed`) gone. */
  onFiles: (freed: boolean) => void
}

/** In one run: files of earlier versions are looked into a few at a time. */
const MOST_LOOKED_INTO = 50

/** Tells a profile's library about its files, and knows which of them are the only copy. */
export class FileNotes {
  readonly #parts: FileNotesParts
  /** What was known of recordings when they were played: a server may forget one before its file is here. */
  readonly #played = new Map<string, ServerRecording>()
  /** Keys of files whose recordings are in none of the profile's rooms: what the server has of them is not seen. */
  readonly #outside = new Set<string>()
  /** What goes on beside; a session that is closed waits for it. */
  readonly #noting = new Set<Promise<void>>()
  /** That a file has gone, and come again, is noted in this order. */
  #turn: Promise<void> = Promise.resolve()
  /** Once all files were noted. */
  #noted: Promise<void> | null = null
  #hasLookedInto = false

  constructor(parts: FileNotesParts) {
    this.#parts = parts
  }

  /** Somebody is about to play it, or wants it here. */
  remember(recordId: string): void {
    const known = this.#library.recording(recordId)
    if (known !== null) this.#played.set(recordId, known)
  }

  /** A recording as it was known when it was remembered; null: it was not. */
  remembered(recordId: string): ServerRecording | null {
    return this.#played.get(recordId) ?? null
  }

  rememberedIds(): Iterable<string> {
    return this.#played.keys()
  }

  /** The recordings on this device, by the keys of their files. */
  idsByKey(): Map<string, string> {
    return new Map(this.#library.onDevice().map(({ recordId }) => [recordKey(recordId), recordId]))
  }

  /** Keys of files that the server does not have, or may not have. */
  onlyCopies(): Set<string> {
    const gone = this.#library.onDevice().flatMap((file) => (file.gone ? [recordKey(file.recordId)] : []))
    return new Set([...this.#outside, ...gone])
  }

  /** Until the server has been looked through, any file may be. */
  mayBeOnlyCopy(key: string): boolean {
    return !this.#library.state().complete || this.onlyCopies().has(key)
  }

  /** A complete file has come or gone. */
  changed(change: FileChange): void {
    const noting = () => this.#noteFile(change)
    this.#turn = this.#turn.then(noting, noting)
    this.#note(this.#turn)
  }

  /** What a file says of itself; `whole`: all of it is here. */
  saysOfItself(recordId: string, facts: FileFacts | null, whole: boolean): void {
    this.#note(this.#noteFacts(recordId, facts, whole))
  }

  /** Tells the library which files are here; of a file that it cannot place, what was kept beside it says what it is. */
  all(): void {
    this.#noted = this.#noteAll()
    this.#note(this.#noted)
  }

  /** A folder of files has come back. */
  allAgain(): void {
    this.#note(this.#noteAll())
  }

  /** Resolves when all files were noted once in this run; they are now if they were not. Fails as reading them does. */
  once(): Promise<void> {
    this.#noted ??= this.#noteAll()
    return this.#noted
  }

  /** Resolves when everything was noted. */
  async close(): Promise<void> {
    await Promise.all(this.#noting)
  }

  get #library() {
    return this.#parts.local.library
  }

  #note(noting: Promise<void>): void {
    const noted = noting.catch((error: unknown) => console.error('What a file says could not be noted:', error))
    this.#noting.add(noted)
    void noted.finally(() => this.#noting.delete(noted))
  }

  async #noteFile({ key, recordId, here }: FileChange): Promise<void> {
    const { local, onFiles } = this.#parts
    if (here || (await this.#parts.areThere())) await local.note('file', key, recordId, here)
    const played = here && recordId !== null ? this.#played.get(recordId) : undefined
    if (played !== undefined) await local.noteKept(played)
    onFiles(!here)
  }

  async #noteFacts(recordId: string, facts: FileFacts | null, whole: boolean): Promise<void> {
    const { local, posters, wants } = this.#parts
    if (facts !== null) await local.note('fileFacts', recordId, facts)
    const hasPoster = await posters.has(recordKey(recordId))
    if (whole && !hasPoster && facts?.width !== null) wants.want(recordId, facts?.durationSeconds ?? null)
  }

  async #noteAll(): Promise<void> {
    const { local, media, areThere } = this.#parts
    if (!(await areThere())) return
    // What was found before may be of a moment when a disk was not connected.
    await media.lookAgain()
    if (!(await areThere())) return
    const files = await media.files()
    await local.note(
      'files',
      files.map(({ key }) => key),
    )
    const placed = this.idsByKey()
    for (const { key } of files) {
      const facts = placed.has(key) ? null : await media.facts(key)
      const recording = facts === null ? null : recordingFrom(facts)
      if (recording !== null && recordKey(recording.recordId) === key) await this.#noteKept(key, recording)
    }
    this.#parts.onFiles(false)
    await this.#lookInto()
  }

  async #noteKept(key: string, recording: ServerRecording): Promise<void> {
    const { rooms, local } = this.#parts
    if (rooms.length === 0 || rooms.includes(recording.roomId)) await local.noteKept(recording)
    else this.#outside.add(key)
  }

  /** Files that came before anybody looked into them. */
  async #lookInto(): Promise<void> {
    if (this.#hasLookedInto) return
    this.#hasLookedInto = true
    const unknown = this.#library
      .recordings([...this.idsByKey().values()])
      .filter(({ file, posterAt }) => file === null || (posterAt === null && file.width !== null))
    for (const { recordId, file } of unknown.slice(0, MOST_LOOKED_INTO)) {
      const facts = file ?? (await this.#parts.media.look(recordId).catch(ignoreUnreadable))
      if (facts !== null) await this.#noteFacts(recordId, facts, true)
    }
  }
}

/** It is looked into once more when it is played or fetched anew. */
function ignoreUnreadable(error: unknown): null {
  if (error instanceof Error) return null
  throw error
}
