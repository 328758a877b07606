import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { packPage } from '../../../../src/main/library/facts.ts'
import { LibraryThread } from '../../../../src/main/library/library-thread.ts'
import { openLibrary } from '../../../../src/main/library/open-library.ts'
import { openPage, sealPage } from '../../../../src/main/library/sealed-page.ts'
import { LIBRARY_THREAD } from '../roomreel-fixture.ts'
import { recordings, serverPage } from './database-fixture.ts'

const packed = packPage(serverPage(recordings(3), { from: 40, limit: 5, total: 90, leftOut: 2 }))

test('a page comes out of its bytes as it went in, and one that never was sealed stays as it is', () => {
  expect(openPage(sealPage(packed))).toEqual(packed)
  expect(openPage(packed)).toBe(packed)
})

test('how many recordings the server sent can be told without opening it', () => {
  expect(sealPage(packed)).toMatchObject({ listed: 5, from: 40, limit: 5, total: 90, leftOut: 2 })
})

test('its bytes move to the thread, which writes what is in them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roomreel-sealed-'))
  const thread = new LibraryThread(LIBRARY_THREAD)
  onTestFinished(async () => {
    await thread.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const file = join(folder, 'library.db')
  openLibrary(file, 'north').db.close()
  const page = sealPage(packPage(serverPage(recordings(3))))
  const from = { place: null, offset: 0 }
  const looked = await thread.do(file, 'look', { from, pages: [page], isCrawl: true, isSure: true, at: 1 })
  expect(looked).toMatchObject({ outcome: 'end', changed: true, at: { offset: 3 } })
  expect(page.sealed.byteLength).toBe(0)
})
