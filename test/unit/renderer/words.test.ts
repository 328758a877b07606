import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  matchingRooms,
  roomHint,
  roomOptions,
  typedRoomId,
} from '../../../src/renderer/features/library/room-options.ts'
import { lengthOf, recordingTitle, roomName } from '../../../src/renderer/recording-words.ts'
import { hashOf, initialsOf, tintOf } from '../../../src/renderer/tint.ts'
import type { Room } from '../../../src/shared/recording.ts'
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

describe('lengths', () => {
  const file = { width: null, height: null, videoCodec: null, audioCodec: null }

  it('are a clock once the file was looked into', () => {
    expect(lengthOf({ file: { ...file, durationSeconds: 6500.4 } })).toBe('1:48:20')
    expect(lengthOf({ file: { ...file, durationSeconds: 59 } })).toBe('0:59')
  })

  it('are not shown while they are unknown', () => {
    expect(lengthOf({ file: null })).toBeNull()
    expect(lengthOf({ file: { ...file, durationSeconds: null } })).toBeNull()
    expect(lengthOf({ file: { ...file, durationSeconds: 0 } })).toBeNull()
  })
})

describe('rooms', () => {
  const room = (roomId: string, change: Partial<Room> = {}): Room => ({
    roomId,
    title: null,
    name: null,
    pinned: false,
    count: null,
    lastAt: null,
    ...change,
  })
  const rooms = [room('law-1', { title: 'Constitutional law', name: 'Grundrechte', count: 3 }), room('physics')]

  it('have the user’s name, else the server’s, else their ID', () => {
    expect(rooms.map(roomName)).toEqual(['Grundrechte', 'physics'])
    expect(roomName(room('a', { title: ' Law ', name: '  ' }))).toBe('Law')
  })

  it('say in their tooltip what their name does not', () => {
    expect(rooms.map(roomHint)).toEqual(['Constitutional law · law-1', 'physics'])
    expect(roomHint(room('a', { title: 'Law' }))).toBe('a')
  })

  it('include chosen ones that the server has not named, and begin with pinned ones', () => {
    const pinned = [...rooms, room('zoo', { pinned: true }), room('art'), room('ants', { pinned: true })]
    expect(roomOptions(pinned, ['physics', 'hidden']).map(({ roomId }) => roomId)).toEqual([
      'zoo',
      'ants',
      'law-1',
      'physics',
      'art',
      'hidden',
    ])
  })

  it('are found by name, title and ID, letter case aside', () => {
    const found = (typed: string) => matchingRooms(rooms, typed).map(({ roomId }) => roomId)
    expect(found(' LAW ')).toEqual(['law-1'])
    expect(found('grund')).toEqual(['law-1'])
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
