import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { AppFailure } from '../../shared/app-error.ts'
import type { Recording } from '../../shared/recording.ts'
import type { PackedCues, SaidHit, SaidPage, SaidQuery, Track, TranscriptFormat } from '../../shared/transcript.ts'
import type { ServerRecording } from '../plugnmeet/client.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import type { MeetingArtifacts } from '../profiles/meeting-artifacts.ts'
import { transcriptText } from '../subtitles/transcript-formats.ts'
import { MeetingTracks } from './meeting-tracks.ts'
import type { OwnSubtitleFiles } from './own-subtitles.ts'
import { OwnTracks } from './own-tracks.ts'
import { type ServerTrack, ServerTracks, serverTracks } from './server-tracks.ts'
import { TrackFeed } from './track-feed.ts'
import type { StoredTrack, TrackFacts, TranscriptIndex } from './transcript-index.ts'

/** What is needed of the library. */
export interface TranscriptLibrary {
  recording(recordId: string): ServerRecording | null
  recordings(recordIds: readonly string[]): Recording[]
  /** The next recordings with subtitles, newest first; null begins. */
  subtitled(after: number | null, limit: number): { recordings: ServerRecording[]; next: number | null }
  /** How many recordings have subtitles, and how many have none. */
  subtitledCounts(): { with: number; without: number }
}

export interface SessionTranscriptsParts {
  index: TranscriptIndex
  files: OwnSubtitleFiles
  artifacts: MeetingArtifacts
  library: TranscriptLibrary
  http: HttpClient
  /** As the server shows it now, with addresses that work; as it is known when the server does not answer. */
  fresh: (recordId: string) => Promise<ServerRecording>
  /** The user wants everything to be fetched in the background. */
  mayFetch: () => boolean
  /** Wished for, the most wished first. */
  languages: () => readonly string[]
  /** Tracks of a recording, or (null) of several, are other than before. */
  onChange: (recordId: string | null) => void
  clock: () => number
  signal: AbortSignal
}

const inflate = promisify(inflateRaw)
const PAGE = 50
const DAY_MS = 24 * 3600_000
/** A file that nobody looks at is asked for again so seldom. */
const FETCHED_AGAIN_MS = 7 * DAY_MS
/** A fetch in the background is news for a search, at most so often. */
const TOLD_MS = 1000

/** What was said in the recordings of one server. */
export class SessionTranscripts {
  readonly #parts: SessionTranscriptsParts
  readonly #server: ServerTracks
  readonly #own: OwnTracks
  readonly #meetings: MeetingTracks
  readonly #feed: TrackFeed
  readonly #loading = new Map<string, Promise<StoredTrack>>()
  /** Tracks that were compared with the server's in this run. */
  readonly #compared = new Set<string>()
  #toldAt = 0
  #telling: NodeJS.Timeout | null = null

  constructor(parts: SessionTranscriptsParts) {
    this.#parts = parts
    const { index, files, artifacts, library } = parts
    const recordedAt = (recordId: string): number | null => {
      const known = library.recording(recordId)
      return known?.startedAt ?? known?.createdAt ?? null
    }
    this.#server = new ServerTracks(parts)
    this.#own = new OwnTracks({ index, files, recordedAt })
    this.#meetings = new MeetingTracks({ index, artifacts, recordedAt })
    this.#feed = new TrackFeed({
      page: (after) => this.#page(after),
      missing: (tracks) => index.missing(tracks, this.#before()),
      fetch: async (track) => {
        await this.#server.fetch(track)
        this.#tellSoon()
      },
      mayRun: parts.mayFetch,
    })
  }

  /** A recording's tracks as far as they are known here; what is found out meanwhile is told. */
  async tracks(recordId: string): Promise<Track[]> {
    const stored = await this.#parts.index.list(recordId)
    const recording = this.#parts.library.recording(recordId)
    const listed = recording === null ? [] : serverTracks(recording)
    const own = await this.#own.of(recordId, stored)
    if (recording !== null) void this.#lookForMeetings(recording, stored)
    const meetings = recording === null ? [] : this.#meetings.known(recording, stored)
    return [
      ...listed.map((track) => toTrack(track, storedOf(stored, track))),
      ...own.map((track) => toTrack(track, track)),
      ...meetings.map((track) => toTrack(track, storedOf(stored, track))),
    ]
  }

  /** A track's cues (PackedCues) as JSON; fetched if they are not here. Fails as fetching, or reading them, does. */
  async cues(recordId: string, trackId: string): Promise<string> {
    const { index } = this.#parts
    const here = await index.packed(recordId, trackId)
    if (here !== null) {
      void this.#compare(recordId, trackId)
      return (await inflate(here)).toString('utf8')
    }
    const loaded = await this.#load(recordId, trackId)
    const packed = loaded.state === 'ready' ? await index.packed(recordId, trackId) : null
    if (packed === null) throw failureOf(loaded)
    this.#parts.onChange(recordId)
    return (await inflate(packed)).toString('utf8')
  }

  /** A track as a file of this format, its times moved by so much. Fails as `cues` does. */
  async text(
    recordId: string,
    trackId: string,
    { format, offsetMs }: { format: TranscriptFormat; offsetMs: number },
  ): Promise<{ text: string; language: string }> {
    const packed = JSON.parse(await this.cues(recordId, trackId)) as PackedCues
    const facts = this.#parts.library.recording(recordId)
    const track = (await this.tracks(recordId)).find(({ id }) => id === trackId)
    const title = facts?.title ?? facts?.roomTitle ?? recordId
    return { text: transcriptText(packed, { format, offsetMs, title }), language: track?.language ?? '' }
  }

  /** Adds a file of the user's. Fails with `malformed`, `disk` or `disk-full`; then nothing was added. */
  async addFile(recordId: string, name: string, bytes: Uint8Array): Promise<Track> {
    const track = await this.#own.add(recordId, name, bytes)
    if (track.state === 'failed') throw failureOf(track)
    this.#parts.onChange(recordId)
    return toTrack(track, track)
  }

  /** Fails with `disk`. */
  async removeFile(recordId: string, trackId: string): Promise<void> {
    await this.#own.remove(recordId, trackId)
    this.#parts.onChange(recordId)
  }

  /** Where something was said. */
  async search(query: SaidQuery): Promise<SaidPage> {
    const { index, library, languages } = this.#parts
    const found = await index.search(query, languages())
    const known = new Map(
      library.recordings(found.recordings.map(({ recordId }) => recordId)).map((it) => [it.recordId, it]),
    )
    const { ready, failed } = await index.coverage()
    const { with: listed, without } = library.subtitledCounts()
    return {
      ...found,
      recordings: found.recordings.flatMap(({ recordId, ...said }) => {
        const recording = known.get(recordId)
        return recording === undefined ? [] : [{ recording, ...said }]
      }),
      from: query.from,
      limit: query.limit,
      coverage: { searched: ready, without, failed, waiting: Math.max(0, listed - ready - failed) },
    }
  }

  hits(recordId: string, trackId: string, text: string): Promise<SaidHit[]> {
    return this.#parts.index.hits(recordId, trackId, text)
  }

  /** Somebody looks at the server (or no more): the rest is fetched in the background. */
  onScreen(isOnScreen: boolean): void {
    if (isOnScreen) this.#feed.wake()
    else void this.#feed.rest()
  }

  /** There may be more to fetch: other recordings, a server that answers again, another wish of the user's. */
  look(): void {
    this.#feed.look()
  }

  async close(): Promise<void> {
    await this.#feed.rest()
    if (this.#telling !== null) clearTimeout(this.#telling)
    await Promise.allSettled(this.#loading.values())
    await this.#parts.index.close()
  }

  #page(after: number | null): { tracks: ServerTrack[]; next: number | null } {
    const { recordings, next } = this.#parts.library.subtitled(after, PAGE)
    return { tracks: recordings.flatMap(serverTracks), next }
  }

  #before(): { failed: number; fetched: number } {
    const now = this.#parts.clock()
    return { failed: now - DAY_MS, fetched: now - FETCHED_AGAIN_MS }
  }

  /** Once for all who wait for the same track. */
  #load(recordId: string, trackId: string): Promise<StoredTrack> {
    const key = JSON.stringify([recordId, trackId])
    const running = this.#loading.get(key)
    if (running !== undefined) return running
    const loading = this.#loadNow(recordId, trackId).finally(() => this.#loading.delete(key))
    this.#loading.set(key, loading)
    return loading
  }

  async #loadNow(recordId: string, trackId: string): Promise<StoredTrack> {
    if (trackId.startsWith('server:')) {
      const recording = await this.#parts.fresh(recordId)
      const track = serverTracks(recording).find((each) => each.trackId === trackId)
      if (track === undefined) throw new AppFailure('not-found', 'the recording has no subtitles in this language')
      return await this.#server.fetch(track)
    }
    const recording = this.#parts.library.recording(recordId)
    if (trackId.startsWith('meeting:') && recording !== null) return await this.#meetings.fetch(recording, trackId)
    const own = await this.#own.of(recordId, [])
    const track = own.find((each) => each.trackId === trackId)
    if (track === undefined) throw new AppFailure('not-found', 'this subtitle file is not here any more')
    return track
  }

  /** What is shown out of the index may be other by now: it is looked at once in each run. */
  async #compare(recordId: string, trackId: string): Promise<void> {
    const key = JSON.stringify([recordId, trackId])
    if (!trackId.startsWith('server:') || this.#compared.has(key)) return
    this.#compared.add(key)
    const versionOf = async () =>
      (await this.#parts.index.list(recordId)).find((track) => track.trackId === trackId)?.version
    const before = await versionOf()
    // Without the server, what is here is shown.
    const loaded = await this.#load(recordId, trackId).catch(() => null)
    if (loaded === null) this.#compared.delete(key)
    else if ((await versionOf()) !== before) this.#parts.onChange(recordId)
  }

  async #lookForMeetings(recording: ServerRecording, stored: readonly StoredTrack[]): Promise<void> {
    const before = this.#meetings.known(recording, stored).length
    // Without the server, what is here is shown.
    await this.#meetings.look(recording).catch(() => {})
    if (this.#meetings.known(recording, stored).length !== before) this.#parts.onChange(recording.recordId)
  }

  /** One file after the other comes in: at most once a second, and the last is not forgotten. */
  #tellSoon(): void {
    if (this.#telling !== null) return
    const waitMs = Math.max(0, this.#toldAt + TOLD_MS - performance.now())
    this.#telling = setTimeout(() => {
      this.#telling = null
      this.#toldAt = performance.now()
      this.#parts.onChange(null)
    }, waitMs)
    this.#telling.unref()
  }
}

/** What is kept of a track, if it is the same one. */
const storedOf = (stored: readonly StoredTrack[], { trackId, source }: TrackFacts): StoredTrack | null =>
  stored.find((each) => each.trackId === trackId && each.source === source) ?? null

const toTrack = (facts: TrackFacts, stored: StoredTrack | null): Track => ({
  id: facts.trackId,
  kind: facts.kind,
  language: facts.language,
  label: facts.label,
  state: stored?.state ?? 'absent',
  error: stored?.error ?? null,
  cues: stored?.state === 'ready' ? stored.cues : null,
  version: stored?.version ?? 0,
})

function failureOf({ error }: StoredTrack): AppFailure {
  if (error === null) return new AppFailure('malformed', 'The subtitles could not be read.')
  return new AppFailure(error.code, error.message, error)
}
