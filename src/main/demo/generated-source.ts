import type { EpochSeconds } from '../../shared/recording.ts'
import { CURATED, type CuratedRecording } from './curated.ts'
import { type DemoRecording, type RecordingSource, ranksWhere } from './recording-source.ts'
import { ALL_ROOMS, type DemoRoom, roomsFor } from './rooms.ts'
import { wordsFor } from './titles.ts'

/** Where the generated recordings begin to go back in time: the day before the oldest curated one. */
const GENERATED_SINCE = Date.UTC(2026, 9, 22)
const DAY_MS = 24 * 3600 * 1000
const WORK_STARTS_MINUTES = 8 * 60
const WORK_MINUTES = 10 * 60
/** However many recordings there are, they reach back about six years of working days. */
const WORKING_DAYS = 1500
/** The recorder needs some time before it registers a file. */
const REGISTERED_AFTER_SECONDS = 140
const ONE_WITHOUT_SUBTITLES_IN = 8

/**
 * `size` recordings that follow from the seed alone: the curated ones are the newest, generated ones go back from
 * there. Each is made when it is asked for and found again by its place, which its session's ID ends with.
 * The generated ones are spread over `roomCount` rooms, where that is more than the demo's own.
 */
export function generatedSource(size: number, seed: number, roomCount = ALL_ROOMS.length): RecordingSource {
  const rooms = roomsFor(roomCount, seed)
  const sidOf = (session: number) => `RM_${base36(mixed(seed, session, 1), 7)}${base36(session, SESSION_DIGITS)}`
  const perDay = Math.max(3, Math.ceil((size - CURATED.length) / WORKING_DAYS))
  const at = (rank: number): DemoRecording => {
    const draft = CURATED[rank] ?? generated(rank, { seed, perDay, rooms })
    return completed(draft, sidOf(firstPartOf(rank)))
  }
  const ranksOfSession = (roomSid: string): number[] => {
    const session = Number.parseInt(roomSid.slice(-SESSION_DIGITS), 36)
    if (!Number.isInteger(session) || sidOf(session) !== roomSid) return []
    return [session - 1, session].filter((rank) => rank >= 0 && rank < size && firstPartOf(rank) === session)
  }
  return {
    size,
    at,
    ranksOfRooms: (roomIds) => {
      const wanted = new Set(roomIds)
      return ranksWhere(size, (rank) => wanted.has((CURATED[rank]?.room ?? roomOf(rank, seed, rooms)).id))
    },
    ranksOfSession,
    rankOf: (recordId) => {
      const roomSid = recordId.slice(0, recordId.lastIndexOf('-'))
      return ranksOfSession(roomSid).find((rank) => at(rank).recordId === recordId) ?? null
    },
  }
}

const SESSION_DIGITS = 5
const base36 = (value: number, digits: number) => value.toString(36).padStart(digits, '0').slice(-digits)

/** Some sessions were recorded in two parts; the second part is the newer one. */
const isSecondPart = (rank: number): boolean =>
  rank < CURATED.length ? CURATED[rank]?.secondPart === true : rank % 7 === 5
const firstPartOf = (rank: number): number => (isSecondPart(rank) ? rank + 1 : rank)

const roomOf = (rank: number, seed: number, rooms: readonly DemoRoom[]): DemoRoom =>
  pick(rooms, mixed(seed, firstPartOf(rank), 2))

interface Spread {
  seed: number
  /** Recordings on a working day. */
  perDay: number
  rooms: readonly DemoRoom[]
}

function generated(rank: number, { seed, perDay, rooms }: Spread): CuratedRecording {
  const first = firstPartOf(rank)
  const room = roomOf(rank, seed, rooms)
  const mediaId = pick(room.mediaIds, mixed(seed, first, 3))
  const slotMinutes = WORK_MINUTES / perDay
  const start = slotStart(rank, perDay)
  const minutes = Math.max(4, Math.round(slotMinutes * (0.3 + (mixed(seed, rank, 4) % 50) / 100)))
  const { title, description } = wordsFor(mediaId, {
    choice: mixed(seed, first, 5),
    date: new Date(slotStart(first, perDay)),
  })
  const about = { title: first === rank ? title : `${title} (2)`, description }
  const withoutSubtitles = mixed(seed, rank, 6) % ONE_WITHOUT_SUBTITLES_IN === 0
  return { room, mediaId, start: new Date(start).toISOString(), minutes, about, withoutSubtitles }
}

/** When a generated session began, in Unix milliseconds: working days backwards, each day's last slot first. */
function slotStart(rank: number, perDay: number): number {
  const place = rank - CURATED.length
  const minutes = WORK_STARTS_MINUTES + ((perDay - 1 - (place % perDay)) * WORK_MINUTES) / perDay
  const rounded = perDay <= 40 ? Math.floor(minutes / 5) * 5 : minutes
  return workingDayBefore(Math.floor(place / perDay)) + Math.floor(rounded * 60) * 1000
}

/** Midnight of the n-th working day before the generated ones begin; GENERATED_SINCE is a Thursday. */
function workingDayBefore(days: number): number {
  const weeks = Math.floor((days + 1) / 5)
  return GENERATED_SINCE - (days + weeks * 2) * DAY_MS
}

function completed(draft: CuratedRecording, roomSid: string): DemoRecording {
  const startedAt: EpochSeconds = Date.parse(draft.start) / 1000
  const endedAt = startedAt + draft.minutes * 60
  return {
    recordId: `${roomSid}-${startedAt * 1000 + 417}`,
    roomId: draft.room.id,
    roomTitle: draft.room.title,
    roomSid,
    mediaId: draft.mediaId,
    about: draft.about,
    hasSubtitles: draft.withoutSubtitles !== true,
    startedAt,
    endedAt,
    createdAt: endedAt + REGISTERED_AFTER_SECONDS,
  }
}

/** One of the choices, by a number. Fails when there is none. */
export function pick<T>(choices: readonly T[], choice: number): T {
  const chosen = choices[choice % choices.length]
  if (chosen === undefined) throw new RangeError('nothing to choose from')
  return chosen
}

/** A 32-bit number that follows from its inputs and looks as if it did not. */
export function mixed(seed: number, rank: number, purpose: number): number {
  let hash = Math.imul(seed ^ Math.imul(rank + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(purpose, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
