import type Database from 'better-sqlite3'
import type { FileFacts } from '../../shared/media.ts'
import type { Recording } from '../../shared/recording.ts'
import { isRecording } from './session-hash.ts'

/** What `details.media` holds, as a list. */
type PackedMedia = readonly [
  durationSeconds: number | null,
  width: number | null,
  height: number | null,
  videoCodec: string | null,
  audioCodec: string | null,
  posterAt: number | null,
]

/** SQL that packs a row of media_facts. */
export const PACKED_MEDIA = 'json_array(duration_seconds, width, height, video_codec, audio_codec, poster_at)'

const NOTHING: Pick<Recording, 'file' | 'posterAt'> = { file: null, posterAt: null }

/** What a row says of its file. One that says nothing of itself is as good as one that nobody has looked into. */
export function unpackMedia(packed: string | null): Pick<Recording, 'file' | 'posterAt'> {
  if (packed === null) return NOTHING
  const [durationSeconds, width, height, videoCodec, audioCodec, posterAt] = JSON.parse(packed) as PackedMedia
  const isSilent = durationSeconds === null && width === null && videoCodec === null && audioCodec === null
  return { file: isSilent ? null : { durationSeconds, width, height, videoCodec, audioCodec }, posterAt }
}

/**
 * What recordings' files say of themselves, and when their posters were made. Known for recordings that come later, too.
 * To be used within a transaction.
 */
export class MediaFactsTable {
  readonly #save
  readonly #savePoster
  readonly #forgetPoster
  readonly #pack

  constructor(db: Database.Database) {
    this.#save = db.prepare<{ recordId: string } & FileFacts>(
      `INSERT INTO media_facts VALUES (@recordId, @durationSeconds, @width, @height, @videoCodec, @audioCodec, NULL)
       ON CONFLICT DO UPDATE SET duration_seconds = @durationSeconds, width = @width, height = @height,
       video_codec = @videoCodec, audio_codec = @audioCodec
       WHERE (duration_seconds, width, height, video_codec, audio_codec)
       IS NOT (@durationSeconds, @width, @height, @videoCodec, @audioCodec)`,
    )
    this.#savePoster = db.prepare<[string, number]>(
      `INSERT INTO media_facts (record_id, poster_at) VALUES (?, ?)
       ON CONFLICT DO UPDATE SET poster_at = excluded.poster_at WHERE poster_at IS NOT excluded.poster_at`,
    )
    this.#forgetPoster = db.prepare<[string]>(
      'UPDATE media_facts SET poster_at = NULL WHERE record_id = ? AND poster_at IS NOT NULL',
    )
    this.#pack = db.prepare<{ recordId: string }>(
      `UPDATE details SET media = (SELECT ${PACKED_MEDIA} FROM media_facts WHERE record_id = @recordId)
       WHERE place = (SELECT place FROM details WHERE ${isRecording('@recordId')})`,
    )
  }

  /** Answers whether that is anything new. */
  save(recordId: string, facts: FileFacts): boolean {
    return this.#changed(recordId, this.#save.run({ recordId, ...facts }))
  }

  /** `at` in ms since 1970; null: there is none. Answers whether that is anything new. */
  savePoster(recordId: string, at: number | null): boolean {
    return this.#changed(recordId, at === null ? this.#forgetPoster.run(recordId) : this.#savePoster.run(recordId, at))
  }

  #changed(recordId: string, { changes }: Database.RunResult): boolean {
    if (changes > 0) this.#pack.run({ recordId })
    return changes > 0
  }
}
