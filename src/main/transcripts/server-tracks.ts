import { AppFailure } from '../../shared/app-error.ts'
import type { ServerRecording, SubtitleSource } from '../plugnmeet/client.ts'
import type { HttpClient } from '../plugnmeet/http.ts'
import { fetchSubtitles } from './fetch-subtitles.ts'
import { isNoAnswer } from './track-feed.ts'
import { trackSource } from './track-source.ts'
import type { StoredTrack, TrackFacts, TranscriptIndex } from './transcript-index.ts'

export interface ServerTracksParts {
  index: TranscriptIndex
  http: HttpClient
  /** Ends what is under way. */
  signal: AbortSignal
}

const PREFIX = 'server:'

/** A track of a recording's own, and where its file is. */
export interface ServerTrack extends TrackFacts {
  url: string
}

/** The subtitles that a server lists with a recording, as tracks. */
export const serverTracks = (recording: ServerRecording): ServerTrack[] =>
  recording.subtitleSources.map((source) => trackOf(recording, source))

function trackOf(recording: ServerRecording, { language, label, url }: SubtitleSource): ServerTrack {
  return {
    recordId: recording.recordId,
    trackId: PREFIX + language,
    kind: 'server',
    language,
    label,
    url,
    source: trackSource(url),
    recordedAt: recording.startedAt ?? recording.createdAt,
    etag: null,
    lastModified: null,
  }
}

/** Brings recordings' own subtitles to this device. */
export class ServerTracks {
  readonly #parts: ServerTracksParts

  constructor(parts: ServerTracksParts) {
    this.#parts = parts
  }

  /**
   * Fetches a track, unless the server says that it is still the one of before. One that cannot be had, or read, is kept
   * as failed. Fails as fetchSubtitles does.
   */
  async fetch(track: ServerTrack): Promise<StoredTrack> {
    const { index, http, signal } = this.#parts
    const { url, ...facts } = track
    const known = (await index.list(track.recordId)).find(({ trackId }) => trackId === track.trackId)
    const isSame = known?.state === 'ready' && known.source === track.source
    try {
      const fetched = await fetchSubtitles(http, url, isSame ? known : null, signal)
      if (fetched.kind === 'unchanged' && known !== undefined) {
        await index.confirm(track.recordId, track.trackId)
        return known
      }
      if (fetched.kind === 'unchanged') throw new AppFailure('malformed', 'the server sent no subtitles')
      const { bytes, etag, lastModified } = fetched
      return await index.put({ ...facts, etag, lastModified }, bytes)
    } catch (error) {
      if (error instanceof AppFailure && !isNoAnswer(error)) await index.fail(facts, error.error)
      throw error
    }
  }
}
