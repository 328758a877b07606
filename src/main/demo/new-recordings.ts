import type { EpochSeconds } from '../../shared/recording.ts'
import { mixed, pick } from './generated-source.ts'
import type { DemoRecording } from './recording-source.ts'
import type { DemoRoom } from './rooms.ts'
import { wordsFor } from './titles.ts'

const HOUR = 3600

export interface NewRecordings {
  count: number
  /** Numbers the first of them: no two recordings of a server share one. */
  serial: number
  /** The newest of them was registered at this time or later, each of them an hour after the one before. */
  after: EpochSeconds
  seed: number
  rooms: readonly DemoRoom[]
}

/** Recordings such as a server gets while it runs, oldest first; they follow from what is given alone. */
export const newRecordings = ({ count, serial, after, seed, rooms }: NewRecordings): DemoRecording[] =>
  Array.from({ length: count }, (_, at) => newRecording(serial + at, after + (at + 1) * HOUR, seed, rooms))

function newRecording(serial: number, createdAt: number, seed: number, rooms: readonly DemoRoom[]): DemoRecording {
  const room = pick(rooms, mixed(seed, serial, 8))
  const mediaId = pick(room.mediaIds, mixed(seed, serial, 9))
  const startedAt = createdAt - HOUR
  // Longer than the generated ones' IDs, so none of them is meant.
  const roomSid = `RM_new${serial.toString(36).padStart(12, '0')}`
  return {
    recordId: `${roomSid}-${startedAt * 1000}`,
    roomId: room.id,
    roomTitle: room.title,
    roomSid,
    mediaId,
    about: wordsFor(mediaId, { choice: mixed(seed, serial, 10), date: new Date(startedAt * 1000) }),
    hasSubtitles: serial % 8 !== 0,
    startedAt,
    endedAt: createdAt - 140,
    createdAt,
  }
}
