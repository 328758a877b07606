import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { packRecording } from '../../../../src/main/library/facts.ts'
import { LibraryThread } from '../../../../src/main/library/library-thread.ts'
import { LIBRARY_THREAD } from '../roomreel-fixture.ts'
import { newShelf } from './library-fixture.ts'

let shelf: Awaited<ReturnType<typeof newShelf>>
beforeEach(async () => {
  shelf = await newShelf()
})
afterEach(() => shelf.clean())

/** Tells when a page has been written, before whoever wrote it hears. */
class ToldThread extends LibraryThread {
  onPage = (): void => {}
  override do: LibraryThread['do'] = async (file, name, ...input) => {
    const answer = await super.do(file, name, ...input)
    if (name === 'page') this.onPage()
    return answer
  }
}

test('a library that is left while an answer is written asks its server nothing more', async () => {
  const demo = await shelf.server(250)
  const thread = new ToldThread(LIBRARY_THREAD)
  const shown = shelf.open(demo, { thread })
  const { promise: left, resolve } = Promise.withResolvers<void>()
  thread.onPage = () => {
    shown.local.rest()
    resolve()
  }
  await Promise.all([shown.page(), shown.local.refresh(), left])
  expect(shown.local.status().crawling).toBe(false)
  await shown.close()
  await thread.stop()
})

test('what a file tells of a recording says nothing against what the server has shown meanwhile', async () => {
  const demo = await shelf.server(24)
  const shown = shelf.open(demo)
  await shown.lookThrough()
  const [recording] = (await shown.page()).recordings
  const known = shown.local.library.recording(recording?.recordId ?? '')
  if (known === null) throw new Error('it was on the page')
  await shown.local.noteKept(known)
  expect((await shown.page()).recordings[0]).toEqual(recording)
  expect(shown.local.status()).toMatchObject({ known: 24, total: 24 })
})

test('a look that finds nothing new says nothing', async () => {
  const demo = await shelf.server(24)
  const first = shelf.open(demo)
  await first.lookThrough()
  await vi.waitFor(async () => expect((await first.search('sensors')).total).toBeGreaterThan(0))
  await first.close()
  const shown = shelf.open(demo)
  const lookedAt = () => shown.local.library.state().checkedAt ?? 0
  const before = lookedAt()
  shown.local.wake()
  await shown.local.refresh()
  await vi.waitFor(() => expect(lookedAt()).toBeGreaterThan(before), { interval: 5 })
  // The thread has turned to the words of the one library before it has to those of the other.
  const other = shelf.open(demo, { file: join(shelf.folder, 'other.db') })
  await other.page()
  await vi.waitFor(async () => expect((await other.search('sensors')).total).toBeGreaterThan(0))
  await other.close()
  expect(shown.changes).toBe(0)
})

test('whoever opens a library again hears of it, however late the one before lets go', async () => {
  const { thread, folder } = shelf
  const file = join(folder, 'library.db')
  const demo = await shelf.server(24)
  const shown = shelf.open(demo, { file: join(folder, 'other.db') })
  await shown.page()
  const known = shown.local.library.recording((await shown.page()).recordings[0]?.recordId ?? '')
  if (known === null) throw new Error('it was on the page')
  const before = { onIndexed: () => {}, onDamaged: () => {} }
  const { promise: indexed, resolve: onIndexed } = Promise.withResolvers<void>()
  thread.listen(file, before)
  thread.listen(file, { onIndexed, onDamaged: () => {} })
  await thread.close(file, before)
  await thread.do(file, 'recording', packRecording(known))
  await indexed
})

test('rooms that become what they were before the library was left are told all the same', async () => {
  const shown = shelf.open(await shelf.server(24))
  await shown.lookThrough()
  const roomId = (await shown.page()).recordings[0]?.roomId ?? ''
  const named = async (name: string | null): Promise<void> => {
    shown.rooms = null
    await shown.local.note('renameRoom', roomId, name)
  }
  await named('Before')
  await shown.until(() => shown.rooms?.rooms.some((room) => room.name === 'Before') === true)
  shown.local.rest()
  await named('Meanwhile')
  shown.local.wake()
  await named('Before')
  await shown.until(() => shown.rooms !== null)
})
