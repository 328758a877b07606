import { t } from '@lingui/core/macro'
import type { Recording, Room } from '../shared/recording.ts'
import { formatClock, formatDay } from './format.ts'

/** A room by the name that the user gave it, else by the one people know, else by its ID. */
export const roomName = (room: Pick<Room, 'roomId' | 'title' | 'name'>): string =>
  room.name?.trim() || room.title?.trim() || room.roomId

/** The name of a recording's room; main has put the user's own in the title's place. */
export const roomOf = (recording: Recording): string => recording.roomTitle?.trim() || recording.roomId

/** When a recording was made, as far as the server says. */
export const recordedAt = (recording: Recording): number | null => recording.startedAt ?? recording.createdAt

/** How long a recording is, "1:48:20"; null while nobody has looked into its file. */
export function lengthOf({ file }: Pick<Recording, 'file'>): string | null {
  const seconds = file?.durationSeconds ?? 0
  return seconds > 0 ? formatClock(seconds) : null
}

/** A recording's title, or "Room, 5 November" where it has none. */
export function recordingTitle(recording: Recording): string {
  const title = recording.title?.trim()
  if (title) return title
  const room = roomOf(recording)
  const at = recordedAt(recording)
  if (at === null) return room
  const day = formatDay(at)
  return t`${room}, ${day}`
}
