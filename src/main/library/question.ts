import type { LibraryQuery, RecordingQuery } from '../../shared/recording.ts'

/** The server's own question behind a page of the library, or null: no server answers that. */
export function serverQuestion(query: LibraryQuery): RecordingQuery | null {
  const { roomIds, roomSid, sort, from, limit } = query
  if (isFiltered(query) || !(sort === 'newest' || sort === 'oldest' || sort === 'match')) return null
  return { roomIds, roomSid, order: sort === 'oldest' ? 'oldest' : 'newest', from, limit }
}

/** True when a filter beyond rooms and session limits the list. */
export function isFiltered({ filters }: LibraryQuery): boolean {
  const { text, since, until, minBytes, subtitles, onDevice, watched } = filters
  return text.trim() !== '' || onDevice || [since, until, minBytes, subtitles, watched].some((part) => part !== null)
}

/** Names a question: the same for every order of the same rooms. */
export const questionKey = ({ roomIds, roomSid, order, from, limit }: RecordingQuery): string =>
  JSON.stringify([roomSid === null ? roomIds.toSorted() : [], roomSid, order, from, limit])
