import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PageCache } from '../../../../src/main/library/page-cache.ts'
import type { ServerPage, ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import type { RecordingQuery } from '../../../../src/shared/recording.ts'

let folder = ''
let file = ''
const caches: PageCache[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roomreel-cache-'))
  file = join(folder, 'deep', 'library.db')
})
afterEach(async () => {
  for (const cache of caches.splice(0)) cache.close()
  await rm(folder, { recursive: true })
})

const open = (source?: string): PageCache => {
  const cache = new PageCache(file, source)
  caches.push(cache)
  return cache
}
const recording = (recordId: string, change: Partial<ServerRecording> = {}): ServerRecording => ({
  recordId,
  roomId: 'physics',
  roomSid: 'RM_1',
  roomTitle: null,
  title: `Title of ${recordId}`,
  description: null,
  sizeBytes: 1,
  createdAt: 1_794_412_800,
  startedAt: null,
  endedAt: null,
  filePath: 'a/b.mp4',
  subtitles: [{ language: 'de', label: 'Deutsch' }],
  extraData: { 'meeting-title': 'x' },
  subtitleSources: [{ language: 'de', label: 'Deutsch', url: 'https://cdn.example/de.vtt' }],
  ...change,
})
const page = (ids: string[], change: Partial<ServerPage> = {}): ServerPage => ({
  recordings: ids.map((id) => recording(id)),
  total: 45,
  from: 0,
  limit: 20,
  leftOut: 0,
  ...change,
})
const QUERY: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 20 }

test('a page comes back as the server gave it, in its order, also after a restart', () => {
  const cache = open()
  expect(cache.page(QUERY)).toBeNull()
  cache.keepPage(QUERY, page(['c', 'a', 'b'], { leftOut: 2 }), 7000)
  expect(cache.page(QUERY)).toEqual({ page: page(['c', 'a', 'b'], { leftOut: 2 }), at: 7000 })
  cache.close()
  expect(
    open()
      .page(QUERY)
      ?.page.recordings.map(({ recordId }) => recordId),
  ).toEqual(['c', 'a', 'b'])
})

test('each question has its own answer, whatever the order of its rooms', () => {
  const cache = open()
  cache.keepPage({ ...QUERY, roomIds: ['x', 'y'] }, page(['a']), 1)
  cache.keepPage({ ...QUERY, from: 20 }, page(['b']), 2)
  expect(cache.page({ ...QUERY, roomIds: ['y', 'x'] })?.page.recordings[0]?.recordId).toBe('a')
  for (const other of [{ ...QUERY }, { ...QUERY, roomIds: ['x'] }, { ...QUERY, order: 'oldest' as const, from: 20 }])
    expect(cache.page(other)).toBeNull()
})

test('a newer answer replaces the older one, and changes the recording on every page', () => {
  const cache = open()
  cache.keepPage(QUERY, page(['a', 'b']), 1)
  cache.keepPage({ ...QUERY, from: 20 }, page([], { recordings: [recording('a', { title: 'Renamed' })] }), 2)
  expect(cache.page(QUERY)?.page.recordings[0]?.title).toBe('Renamed')
  cache.keepPage(QUERY, page(['b']), 3)
  expect(cache.page(QUERY)).toMatchObject({ at: 3, page: { recordings: [{ recordId: 'b' }] } })
  expect(cache.recording('a')?.title).toBe('Renamed')
  expect(cache.recording('nobody')).toBeNull()
})

test('rooms come back', () => {
  const cache = open()
  expect(cache.rooms()).toBeNull()
  const rooms = { rooms: [{ roomId: 'a', title: 'A', count: 3 }], total: 3, complete: true }
  cache.keepRooms(rooms)
  expect(cache.rooms()).toEqual(rooms)
})

test('what another source has answered is forgotten', () => {
  open('one').keepPage(QUERY, page(['a']), 1)
  expect(open('one').page(QUERY)).not.toBeNull()
  const other = open('other')
  expect([other.page(QUERY), other.recording('a'), other.rooms()]).toEqual([null, null, null])
  expect(open('one').page(QUERY)).toBeNull()
})

test('what cannot be read or kept takes nothing from anybody', () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  const cache = open()
  cache.keepRooms({ rooms: [], total: 3, complete: true })
  const other = new Database(file)
  other.exec("UPDATE rooms SET json = '{'; DROP TABLE pages; DROP TABLE recordings")
  other.close()
  cache.keepPage(QUERY, page(['a']), 1)
  cache.keepRecording(recording('a'))
  expect([cache.page(QUERY), cache.recording('a'), cache.rooms()]).toEqual([null, null, null])
  expect(complaint).toHaveBeenCalledTimes(5)
  complaint.mockRestore()
})

describe('a file that cannot be used', () => {
  test.each(['no database', ''])('(%j) is replaced, and what was there is kept beside it', async (content) => {
    open().close()
    await rm(`${file}-wal`, { force: true })
    await writeFile(file, content)
    const cache = open()
    cache.keepPage(QUERY, page(['a']), 1)
    expect(cache.page(QUERY)).not.toBeNull()
    if (content !== '') expect(await readdir(join(folder, 'deep'))).toContain('library.db.unreadable')
  })

  test('because another version wrote it is set aside as well', async () => {
    open().close()
    const db = new Database(file)
    db.pragma('user_version = 99')
    db.close()
    expect(open().page(QUERY)).toBeNull()
    expect(await readdir(join(folder, 'deep'))).toContain('library.db.unreadable')
  })

  test('because a folder is in its place leaves a cache in memory', async () => {
    file = join(folder, 'blocked')
    await writeFile(file, '')
    file = join(file, 'library.db')
    const cache = open()
    cache.keepPage(QUERY, page(['a']), 1)
    expect(cache.page(QUERY)).not.toBeNull()
  })
})
