import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LibraryThread } from '../../../../src/main/library/library-thread.ts'
import { newShelf } from './library-fixture.ts'

let shelf: Awaited<ReturnType<typeof newShelf>>
let thread: LibraryThread
beforeEach(async () => {
  shelf = await newShelf()
  thread = new LibraryThread(new URL('./tried-thread.ts', import.meta.url))
})
afterEach(async () => {
  await shelf.clean()
  await thread.stop()
})

test('a disk that is full while the server is looked through: browsing goes on, and later so does the look', async () => {
  const demo = await shelf.server(1200)
  const file = join(shelf.folder, 'library.db')
  await writeFile(`${file}.full`, '')
  const shown = shelf.open(demo, { thread, file })
  const first = await shown.page()
  expect([first.recordings.length, first.total, first.source]).toEqual([20, 1200, 'server'])
  shown.local.wake()
  const { trouble: full } = await shown
    .until(() => shown.local.status().trouble !== null)
    .then(() => shown.local.status())
  expect(full).toEqual({ kind: 'disk-full', file: 'library.db' })
  const next = await shown.page({ from: 20 })
  expect([next.recordings.length, next.from, next.total]).toEqual([20, 20, 1200])
  expect(shown.local.status()).toMatchObject({ complete: false, failure: null })

  await rm(`${file}.full`)
  shown.local.lookAgain()
  await shown.until(() => shown.local.status().complete && shown.local.status().trouble === null)
  expect(shown.local.status()).toMatchObject({ known: 1200, total: 1200, trouble: null })
  const told = shown.statuses.map(({ trouble }) => trouble?.kind ?? null)
  expect(told.filter((kind, n) => kind !== (told[n - 1] ?? null))).toEqual(['disk-full', null])
})
