import { afterEach, expect, test, vi } from 'vitest'
import { LocationWatch } from '../../../../src/main/downloads/location-watch.ts'

afterEach(() => vi.useRealTimers())

/** A folder that is there, or not, as the test says. */
function watched() {
  const folder = { isThere: true }
  const heard: boolean[] = []
  const location = { isThere: async () => folder.isThere }
  const watch = new LocationWatch({ location, onChange: (isThere) => heard.push(isThere), everyMs: 1000 })
  return { folder, heard, watch }
}

test('says when the folder goes and when it is back, each once', async () => {
  const { folder, heard, watch } = watched()
  await watch.look()
  expect(heard).toEqual([])
  folder.isThere = false
  await Promise.all([watch.look(), watch.look()])
  expect(heard).toEqual([false])
  folder.isThere = true
  await watch.look()
  await watch.look()
  expect(heard).toEqual([false, true])
  watch.close()
})

test('looks by itself, until it is closed', async () => {
  vi.useFakeTimers()
  const { folder, heard, watch } = watched()
  folder.isThere = false
  await vi.advanceTimersByTimeAsync(999)
  expect(heard).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(heard).toEqual([false])
  watch.close()
  folder.isThere = true
  await vi.advanceTimersByTimeAsync(5000)
  expect(heard).toEqual([false])
})
