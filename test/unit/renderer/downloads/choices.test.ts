import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, sortedFiles } from '../../../../src/renderer/features/downloads/free-up-order.ts'
import {
  droppedPlace,
  frontPlace,
  type Place,
  steppedPlace,
} from '../../../../src/renderer/features/downloads/queue-order.ts'
import { roomsForRules, withRoom } from '../../../../src/renderer/features/downloads/rules-draft.ts'
import { draftOf, settingsOf } from '../../../../src/renderer/features/downloads/storage-draft.ts'
import { decimalNumber, wholeNumber } from '../../../../src/renderer/features/downloads/typed-number.ts'
import { movedItem, overallProgress } from '../../../../src/renderer/stores/download-media.ts'
import { DEFAULT_DOWNLOAD_SETTINGS, NO_RULES, type StorageItem } from '../../../../src/shared/download.ts'
import { downloadItem, mediaState } from '../download-fixture.ts'
import { recording } from '../memory-bridge.ts'

const order = (ids: readonly string[], id: string, place: Place | null): string[] => {
  const items = ids.map((each) => downloadItem(each))
  const after = place === null ? items : movedItem(items, id, place.before)
  return after.map((item) => item.recording.recordId)
}

describe('the order of the queue', () => {
  const ids = ['a', 'b', 'c']

  it('changes by a step', () => {
    expect(order(ids, 'b', steppedPlace(ids, 'b', -1))).toEqual(['b', 'a', 'c'])
    expect(order(ids, 'b', steppedPlace(ids, 'b', 1))).toEqual(['a', 'c', 'b'])
    expect(order(ids, 'a', steppedPlace(ids, 'a', 1))).toEqual(['b', 'a', 'c'])
  })

  it('has two ends', () => {
    expect(steppedPlace(ids, 'a', -1)).toBeNull()
    expect(steppedPlace(ids, 'c', 1)).toBeNull()
    expect(steppedPlace(ids, 'x', 1)).toBeNull()
  })

  it('changes where a row is dropped', () => {
    expect(order(ids, 'a', droppedPlace(ids, 'a', 'c', 'after'))).toEqual(['b', 'c', 'a'])
    expect(order(ids, 'a', droppedPlace(ids, 'a', 'c', 'before'))).toEqual(['b', 'a', 'c'])
    expect(order(ids, 'c', droppedPlace(ids, 'c', 'a', 'before'))).toEqual(['c', 'a', 'b'])
    expect(droppedPlace(ids, 'a', 'b', 'before')).toBeNull()
    expect(droppedPlace(ids, 'b', 'a', 'after')).toBeNull()
    expect(droppedPlace(ids, 'a', 'a', 'before')).toBeNull()
    expect(droppedPlace(ids, 'a', 'x', 'before')).toBeNull()
  })

  it('has a front', () => {
    expect(order(ids, 'c', frontPlace(ids, 'c'))).toEqual(['c', 'a', 'b'])
    expect(frontPlace(ids, 'a')).toBeNull()
    expect(frontPlace([], 'a')).toBeNull()
  })

  it('loses and doubles nothing, wherever something goes', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('before' as const, 'after' as const),
        (all, one, other, side) => {
          const id = all[one % all.length] ?? ''
          const target = all[other % all.length] ?? ''
          const after = order(all, id, droppedPlace(all, id, target, side))
          expect(after.toSorted()).toEqual(all.toSorted())
          if (id !== target) {
            const distance = after.indexOf(id) - after.indexOf(target)
            expect(distance).toBe(side === 'before' ? -1 : 1)
          }
        },
      ),
    )
  })

  it('stays when the other one has gone', () => {
    expect(movedItem([downloadItem('a')], 'a', 'gone')).toHaveLength(1)
    expect(movedItem([downloadItem('a')], 'gone', 'a')).toHaveLength(1)
  })
})

describe('all downloads together', () => {
  it('count what runs or waits, and not what rests', () => {
    const items = [
      downloadItem('a', { bytesDone: 100, bytesTotal: 400 }),
      downloadItem('b', { status: 'waiting', bytesDone: 0, bytesTotal: null }),
      downloadItem('c', { status: 'paused' }),
      downloadItem('d', { status: 'failed' }),
    ]
    // The server's estimate stands in for a length that is not known: 1 MB.
    expect(overallProgress(items, new Map(), 4)).toEqual({ running: 2, share: 100 / 1_000_400 })
    expect(overallProgress(items, new Map([['a', mediaState({ status: 'paused' })]]), 4).running).toBe(1)
    expect(overallProgress([], new Map(), 0)).toEqual({ running: 0, share: null })
    expect(overallProgress(items, new Map(), 504).running).toBe(502)
  })
})

describe('files that could go', () => {
  const file = (recordId: string, bytes: number, watchedAt: number | null, roomTitle: string): StorageItem => ({
    recording: recording({ recordId, title: recordId, roomId: roomTitle, roomTitle }),
    bytes,
    kept: true,
    watchedAt,
  })
  const files = [file('a', 5, 300, 'Zoo'), file('b', 9, null, 'Art'), file('c', 7, 100, 'Zoo')]
  const ids = (sort: Parameters<typeof sortedFiles>[1]) =>
    sortedFiles(files, sort).map((each) => each.recording.recordId)

  it('come by size, by when they were watched, or by room', () => {
    expect(ids('size')).toEqual(['b', 'c', 'a'])
    expect(ids('watched')).toEqual(['b', 'c', 'a'])
    expect(ids('room')).toEqual(['b', 'a', 'c'])
  })

  it('add up', () => {
    expect(bytesOf(files, new Set(['a', 'c', 'gone']))).toBe(12)
  })
})

describe('typed numbers', () => {
  it('are whole, within bounds', () => {
    expect(wholeNumber(' 7 ', 1, 10)).toBe(7)
    for (const text of ['', '0', '11', '2.5', 'x', '1e1000', '0x5', '5e0', '+5'])
      expect(wholeNumber(text, 1, 10)).toBeNull()
  })

  it('may have a comma', () => {
    expect(decimalNumber('2,5', 1, 100)).toBe(2.5)
    for (const text of ['', '0', '-1', '101', 'x', '0x10', '1e1', '0.09', '1,000.5'])
      expect(decimalNumber(text, 0.1, 100)).toBeNull()
  })
})

describe('storage settings', () => {
  it('come back as they were', () => {
    const settings = { ...DEFAULT_DOWNLOAD_SETTINGS, limitBytes: 12.5e9, bytesPerSecond: 750_000, atOnce: 7 }
    const { exportTemplate, exportSubtitles, exportMetadata, ...own } = settings
    expect([exportTemplate, exportSubtitles, exportMetadata]).toHaveLength(3)
    expect(settingsOf(draftOf(settings, 20e9))).toEqual({ settings: own })
  })

  it('begin with what holds now', () => {
    const draft = draftOf(DEFAULT_DOWNLOAD_SETTINGS, 14.2e9)
    expect(draft).toMatchObject({ ownLimit: false, limit: '14.2', slow: false })
    expect(settingsOf(draft)).toMatchObject({ settings: { limitBytes: null, bytesPerSecond: null } })
  })

  it('show what was chosen to the byte, so that saving them again changes nothing', () => {
    for (const limitBytes of [3_500_000, 1_000_000, 12_345_678_901]) {
      const settings = { ...DEFAULT_DOWNLOAD_SETTINGS, limitBytes, bytesPerSecond: 12_345 }
      expect(settingsOf(draftOf(settings, 1))).toMatchObject({ settings: { limitBytes, bytesPerSecond: 12_345 } })
    }
  })

  it('say which fields are wrong', () => {
    const draft = draftOf(DEFAULT_DOWNLOAD_SETTINGS, 20e9)
    const all = { ...draft, ownLimit: true, limit: 'x', atOnce: '0', perServer: '11', slow: true, speed: '0' }
    expect(settingsOf(all)).toEqual({ wrong: ['limit', 'atOnce', 'perServer', 'speed'] })
    expect(settingsOf({ ...draft, slow: true, speed: '0.005' })).toEqual({ wrong: ['speed'] })
    // What is switched off is not looked at.
    expect(settingsOf({ ...draft, limit: 'x', speed: 'y' })).toHaveProperty('settings')
  })
})

describe('rules', () => {
  it('are one for each room, and keep their places', () => {
    const two = withRoom(withRoom(NO_RULES, 'a', 5), 'b', null)
    expect(two.rooms).toEqual([
      { roomId: 'a', newest: 5 },
      { roomId: 'b', newest: null },
    ])
    expect(withRoom(two, 'a', 9).rooms[0]).toEqual({ roomId: 'a', newest: 9 })
    expect(withRoom(two, 'a', 'off').rooms).toEqual([{ roomId: 'b', newest: null }])
    expect(withRoom(NO_RULES, 'a', 'off')).toEqual(NO_RULES)
  })

  it('begin with the room that they were asked for, known or not', () => {
    const room = (roomId: string) => ({ roomId, title: null, name: null, pinned: false, count: null, lastAt: null })
    const rooms = roomsForRules([room('a'), room('b'), room('c')], ['c', 'gone', 'c'])
    expect(rooms.map(({ roomId }) => roomId)).toEqual(['c', 'gone', 'a', 'b'])
  })
})
