import type { OwnSubtitleFiles, OwnSubtitles } from './own-subtitles.ts'
import type { StoredTrack, TrackFacts, TranscriptIndex } from './transcript-index.ts'

export interface OwnTracksParts {
  index: TranscriptIndex
  files: OwnSubtitleFiles
  /** When a recording was made; null: unknown. */
  recordedAt: (recordId: string) => number | null
}

/** The user's own subtitle files, as tracks: the files are the truth, the index can be lost. */
export class OwnTracks {
  readonly #parts: OwnTracksParts

  constructor(parts: OwnTracksParts) {
    this.#parts = parts
  }

  /** A recording's files as tracks; those that the index has lost are put into it again. */
  async of(recordId: string, stored: readonly StoredTrack[]): Promise<StoredTrack[]> {
    const own = await this.#parts.files.list(recordId)
    const tracks: StoredTrack[] = []
    for (const file of own) {
      const known = stored.find(({ trackId }) => trackId === file.trackId)
      const track = known ?? (await this.#put(recordId, file))
      if (track !== null) tracks.push(track)
    }
    return tracks
  }

  /**
   * Keeps a file with a recording. Fails with `malformed` for what holds no subtitles (then it is not kept), and with
   * `disk` or `disk-full`.
   */
  async add(recordId: string, name: string, bytes: Uint8Array): Promise<StoredTrack> {
    const { files, index } = this.#parts
    const own = await files.add(recordId, name, bytes)
    const track = await index.put(this.#facts(recordId, own), bytes)
    if (track.state === 'failed') await this.remove(recordId, own.trackId)
    return track
  }

  /** Fails with `disk`. */
  async remove(recordId: string, trackId: string): Promise<void> {
    await this.#parts.files.remove(recordId, trackId)
    await this.#parts.index.drop(recordId, [trackId])
  }

  async #put(recordId: string, own: OwnSubtitles): Promise<StoredTrack | null> {
    const bytes = await this.#parts.files.bytes(recordId, own.trackId)
    return bytes === null ? null : await this.#parts.index.put(this.#facts(recordId, own), bytes)
  }

  #facts(recordId: string, { trackId, name, language }: OwnSubtitles): TrackFacts {
    return {
      recordId,
      trackId,
      kind: 'file',
      language,
      label: name,
      source: name,
      recordedAt: this.#parts.recordedAt(recordId),
      etag: null,
      lastModified: null,
    }
  }
}
