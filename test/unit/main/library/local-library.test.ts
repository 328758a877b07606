import { afterEach, beforeEach, expect, test } from 'vitest'
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
