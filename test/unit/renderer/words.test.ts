import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchingRooms, roomOptions, typedRoomId } from '../../../src/renderer/features/library/room-options.ts'
import { recordingTitle } from '../../../src/renderer/recording-words.ts'
import { hashOf, initialsOf, tintOf } from '../../../src/renderer/tint.ts'
import { recording } from './memory-bridge.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('recordings', () => {
  it('without a title are called after room and day', () => {
    const day = new Date(2020, 10, 5, 12).getTime() / 1000
    for (const title of [null, '', '   ']) {
      expect(recordingTitle(recording({ title, createdAt: day }))).toBe('Physics, November 5, 2020')
    }
    expect(recordingTitle(recording({ title: null, roomTitle: null, createdAt: null }))).toBe('physics')
    expect(recordingTitle(recording())).toBe('Waves')
  })
})

describe('rooms', () => {
  const rooms = [
    { roomId: 'law-1', title: 'Constitutional law', count: 3 },
    { roomId: 'physics', title: null, count: null },
  ]

  it('include chosen ones that the server has not named', () => {
    expect(roomOptions(rooms, ['physics', 'hidden']).map((room) => room.roomId)).toEqual(['law-1', 'physics', 'hidden'])
  })

  it('are found by name and ID, letter case aside', () => {
    const found = (typed: string) => matchingRooms(rooms, typed).map((room) => room.roomId)
    expect(found(' LAW ')).toEqual(['law-1'])
    expect(found('ys')).toEqual(['physics'])
    expect(found('')).toHaveLength(2)
    expect(found('nothing')).toEqual([])
  })

  it('can be typed by an ID that is not in the list', () => {
    expect(typedRoomId(rooms, ' secret-room ')).toBe('secret-room')
    expect(typedRoomId(rooms, 'physics')).toBeNull()
    expect(typedRoomId(rooms, '  ')).toBeNull()
  })
})

describe('marks', () => {
  it('are up to two letters, in any script', () => {
    expect(initialsOf('Clinical skills lab')).toBe('CS')
    expect(initialsOf('faculty-board')).toBe('FB')
    expect(initialsOf('محاضرة عامة')).toBe('مع')
    expect(initialsOf('– ! –')).toBe('')
  })

  it('keep their colour', () => {
    expect(tintOf('physics')).toBe(tintOf('physics'))
    expect(tintOf('physics')).toMatch(/^oklch\(0\.(38|43|48) 0\.065 \d+\)$/)
    expect(hashOf('')).toBe(0x811c9dc5)
  })
})
