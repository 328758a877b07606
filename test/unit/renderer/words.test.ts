import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkConnectInput, fieldOf } from '../../../src/renderer/features/connect/connect-form.ts'
import { errorWords, rawLine } from '../../../src/renderer/features/connect/error-words.ts'
import { matchingRooms, roomOptions, typedRoomId } from '../../../src/renderer/features/library/room-options.ts'
import { recordingTitle } from '../../../src/renderer/recording-words.ts'
import { hashOf, initialsOf, tintOf } from '../../../src/renderer/tint.ts'
import type { ErrorCode } from '../../../src/shared/app-error.ts'
import { failure, recording } from './memory-bridge.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

const ABOUT = { host: 'meet.northlake.example', apiKey: 'roomreel-viewer' }

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

describe('errors', () => {
  it.each([
    ['bad-signature', 'secret', 'apiSecret'],
    ['bad-key', 'edit', 'apiKey'],
    ['wrong-url', 'edit', 'url'],
    ['tls', 'edit', 'url'],
    ['unreachable', 'retry', 'url'],
    ['timeout', 'retry', 'url'],
    ['server-error', 'retry', null],
    ['internal', 'retry', null],
  ] as [ErrorCode, string, string | null][])('%s is fixed by %s, at %s', (code, fix, field) => {
    const { error } = failure(code)
    const words = errorWords(error, ABOUT)
    expect(words.fix).toBe(fix)
    expect(fieldOf(code)).toBe(field)
    expect(`${words.headline} ${words.explanation}`).not.toMatch(/!|please|oops|undefined|null/i)
  })

  it('name the host and the key', () => {
    const { explanation } = errorWords(failure('bad-signature').error, ABOUT)
    expect(explanation).toContain('meet.northlake.example')
    expect(explanation).toContain('roomreel-viewer')
  })

  it('show what the server said, else what is known', () => {
    const { error } = failure('bad-key')
    expect(rawLine(error)).toBe('401')
    expect(rawLine({ ...error, raw: null })).toBe('bad-key · it was bad-key')
  })
})

describe('the connect form', () => {
  const filled = { name: '', url: 'https://meet.example.org', apiKey: 'k', apiSecret: 's' }

  it('asks for all but the name', () => {
    expect(checkConnectInput(filled)).toEqual({})
    expect(Object.keys(checkConnectInput({ name: '', url: ' ', apiKey: ' ', apiSecret: '' }))).toEqual([
      'url',
      'apiKey',
      'apiSecret',
    ])
  })

  it('says what is wrong with an address', () => {
    expect(checkConnectInput({ ...filled, url: 'video.lakeside' }).url).toBe('Start with https:// or http://')
    expect(checkConnectInput({ ...filled, url: 'ftp://x' }).url).toBe('Start with https:// or http://')
    expect(checkConnectInput({ ...filled, url: 'https://' }).url).toContain('not an address')
    expect(checkConnectInput({ ...filled, url: ' HTTP://10.0.0.1:8080/x ' }).url).toBeUndefined()
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
