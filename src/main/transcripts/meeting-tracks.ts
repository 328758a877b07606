import { AppFailure } from '../../shared/app-error.ts'
import type { Artifact, ServerRecording } from '../plugnmeet/client.ts'
import type { MeetingArtifacts } from '../profiles/meeting-artifacts.ts'
import { isNoAnswer } from './track-feed.ts'
import type { StoredTrack, TrackFacts, TranscriptIndex } from './transcript-index.ts'

export interface MeetingTracksParts {
  index: TranscriptIndex
  artifacts: MeetingArtifacts
  /** When a recording was made; null: unknown. */
  recordedAt: (recordId: string) => number | null
}

const PREFIX = 'meeting:'

/** What was transcribed while a session went on, offered with each of its recordings. */
export class MeetingTracks {
  readonly #parts: MeetingTracksParts
  readonly #known = new Map<string, Artifact[]>()

  constructor(parts: MeetingTracksParts) {
    this.#parts = parts
  }

  /** What is known by now: from the server, else what was fetched once. */
  known({ recordId, roomSid }: ServerRecording, stored: readonly StoredTrack[]): TrackFacts[] {
    const artifacts = this.#known.get(roomSid)
    if (artifacts === undefined) return stored.filter(({ kind }) => kind === 'meeting')
    return artifacts.map((artifact) => this.#facts(recordId, artifact))
  }

  /** Asks the server. Fails as it does. */
  async look({ roomSid }: ServerRecording): Promise<void> {
    this.#known.set(roomSid, await this.#parts.artifacts.transcriptions(roomSid))
  }

  /** Fetches a session's transcription for one of its recordings. Fails as the server does, and with `not-found`. */
  async fetch(recording: ServerRecording, trackId: string): Promise<StoredTrack> {
    const { artifacts, index } = this.#parts
    const all = await artifacts.transcriptions(recording.roomSid)
    const artifact = all.find(({ artifactId }) => PREFIX + artifactId === trackId)
    if (artifact === undefined) throw new AppFailure('not-found', 'the server does not have this transcript any more')
    const facts = this.#facts(recording.recordId, artifact)
    try {
      return await index.put(facts, await artifacts.transcription(artifact.artifactId))
    } catch (error) {
      if (error instanceof AppFailure && !isNoAnswer(error)) await index.fail(facts, error.error)
      throw error
    }
  }

  #facts(recordId: string, { artifactId }: Artifact): TrackFacts {
    return {
      recordId,
      trackId: PREFIX + artifactId,
      kind: 'meeting',
      // The server does not say it.
      language: '',
      label: '',
      source: artifactId,
      recordedAt: this.#parts.recordedAt(recordId),
      etag: null,
      lastModified: null,
    }
  }
}
