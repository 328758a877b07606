import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { OpenedProfile } from '../../shared/contract.ts'
import type { MediaState } from '../../shared/media.ts'
import { type ConnectInput, DEMO_PROFILE_ID, type ProfileSummary } from '../../shared/profile.ts'
import type { RecordingQuery, RoomList } from '../../shared/recording.ts'
import type { LibraryView } from '../../shared/settings.ts'
import { parseBaseUrl } from '../plugnmeet/base-url.ts'
import { PlugNmeetClient } from '../plugnmeet/client.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import type { SubtitleStore } from '../subtitles/subtitle-store.ts'
import { ProfileSession } from './profile-session.ts'

/** What a client needs to sign in. Lives in main's memory only. */
interface Access {
  baseUrl: URL
  apiKey: string
  apiSecret: string
}

/** The embedded server while it runs. */
export interface RunningDemo {
  url: string
  apiKey: string
  apiSecret: string
  close(): Promise<void>
}

export interface ProfilesParts {
  userData: string
  http: HttpClient
  subtitles: SubtitleStore
  clock: () => number
  startDemo: () => Promise<RunningDemo>
  view: (profileId: string) => LibraryView
  /** Told which profile is on screen, to come back to it after a restart. */
  onOpened: (profileId: string) => void
  onRooms: (change: { profileId: string; rooms: RoomList }) => void
  onMedia: (state: MediaState) => void
}

const DEMO: ProfileSummary = { id: DEMO_PROFILE_ID, name: '', host: '', url: '', kind: 'demo', apiKey: '' }
const ONE_RECORDING: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 1 }

/** The page that a library view shows. */
const queryOf = (view: LibraryView): RecordingQuery => ({
  roomIds: view.roomIds,
  roomSid: view.roomSid,
  order: view.order,
  from: (view.page - 1) * view.pageSize,
  limit: view.pageSize,
})

/** The demo and the servers of this run, and the one that is open. */
export class Profiles {
  readonly #parts: ProfilesParts
  readonly #servers = new Map<string, { summary: ProfileSummary; access: Access }>()
  #session: ProfileSession | null = null
  #demo: RunningDemo | null = null
  /** Opening and closing happen one after the other, so that two quick clicks cannot leave two servers running. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: ProfilesParts) {
    this.#parts = parts
  }

  list(): ProfileSummary[] {
    return [DEMO, ...[...this.#servers.values()].map(({ summary }) => summary)]
  }

  /** The open session. Fails with `no-profile` when the renderer asks for one that is not open any more. */
  session(profileId: string): ProfileSession {
    if (this.#session?.profile.id !== profileId) throw new AppFailure('no-profile', `profile ${profileId} is not open`)
    return this.#session
  }

  /** Adds a server without asking it anything. Fails with `wrong-url` for an address that is none. */
  add(input: ConnectInput): ProfileSummary {
    const access: Access = {
      baseUrl: parseBaseUrl(input.url),
      apiKey: input.apiKey.trim(),
      apiSecret: input.apiSecret.trim(),
    }
    const host = access.baseUrl.host
    const summary: ProfileSummary = {
      id: createHash('sha256').update(`${access.baseUrl.href}\n${access.apiKey}`).digest('hex').slice(0, 16),
      name: input.name.trim() || host,
      host,
      url: access.baseUrl.href,
      kind: 'server',
      apiKey: access.apiKey,
    }
    this.#servers.set(summary.id, { summary, access })
    return summary
  }

  /** Adds a server that has answered with these credentials, and opens it. Fails with what the server said. */
  async connect(input: ConnectInput): Promise<OpenedProfile> {
    const baseUrl = parseBaseUrl(input.url)
    await this.#clientFor({ baseUrl, apiKey: input.apiKey.trim(), apiSecret: input.apiSecret.trim() }).fetchRecordings(
      ONE_RECORDING,
    )
    return this.open(this.add(input).id)
  }

  /** Takes a new secret for a known server once the server accepts it, and opens it again. */
  async replaceSecret(profileId: string, apiSecret: string): Promise<OpenedProfile> {
    const known = this.#servers.get(profileId)
    if (known === undefined) throw new AppFailure('no-profile', `profile ${profileId} is not known`)
    const access = { ...known.access, apiSecret: apiSecret.trim() }
    await this.#clientFor(access).fetchRecordings(ONE_RECORDING)
    this.#servers.set(profileId, { ...known, access })
    return this.open(profileId)
  }

  /** Opens a profile and closes the one before. The first page is asked at once, before the screen asks for it. */
  open(profileId: string): Promise<OpenedProfile> {
    const opening = this.#turn.then(() => this.#open(profileId))
    this.#turn = opening.catch(() => {})
    return opening
  }

  /** Ends the session and the embedded server. */
  close(): Promise<void> {
    const closing = this.#turn.then(() => this.#closeAll())
    this.#turn = closing.catch(() => {})
    return closing
  }

  async #open(profileId: string): Promise<OpenedProfile> {
    const server = this.#servers.get(profileId)
    if (server === undefined && profileId !== DEMO_PROFILE_ID) {
      throw new AppFailure('no-profile', `profile ${profileId} is not known`)
    }
    await this.#closeAll()
    const access = server?.access ?? (await this.#startDemo())
    const profile = server?.summary ?? DEMO
    const view = this.#parts.view(profileId)
    this.#session = new ProfileSession({
      profile,
      client: this.#clientFor(access),
      http: this.#parts.http,
      subtitles: this.#parts.subtitles,
      directory: join(this.#parts.userData, 'profiles', profileId),
      clock: this.#parts.clock,
      onRooms: (rooms) => this.#parts.onRooms({ profileId, rooms }),
      onMedia: this.#parts.onMedia,
    })
    this.#session.askAhead(queryOf(view))
    this.#parts.onOpened(profileId)
    return { profile, view }
  }

  async #startDemo(): Promise<Access> {
    this.#demo = await this.#parts.startDemo()
    return { baseUrl: new URL(this.#demo.url), apiKey: this.#demo.apiKey, apiSecret: this.#demo.apiSecret }
  }

  async #closeAll(): Promise<void> {
    await this.#session?.close()
    this.#session = null
    await this.#demo?.close()
    this.#demo = null
  }

  #clientFor(access: Access): PlugNmeetClient {
    return new PlugNmeetClient({ http: this.#parts.http, ...access })
  }
}
