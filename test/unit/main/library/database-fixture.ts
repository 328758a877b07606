import { chmod, chown } from 'node:fs/promises'
import type Database from 'better-sqlite3'
import { packPage } from '../../../../src/main/library/facts.ts'
import { LibrarySearch } from '../../../../src/main/library/library-search.ts'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { emptyLibrary } from '../../../../src/main/library/open-library.ts'
import type { ServerPage, ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import { type LibraryQuery, NO_FILTERS, type RecordingQuery } from '../../../../src/shared/recording.ts'

/** 2026-11-11T16:00:00Z, in seconds: when the newest recording was registered. */
export const NEWEST_AT = 1_794_412_800

/** A recording as a server says it; its session is what its ID begins with. */
export const recording = (recordId: string, change: Partial<ServerRecording> = {}): ServerRecording => ({
  recordId,
  roomId: 'physics',
  roomSid: recordId.slice(0, recordId.lastIndexOf('-')),
  roomTitle: null,
  title: `Title of ${recordId}`,
  description: null,
  sizeBytes: 1_000_000,
  createdAt: NEWEST_AT,
  startedAt: null,
  endedAt: null,
  filePath: 'a/b.mp4',
  subtitles: [],
  extraData: {},
  subtitleSources: [],
  ...change,
})

/** Subtitles in these languages. */
export const subtitles = (...languages: string[]): Pick<ServerRecording, 'subtitles' | 'subtitleSources'> => ({
  subtitles: languages.map((language) => ({ language, label: language })),
  subtitleSources: languages.map((language) => ({ language, label: language, url: `https://cdn.example/${language}` })),
})

/** So many recordings, newest first, a minute apart, in these rooms in turn. */
export const recordings = (count: number, rooms: readonly string[] = ['physics']): ServerRecording[] =>
  Array.from({ length: count }, (_, n) =>
    recording(`RM_${n}-${n}`, { createdAt: NEWEST_AT - 60 * n, roomId: rooms[n % rooms.length] ?? '' }),
  )

export const serverPage = (all: ServerRecording[], change: Partial<ServerPage> = {}): ServerPage => ({
  recordings: all,
  total: all.length,
  from: 0,
  limit: all.length + 1,
  leftOut: 0,
  ...change,
})

/** As if the server, which has exactly these (newest first), had just been looked through. */
export function lookThrough(writer: LibraryWriter, all: ServerRecording[]): void {
  const from = { place: null, offset: 0 }
  writer.look({ from, pages: [packPage(serverPage(all))], isCrawl: true, isSure: true, at: 1000 })
}

export function indexAll(writer: LibraryWriter): void {
  while (writer.index());
}

/** A library in memory that knows these recordings, and finds their words. */
export function libraryOf(all: ServerRecording[]): { db: Database.Database; writer: LibraryWriter } {
  const db = emptyLibrary('north')
  const writer = new LibraryWriter(db)
  lookThrough(writer, all)
  indexAll(writer)
  return { db, writer }
}

export const serverQuery = (change: Partial<RecordingQuery> = {}): RecordingQuery => ({
  roomIds: [],
  roomSid: null,
  order: 'newest',
  from: 0,
  limit: 20,
  ...change,
})

export const searchQuery = (text: string, change: Partial<LibraryQuery> = {}): LibraryQuery => ({
  roomIds: [],
  roomSid: null,
  sort: 'match',
  from: 0,
  limit: 20,
  ...change,
  filters: { ...NO_FILTERS, ...change.filters, text },
})

export const idsOf = (found: readonly { recordId: string }[]): string[] => found.map(({ recordId }) => recordId)

/** Does something as a user for whom the modes of these files and folders hold. */
export async function withModes<T>(modes: Record<string, number>, work: () => T | Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0
  for (const [path, mode] of Object.entries(modes)) {
    // Whoever may do everything becomes nobody meanwhile, who owns them.
    if (isRoot) await chown(path, 65534, 65534)
    await chmod(path, mode)
  }
  try {
    if (isRoot) process.seteuid?.(65534)
    return await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
    for (const path of Object.keys(modes)) await chmod(path, 0o700)
  }
}

/** A library that knows these recordings, and what is found in it; its database is put to those that are to be closed. */
export function searchable(all: ServerRecording[], open: Database.Database[]) {
  const { db, writer } = libraryOf(all)
  open.push(db)
  const search = new LibrarySearch(db)
  const found = (text: string, change: Partial<LibraryQuery> = {}): string[] =>
    idsOf(search.search(searchQuery(text, change)).recordings)
  return { writer, search, found }
}
