import { AppFailure } from '../../shared/app-error.ts'
import type { OpenedProfile } from '../../shared/contract.ts'
import type { MediaState } from '../../shared/media.ts'
import type { ProfileSummary } from '../../shared/profile.ts'
import type { LibraryQuery, LibraryStatus, RoomList } from '../../shared/recording.ts'
import type { LibraryView } from '../../shared/settings.ts'
import type { LibraryThread } from '../library/library-thread.ts'
import { type Connector, notOpen } from './connector.ts'
import { folderOf } from './profile-folder.ts'
import { ProfileSession, type SessionTranscriptsAround } from './profile-session.ts'
import { sourceOf } from './same-server.ts'
import type { FilesAround } from './session-files.ts'

export interface OpenProfilesParts {
  /** Each profile has its own folder in here. */
  directory: string
  connector: Connector
  thread: LibraryThread
  profile: (profileId: string) => ProfileSummary
  view: (profileId: string) => LibraryView
  clock: () => number
  /** Told which profile is on screen, to come back to it after a restart. */
  onOpened: (profileId: string) => void
  onRooms: (change: { profileId: string; rooms: RoomList }) => void
  onRecordings: (profileId: string) => void
  onLibrary: (status: LibraryStatus) => void
  onMedia: (state: MediaState) => void
  mask: (text: string) => string
  onAnswer: (profileId: string, failure: AppFailure | null) => void
  onDownloads: (profileId: string, downloads: number) => void
  /** What a profile's files need of the app around them. */
  around: (profileId: string) => FilesAround
  /** What a profile's transcripts need of it; `directory` is the profile's own. */
  transcripts: (profileId: string, directory: string) => SessionTranscriptsAround
}

/** Profiles that nobody looks at and that download nothing stay open, to come back at once: so many of them. */
const MOST_RESTING = 4

/** What an endless list is fetched in. */
const CHUNK = 100

/** The page that a library view shows, or the beginning of its list. */
const queryOf = ({ roomIds, roomSid, sort, filters, page, pageSize, paging }: LibraryView): LibraryQuery => ({
  roomIds,
  roomSid,
  sort,
  filters,
  from: paging === 'endless' ? 0 : (page - 1) * pageSize,
  limit: paging === 'endless' ? CHUNK : pageSize,
})

/** The profile on screen, and those that rest behind it: their downloads go on. */
export class OpenProfiles {
  readonly #parts: OpenProfilesParts
  /** In the order in which they were left; the open one is the last. */
  readonly #sessions = new Map<string, ProfileSession>()
  /** Sessions that are being closed, by profile. */
  readonly #ending = new Map<string, Set<Promise<void>>>()
  /** How many work with a session now. */
  readonly #users = new Map<ProfileSession, number>()
  /** Sessions that were opened for work alone, and end with it. */
  readonly #passing = new Set<ProfileSession>()
  #openId: string | null = null
  #isClosing = false

  constructor(parts: OpenProfilesParts) {
    this.#parts = parts
  }

  get openId(): string | null {
    return this.#openId
  }

  /** The session on screen. Fails with `no-profile` when the renderer asks for one that is not open any more. */
  session(profileId: string): ProfileSession {
    const session = this.#sessions.get(profileId)
    if (session === undefined || profileId !== this.#openId) throw notOpen(profileId)
    return session
  }

  /**
   * Puts a profile on screen, with what is known of its page; the server is asked at once, before the screen asks.
   * Waits for nobody. Fails with `no-profile`.
   */
  open(profileId: string): OpenedProfile {
    const profile = this.#parts.profile(profileId)
    if (this.#openId !== null && this.#openId !== profileId) this.#sessions.get(this.#openId)?.rest()
    const session = this.#wake(profile)
    this.#openId = profileId
    const view = this.#parts.view(profileId)
    const cached = session.open(queryOf(view))
    this.#parts.onOpened(profileId)
    this.#letGo()
    return { profile, view, cached, rooms: session.rooms(), library: session.library() }
  }

  /** A profile's server has other recordings than before: if it is on screen, it is looked at. */
  lookAgain(profileId: string): void {
    if (profileId === this.#openId) this.#sessions.get(profileId)?.lookAgain()
  }

  /** A profile's server answers: downloads that wait for it go on, and if it is on screen, it is asked again. */
  serverAnswers(profileId: string): void {
    this.#sessions.get(profileId)?.serverAnswers()
  }

  /** The user wants other things of transcripts than before. */
  transcriptSettingsChanged(): void {
    for (const { transcripts } of this.#sessions.values()) transcripts.look()
  }

  /** The folder for files is there again: what is in it is looked at. */
  filesAreBack(): void {
    for (const { files } of this.#sessions.values()) files.areBack()
  }

  /** A profile's session, if it has one now. */
  known(profileId: string): ProfileSession | null {
    return this.#sessions.get(profileId) ?? null
  }

  /** A session of this profile is being closed. */
  isEnding(profileId: string): boolean {
    return this.#ending.has(profileId)
  }

  /**
   * Does something with a profile's session, which is opened for it if it is not open. Fails with `no-profile`, and with
   * `aborted` once the app closes.
   */
  async use<T>(profileId: string, work: (session: ProfileSession) => Promise<T> | T): Promise<T> {
    // Two sessions at once would write the same files.
    while (!this.#sessions.has(profileId) && this.isEnding(profileId))
      await Promise.allSettled(this.#ending.get(profileId) ?? [])
    if (this.#isClosing) throw new AppFailure('aborted', 'the app is closing')
    const session = this.#sessions.get(profileId) ?? this.#pass(this.#parts.profile(profileId))
    this.#users.set(session, (this.#users.get(session) ?? 0) + 1)
    try {
      return await work(session)
    } finally {
      const others = (this.#users.get(session) ?? 1) - 1
      if (others > 0) this.#users.set(session, others)
      else this.#users.delete(session)
      if (others === 0 && this.#passing.has(session) && this.#sessions.get(profileId) === session) {
        await this.close(profileId)
      }
    }
  }

  /** Ends a profile's session with its downloads; the screen has none then if it was the open one. */
  async close(profileId: string): Promise<void> {
    const session = this.#sessions.get(profileId)
    this.#sessions.delete(profileId)
    if (session !== undefined) this.#passing.delete(session)
    if (this.#openId === profileId) this.#openId = null
    const ending = session === undefined ? null : this.#end(profileId, session)
    // Also those that others have ended, or work with: whoever changes the profile's files next finds them closed.
    await Promise.all(this.#ending.get(profileId) ?? [])
    if (ending === null) return
    this.#parts.onDownloads(profileId, this.#sessions.get(profileId)?.downloads ?? 0)
  }

  async closeAll(): Promise<void> {
    this.#isClosing = true
    await Promise.all([...this.#sessions.keys(), ...this.#ending.keys()].map((id) => this.close(id)))
    await this.#parts.connector.stopDemo()
    await this.#parts.thread.stop()
  }

  async #end(profileId: string, session: ProfileSession): Promise<void> {
    const ending = session.close()
    const all = this.#ending.get(profileId) ?? new Set()
    this.#ending.set(profileId, all.add(ending))
    try {
      await ending
    } finally {
      all.delete(ending)
      if (all.size === 0) this.#ending.delete(profileId)
    }
  }

  #wake(profile: ProfileSummary): ProfileSession {
    const session = this.#sessions.get(profile.id) ?? this.#newSession(profile)
    this.#passing.delete(session)
    this.#sessions.delete(profile.id)
    this.#sessions.set(profile.id, session)
    return session
  }

  /** Shared by all who work with it at once: two sessions of one profile would not know of each other's files. */
  #pass(profile: ProfileSummary): ProfileSession {
    const session = this.#newSession(profile)
    this.#passing.add(session)
    this.#sessions.set(profile.id, session)
    return session
  }

  #letGo(): void {
    const resting = [...this.#sessions].filter(
      ([id, session]) => id !== this.#openId && session.downloads === 0 && !this.#users.has(session),
    )
    for (const [id] of resting.slice(0, Math.max(0, resting.length - MOST_RESTING))) void this.close(id)
  }

  #newSession(profile: ProfileSummary): ProfileSession {
    const { id } = profile
    const parts = this.#parts
    const session: ProfileSession = new ProfileSession({
      profileId: id,
      ...parts.connector.open(profile),
      directory: folderOf(parts.directory, id),
      source: sourceOf(profile),
      rooms: profile.rooms,
      thread: parts.thread,
      clock: parts.clock,
      mask: parts.mask,
      onRooms: (rooms) => parts.onRooms({ profileId: id, rooms }),
      onRecordings: () => parts.onRecordings(id),
      onLibrary: parts.onLibrary,
      onMedia: (state) => {
        parts.onMedia(state)
        parts.onDownloads(id, session.downloads)
      },
      onAnswer: (failure) => parts.onAnswer(id, failure),
      around: parts.around(id),
      transcripts: parts.transcripts(id, folderOf(parts.directory, id)),
    })
    return session
  }
}
