import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ExportState } from '../../../../src/shared/download.ts'
import { newComputer } from '../roomreel-fixture.ts'
import {
  endingsOf,
  type Home,
  inTime,
  isDownloading,
  nth,
  SLOW_BYTES_PER_SECOND,
  shownServer,
} from './keeping-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

let home: Home
let folder: string
beforeEach(async () => {
  home = await newComputer()
  folder = join(home.folder, 'exported')
  await mkdir(folder)
  home.computer.chosenPath = folder
})
afterEach(() => home.clean())

async function withExporter() {
  const shown = await shownServer(home)
  const { app, id } = shown
  const start = async (recordIds: string[], wanted: { subtitles?: boolean; metadata?: boolean } = {}) => {
    const { subtitles = true, metadata = false } = wanted
    const template = '{date} {room} {title}'
    return app.roomreel.handlers['export.start']({ profileId: id, recordIds, template, subtitles, metadata })
  }
  const told = (): ExportState[] =>
    app.sent.flatMap(({ event, payload }) => (event === 'export.changed' ? [payload] : []))
  const over = async (): Promise<ExportState> => {
    await app.until(() => (told().at(-1)?.status ?? 'running') !== 'running')
    const [state] = told().slice(-1)
    if (state === undefined) throw new Error('an export has told of itself')
    return state
  }
  return { ...shown, start, told, over }
}

test('an export goes on when its recording is paused in the queue', async () => {
  const shown = await withExporter()
  const { ids, server, keep, pause, state, start, over } = shown
  const recordId = nth(ids, 0)
  server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
  home.computer.chosenPath = join(folder, 'Board.mp4')
  await start([recordId], { subtitles: false })
  await inTime(() => isDownloading(shown, recordId))
  expect(await state(recordId)).toMatchObject({ kept: false })
  await keep(recordId)
  await inTime(async () => (await state(recordId)).kept)
  let asked = 0
  server.onRequest = (path) => {
    if (path.startsWith('/download/')) asked += 1
  }
  await pause(recordId)
  // It is on its way for the export alone now.
  expect(await state(recordId)).toMatchObject({ status: 'downloading', kept: false })
  server.faults.bytesPerSecond = null
  expect(await over()).toMatchObject({ status: 'done', recordingsDone: 1 })
  expect(asked).toBe(0)
  expect(await state(recordId)).toMatchObject({ status: 'complete', kept: true })
})

describe('an export of one recording', () => {
  test('goes to the file that the user names, with its subtitles beside it', async () => {
    const { app, id, ids, keep, arrived, state, start, over } = await withExporter()
    const recordId = nth(ids, 0)
    await keep(recordId)
    await arrived(recordId)
    const { bytesTotal } = await state(recordId)
    const names = await app.roomreel.handlers['export.names']({
      profileId: id,
      recordIds: [recordId],
      template: '{room} {id}',
    })
    expect(names).toEqual([`Faculty board ${recordId}.mp4`])
    home.computer.chosenPath = join(folder, 'Board.mp4')
    expect(await start([recordId])).toMatchObject({ status: 'running', recordings: 1, folder })
    const done = await over()
    expect(done).toMatchObject({ status: 'done', recordingsDone: 1, bytesDone: bytesTotal, withoutSubtitles: 0 })
    expect(done.files).toEqual([join(folder, 'Board.mp4')])
    const written = await readdir(folder)
    expect(written).toEqual(expect.arrayContaining(['Board.mp4', 'Board.en.vtt', 'Board.en.srt', 'Board.de.srt']))
    expect((await stat(join(folder, 'Board.mp4'))).size).toBe(bytesTotal)
    expect(await readFile(join(folder, 'Board.en.vtt'), 'utf8')).toMatch(/^WEBVTT\n/)
    expect(await readFile(join(folder, 'Board.en.srt'), 'utf8')).toMatch(/^1\r?\n\d\d:\d\d:\d\d,\d{3} --> /)
    await app.roomreel.handlers['export.show']({ exportId: done.exportId })
    expect(home.computer.desktop).toContainEqual({ what: 'showInFolder', about: join(folder, 'Board.mp4') })
  })

  test('is nothing when the user thinks better of it', async () => {
    const { ids, start, told } = await withExporter()
    home.computer.chosenPath = null
    expect(await start([nth(ids, 0)])).toBeNull()
    expect(told()).toEqual([])
  })
})

describe('an export of many', () => {
  test('downloads what is not here, and names each so that people can read it', async () => {
    const { id, ids, keep, arrived, start, told, over } = await withExporter()
    const recordIds = [nth(ids, 0), nth(ids, 1), nth(ids, 2)]
    await keep(nth(ids, 0))
    await arrived(nth(ids, 0))
    await start(recordIds, { metadata: true })
    const done = await over()
    expect(done).toMatchObject({ status: 'done', recordings: 3, recordingsDone: 3, error: null, current: null })
    expect(done.bytesDone).toBe(done.bytesTotal)
    expect(new Set(told().map(({ exportId }) => exportId))).toEqual(new Set([done.exportId]))
    expect(told().some(({ current }) => current !== null)).toBe(true)
    const written = await readdir(folder)
    expect(done.files.map((path) => basename(path)).every((name) => written.includes(name))).toBe(true)
    for (const path of done.files) {
      expect(basename(path)).toMatch(/^\d{4}-\d\d-\d\d .+\.(mp4|m4a|webm)$/)
      const base = basename(path).replace(/\.\w+$/, '')
      const about = JSON.parse(await readFile(join(folder, `${base}.json`), 'utf8'))
      expect(recordIds).toContain(about.recordId)
    }
    const endings = await Promise.all(recordIds.map((recordId) => endingsOf(home, id, recordId)))
    // What came for the export alone counts as watched.
    expect(endings.map(([ending]) => ending)).toEqual(['kept', 'media', 'media'])
    expect(written.filter((name) => name.endsWith('.part') || name.startsWith('.'))).toEqual([])
  })

  test('never overwrites, whoever wrote what is there', async () => {
    const { ids, keep, arrived, start, over, app } = await withExporter()
    const recordIds = [nth(ids, 0), nth(ids, 1)]
    await keep(...recordIds)
    await arrived(...recordIds)
    await start(recordIds, { subtitles: false })
    const first = await over()
    const [mine = ''] = first.files
    await writeFile(mine, 'mine')
    app.sent.length = 0
    await start(recordIds, { subtitles: false })
    const second = await over()
    expect(second.status).toBe('done')
    expect(second.files.filter((path) => first.files.includes(path))).toEqual([])
    expect(await readFile(mine, 'utf8')).toBe('mine')
    expect(await readdir(folder)).toHaveLength(4)
  })

  test('that is stopped leaves what is whole, and nothing else', async () => {
    const { app, ids, server, keep, arrived, start, told, over, list } = await withExporter()
    const [here, missing] = [nth(ids, 0), nth(ids, 1)]
    await keep(here)
    await arrived(here)
    server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
    await start([here, missing], { subtitles: false })
    await app.until(() => told().at(-1)?.recordingsDone === 1)
    await app.roomreel.handlers['export.stop']({ exportId: told().at(-1)?.exportId ?? '' })
    const stopped = await over()
    expect(stopped).toMatchObject({ status: 'stopped', recordingsDone: 1, error: null })
    expect(await readdir(folder)).toEqual(stopped.files.map((path) => basename(path)))
    expect((await list()).total).toBe(0)
  })

  test('of what the server does not have any more says so', async () => {
    const { app, id, ids, server, start, over } = await withExporter()
    const [there, gone] = [nth(ids, 0), nth(ids, 1)]
    server.remove([gone])
    await start([there, gone], { subtitles: false })
    expect(await over()).toMatchObject({ status: 'failed', recordingsDone: 1, error: { code: 'not-found' } })
    expect(await readdir(folder)).toHaveLength(1)
    const unknown = { profileId: id, recordIds: ['nobody knows it'], template: '{id}' }
    await expect(
      Promise.resolve(app.roomreel.handlers['export.start']({ ...unknown, subtitles: false, metadata: false })),
    ).rejects.toMatchObject({ error: { code: 'not-found' } })
  })
})
