import { expect, test, vi } from 'vitest'
import { RoomDirectory } from '../../../../src/main/profiles/room-directory.ts'
import type { RoomList } from '../../../../src/shared/recording.ts'

test('a look that begins right after one was stopped is not lost, however long the old one takes to end', async () => {
  const { promise: late, resolve } = Promise.withResolvers<{ recordings: []; total: number; leftOut: number }>()
  const told: RoomList[] = []
  const page = vi.fn(() => late)
  const rooms = new RoomDirectory({ known: null, page, onChange: (list) => told.push(list) })
  const first = rooms.refresh()
  rooms.stop()
  page.mockImplementation(async () => ({ recordings: [], total: 0, leftOut: 0 }))
  await rooms.refresh()
  expect(told).toEqual([{ rooms: [], total: 0, complete: true }])
  resolve({ recordings: [], total: 7, leftOut: 0 })
  await first
  expect(told).toHaveLength(1)
})
