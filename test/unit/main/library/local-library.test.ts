import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { newShelf } from './library-fixture.ts'

let shelf: Awaited<ReturnType<typeof newShelf>>
beforeEach(async () => {
  shelf = await newShelf()
})
afterEach(() => shelf.clean())

test('the first page waits for the server, and the library then knows everything', async () => {
  const demo = await shelf.server(437)
  const shown = shelf.open(demo)
  const page = await shown.page()
  expect(page).toMatchObject({ total: 437, source: 'server', complete: false })
  await shown.lookThrough()
  expect(shown.local.status()).toMatchObject({ known: 437, total: 437, complete: true, failure: null })
  const later = await shown.page({ from: 400, limit: 20 })
  expect(later.recordings).toHaveLength(20)
})

test('another total than with the page before leads to a look, though the page itself is the same', async () => {
  const demo = await shelf.server(437)
  const shown = shelf.open(demo)
  await shown.lookThrough()
  await shown.until(async () => (await shown.page()).source === 'server')
  const oldest = shown.local.library.liveAt(436)?.recordId ?? ''
  demo.remove([oldest])
  await shown.page({ from: 20 })
  await shown.until(() => shown.local.status().known === 436)
  expect(shown.local.library.recording(oldest)).toBeNull()
})

test('what a file says is told to whoever looks at the list, and shown there', async () => {
  const demo = await shelf.server(30)
  const shown = shelf.open(demo)
  await shown.lookThrough()
  const { local } = shown
  const recordId = local.library.liveAt(3)?.recordId ?? ''
  const facts = { durationSeconds: 60, width: 1280, height: 720, videoCodec: 'avc1.64001f', audioCodec: null }
  const told = async (note: () => Promise<boolean>) => {
    const before = shown.changes
    expect(await note()).toBe(true)
    await shown.until(() => shown.changes > before)
    return (await shown.page()).recordings[3]
  }
  const ofFile = await told(() => local.note('fileFacts', recordId, facts))
  expect(ofFile).toMatchObject({ recordId, file: facts, posterAt: null })
  const ofPoster = await told(() => local.note('poster', recordId, 7000))
  expect(ofPoster).toMatchObject({ recordId, file: facts, posterAt: 7000 })
  // Known already, which is no failure.
  expect(await local.note('poster', recordId, 7000)).toBe(true)
})

test('what is to be known to keep and remove recordings is answered', async () => {
  const demo = await shelf.server(30)
  const shown = shelf.open(demo)
  await shown.lookThrough()
  const { library } = shown.local
  const [one] = (await shown.page()).recordings
  if (one === undefined) throw new Error('no recording')
  const { recordId, roomId } = one
  await shown.local.note('setWatched', [recordId], true, 50)
  await shown.local.note('file', recordKey(recordId), recordId, true)
  const [newest] = library.newestOfRoom(roomId, 1)
  expect(newest).toMatchObject({ recordId, onDevice: true, onServer: true, finishedAt: 50 })
  expect(library.finishedOnDevice(51)).toEqual([newest])
  expect([...library.lastWatched([recordId, 'nobody'])]).toEqual([[recordId, 50]])
  await shown.close()
  expect([library.newestOfRoom(roomId, 1), library.finishedOnDevice(51), library.lastWatched([recordId]).size]).toEqual(
    [[], [], 0],
  )
})
