import type { Rules, RulesPreview } from '../../shared/download.ts'

/** What rules need to know of a recording. */
export interface RuleRecording {
  recordId: string
  /** Null: the server has not said. */
  sizeBytes: number | null
  /** All of its file is here. */
  onDevice: boolean
  /** It is here, or on its way, because somebody wants it here. */
  kept: boolean
  /** It is in the download queue. */
  queued: boolean
  /** When it was watched to the end, in ms since 1970; null: not yet. */
  watchedFinishedAt: number | null
  onServer: boolean
}

export interface RulesInput {
  rules: Rules
  /** By room: its recordings, the newest first, at least as many as its rule names. */
  rooms: ReadonlyMap<string, readonly RuleRecording[]>
  /** Kept recordings that were watched to the end. */
  finished: readonly RuleRecording[]
  /** Whether rules have met a recording as a kept one before: what has become of it since is the user's will. */
  isHandled: (recordId: string) => boolean
  /** ms since 1970. */
  now: number
}

export interface RulesOutcome {
  keep: RuleRecording[]
  remove: RuleRecording[]
  /** Recordings that are to count as handled from now on. */
  handled: string[]
}

const DAY_MS = 86_400_000
/** "Watched to the end" comes before the end: whoever watches the last minutes still has the file. */
const STILL_WATCHED_MS = 3_600_000

/** What rules do now: what is to be kept, and which kept copies are to go. */
export function applyRules({ rules, rooms, finished, isHandled, now }: RulesInput): RulesOutcome {
  const isOver = (recording: RuleRecording): boolean => hasRunOut(recording, rules.removeWatchedAfterDays, now)
  const wanted = rules.rooms.flatMap(({ roomId, newest }) => (rooms.get(roomId) ?? []).slice(0, newest ?? undefined))
  const isAlready = ({ kept, queued }: RuleRecording): boolean => kept || queued
  const keep = wanted.filter((recording) => {
    const canBeKept = recording.onServer || recording.onDevice
    return canBeKept && !isAlready(recording) && !isOver(recording) && !isHandled(recording.recordId)
  })
  // An only copy cannot be had again, and one that is queued is wanted once more.
  const remove = finished.filter((it) => it.kept && it.onDevice && it.onServer && !it.queued && isOver(it))
  const handled = [...keep, ...wanted.filter(isAlready)].map(({ recordId }) => recordId)
  return { keep, remove, handled: handled.filter((recordId) => !isHandled(recordId)) }
}

/** The outcome in numbers; what is to be kept and is here already takes no more room. */
export function previewOf({ keep, remove }: RulesOutcome, complete: boolean): RulesPreview {
  const missing = keep.filter(({ onDevice }) => !onDevice)
  return {
    keep: {
      recordings: keep.length,
      bytes: bytesOf(missing),
      unknown: missing.filter(({ sizeBytes }) => sizeBytes === null).length,
    },
    remove: { recordings: remove.length, bytes: bytesOf(remove) },
    complete,
  }
}

/** Rooms that these rules keep recordings of, and the rules before did not. */
export function newRooms(rules: Rules, before: Rules): string[] {
  const old = new Set(before.rooms.map(({ roomId }) => roomId))
  return rules.rooms.map(({ roomId }) => roomId).filter((roomId) => !old.has(roomId))
}

/** Copies that were watched to the end by then (ms since 1970) have been here long enough. */
export const ranOutUntil = (days: number, now: number): number => now - Math.max(days * DAY_MS, STILL_WATCHED_MS)

const hasRunOut = ({ watchedFinishedAt }: RuleRecording, days: number | null, now: number): boolean =>
  days !== null && watchedFinishedAt !== null && watchedFinishedAt <= ranOutUntil(days, now)

const bytesOf = (recordings: readonly RuleRecording[]): number =>
  recordings.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
