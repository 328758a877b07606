import { z } from 'zod'
import type { AppError } from './app-error.ts'
import {
  call,
  filters,
  metadata,
  offsetMs,
  profileId,
  recordId,
  recordingChoice,
  roomId,
  roomSid,
  seconds,
  speed,
  trackId,
} from './inputs.ts'
import type { EditOutcome, RecordingMetadata } from './metadata.ts'
import type { Recording } from './recording.ts'
import { MOST_SUBTITLE_BYTES, type SaidHit, type SaidPage, type Track } from './transcript.ts'
import type { Bookmark, FoundBookmark, History, Remembered } from './watching.ts'

/** What the details panel shows beyond the recording itself. */
export interface RecordingDetails {
  /** Where its file is, if all of it is here, and since when (ms since 1970). */
  file: { path: string; since: number } | null
  /** How many took part in the session. */
  participants: number | null
  /** The meeting's summary, as text. */
  summary: string | null
  /** Why the server did not say all of it; null: it did. */
  failure: AppError | null
}

/** The part of the contract about what was said, what was watched, and what is known of one recording. */
export const watchCalls = {
  /**
   * A recording by its ID: as it is known here, else as the server has it. Fails as the server does, and with `not-found`.
   */
  'recordings.find': call<Recording>()(z.object({ profileId, recordId })),
  /**
   * What is asked for only to be read: where the file is on this device, and, of the server, how many took part and the
   * meeting's summary. What the server does not say is null, and `failure` says why it does not.
   */
  'recordings.details': call<RecordingDetails>()(z.object({ profileId, recordId })),
  /** What can be edited, as the server has it now. Fails as the server does. */
  'recordings.metadata': call<RecordingMetadata>()(z.object({ profileId, recordId })),
  /** Writes what was changed between `base` and `wanted` (metadataPatch), unless the server has other than `base` now. */
  'recordings.edit': call<EditOutcome>()(z.object({ profileId, recordId, base: metadata, wanted: metadata })),

  /**
   * The recording's tracks, as far as they are known here: its own, the user's files, and the meeting's. What is found
   * out meanwhile (a meeting's transcript, other subtitles than before) comes as `transcripts.changed`.
   */
  'transcripts.tracks': call<Track[]>()(z.object({ profileId, recordId })),
  /** Adds a subtitle file of the user's choice to a recording; null: cancelled. Fails with `malformed` or `disk`. */
  'transcripts.chooseFile': call<Track | null>()(z.object({ profileId, recordId })),
  /** Adds a file that was dropped on the window. Its name may say its language ("talk.de.vtt"). */
  'transcripts.addFile': call<Track>()(
    z.object({
      profileId,
      recordId,
      name: z.string().max(500),
      bytes: z.instanceof(Uint8Array).refine((it) => it.length <= MOST_SUBTITLE_BYTES),
    }),
  ),
  'transcripts.removeFile': call<void>()(z.object({ profileId, recordId, trackId })),
  /** Writes tracks to a file of the user's choice, with their times moved by so much; null: cancelled. */
  'transcripts.export': call<{ file: string } | null>()(
    z.object({ profileId, recordId, trackId, format: z.enum(['vtt', 'srt', 'txt', 'md']), offsetMs }),
  ),
  /** Where something was said. A newer search ends an older one, which fails with `aborted`. */
  'transcripts.search': call<SaidPage>()(
    z.object({
      profileId,
      query: z.object({
        text: z.string().max(1000),
        roomIds: z.array(roomId).max(1000),
        roomSid,
        filters,
        sort: z.enum(['match', 'newest']),
        from: z.int().min(0),
        limit: z.int().min(1).max(50),
      }),
    }),
  ),
  /** All cues of a track that match, in its order; at most 1 000. */
  'transcripts.hits': call<SaidHit[]>()(z.object({ profileId, recordId, trackId, text: z.string().max(1000) })),

  /** What is remembered of a recording and its room for the player. */
  'watching.remembered': call<Remembered>()(z.object({ profileId, recordId, roomId })),
  'watching.saveChoice': call<void>()(z.object({ profileId, recordId, choice: recordingChoice })),
  /** The playback rate of a room's recordings; null: the general one again. */
  'watching.saveSpeed': call<void>()(z.object({ profileId, roomId, speed: speed.nullable() })),
  /** What was begun and not watched to the end, the last played first. */
  'watching.history': call<History>()(z.object({ profileId })),
  /** Forgets how far recordings were watched, all of this server. Bookmarks stay. */
  'watching.clear': call<void>()(z.object({ profileId })),
  /** Writes positions and bookmarks of this server to a file of the user's choice; null: cancelled. */
  'watching.export': call<{ file: string; positions: number; bookmarks: number } | null>()(z.object({ profileId })),
  /** Adds those of a file; where both know a recording, the one that was played later counts. Null: cancelled. */
  'watching.import': call<{ positions: number; bookmarks: number } | null>()(z.object({ profileId })),

  /** Adds a bookmark (`id: null`), or changes its note. Fails with `not-found` for one that is gone. */
  'bookmarks.save': call<Bookmark>()(
    z.object({ profileId, recordId, id: z.int().nullable(), seconds, note: z.string().max(2000) }),
  ),
  'bookmarks.remove': call<void>()(z.object({ profileId, id: z.int() })),
  /** Bookmarks whose note has these words, the newest first; at most 100. Of no words: all. */
  'bookmarks.search': call<FoundBookmark[]>()(z.object({ profileId, text: z.string().max(1000) })),
} as const
