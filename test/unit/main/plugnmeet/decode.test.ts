import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeInfo, decodeToken, emptyPage } from '../../../../src/main/plugnmeet/decode.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { failureOf } from './plugnmeet-fixture.ts'
import { BASE, CREATED, decode, decoded, pageOf, QUERY, wire } from './wire-fixture.ts'

describe('a recording', () => {
  it('comes in the app’s own words', () => {
    const metadata = {
      title: 'Minutes',
      description: 'All of them',
      subtitles: { en: { label: 'English', url: 'https://cdn.example.org/en.vtt' } },
      extra_data: {
        'meeting-title': 'Faculty board',
        'meeting-created': '2026-11-12 10:00:00',
        'meeting-ended': '2026-11-12 11:48:00',
        'room-colour': 'red',
      },
    }
    expect(decoded({ metadata })).toEqual({
      recordId: 'SID_1-1794477600123',
      roomId: 'faculty-board',
      roomSid: 'SID_1',
      roomTitle: 'Faculty board',
      title: 'Minutes',
      description: 'All of them',
      sizeBytes: 12_340_000,
      createdAt: CREATED,
      startedAt: Date.UTC(2026, 10, 12, 10) / 1000,
      endedAt: Date.UTC(2026, 10, 12, 11, 48) / 1000,
      filePath: 'node_01/faculty-board/SID_1.mp4',
      subtitles: [{ language: 'en', label: 'English' }],
      extraData: metadata.extra_data,
      subtitleSources: [{ language: 'en', label: 'English', url: 'https://cdn.example.org/en.vtt' }],
    })
  })

  it.each([{ metadata: null }, { metadata: undefined }, { metadata: {} }])('needs no metadata: %j', (fields) => {
    expect(decoded(fields)).toMatchObject({ title: null, description: null, roomTitle: null, extraData: {} })
    expect(decoded(fields)).toMatchObject({ subtitles: [], startedAt: CREATED - 7200, endedAt: null })
  })

  it('needs no more than its ID and its room', () => {
    const { recordings, leftOut } = decode(pageOf([{ record_id: 'a', room_id: 'b' }]))
    expect(leftOut).toBe(0)
    expect(recordings).toMatchObject([{ recordId: 'a', roomId: 'b', roomSid: '', filePath: '', sizeBytes: null }])
  })

  it('has no title when the server’s one says nothing', () => {
    for (const title of ['', '  \n', null])
      expect(decoded({ metadata: { title, description: title } })).toMatchObject({ title: null, description: null })
  })

  it.each([
    '<img src=x onerror="alert(1)">',
    '</script><script>alert(1)</script>',
    '{{constructor}} %s',
    'Minutes \u202e4pm.exe',
    ' padded ',
    '__proto__',
  ])('keeps a hostile title as the text that it is: %j', (title) => {
    expect(decoded({ metadata: { title } }).title).toBe(title)
  })

  it('keeps a hostile path as text', () => {
    for (const file_path of ['../../etc/passwd', '/etc/passwd', 'C:\\Windows\\win.ini', 'file:///etc/passwd'])
      expect(decoded({ file_path }).filePath).toBe(file_path)
  })

  it('takes extra data named like parts of every object as data', () => {
    const metadata = JSON.parse('{"extra_data":{"__proto__":"a","constructor":"b"}}')
    const { extraData } = decoded({ metadata })
    expect(Object.entries(extraData)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
    expect(Object.getPrototypeOf(extraData)).toBe(Object.prototype)
  })

  it('has its text cut where it would make a row slow, and never in the middle of a character', () => {
    const endless = `x${'😀'.repeat(50_000)}`
    const { title, description, filePath } = decoded({
      file_path: endless,
      metadata: { title: endless, description: endless },
    })
    expect(title).toBe(endless.slice(0, 1999))
    expect(description).toBe(endless.slice(0, 19_999))
    expect(filePath).toBe(endless.slice(0, 3999))
  })

  it('ends after it began, or nobody knows when', () => {
    const between = (created: string, ended: string) => {
      const extra_data = { 'meeting-created': created, 'meeting-ended': ended }
      return decoded({ metadata: { extra_data } }).endedAt
    }
    expect(between('2026-11-12 10:00:00', '2026-11-12 09:59:59')).toBeNull()
    expect(between('2026-11-12 10:00:00', '2026-11-12 10:00:00')).toBe(Date.UTC(2026, 10, 12, 10) / 1000)
    expect(between('2026-11-12 10:00:00', '')).toBeNull()
  })
})

describe('subtitles', () => {
  const languages = (subtitles: object) => decoded({ metadata: { subtitles } }).subtitles.map((one) => one.language)
  const url = 'https://cdn.example.org/a.vtt'

  it('cost only themselves when they are bad', () => {
    expect(
      languages({
        en: { label: 'English', url },
        de: { label: 'Deutsch', url: 'javascript:1' },
        fr: 7,
        es: null,
        it: { label: 'Italiano' },
        nl: { label: ' ', url },
        pl: { label: 'Polski', url: 'file:///etc/passwd' },
        pt: { label: 'Português', url: 'https://' },
        '': { label: 'None', url },
        ['x'.repeat(65)]: { label: 'Long', url },
        sv: { label: 'Svenska', url: `https://cdn.example.org/${'x'.repeat(8000)}` },
        fi: { label: 'Suomi', url: 'HTTP://cdn.example.org/fi.vtt' },
      }),
    ).toEqual(['en', 'fi'])
  })

  it('keep their addresses to main', () => {
    const { subtitles } = decoded({ metadata: { subtitles: { en: { label: 'English', url } } } })
    expect(subtitles).toEqual([{ language: 'en', label: 'English' }])
  })
})

describe('a page', () => {
  it('tells how many there are, and which it has', () => {
    expect(decode(pageOf([wire()]))).toMatchObject({ total: 237, from: 40, limit: 20, leftOut: 0 })
  })

  it('may have no list, or an empty one', () => {
    for (const list of [[], null, undefined])
      expect(decode(pageOf(list))).toEqual({ recordings: [], total: 237, from: 40, limit: 20, leftOut: 0 })
  })

  it('is like the one made for nothing found', () => {
    expect(emptyPage(QUERY)).toEqual(decode(pageOf([], { total_recordings: '0' })))
  })

  it.each([
    ['a number for an ID', wire({ record_id: 42 }, 2)],
    ['no ID', { ...wire({}, 2), record_id: undefined }],
    ['an empty ID', wire({ record_id: '' }, 2)],
    ['an endless ID', wire({ record_id: 'x'.repeat(513) }, 2)],
    ['half a character in its ID', wire({ record_id: 'SID_2-\ud83d' }, 2)],
    ['a list for a room', wire({ room_id: ['not', 'text'] }, 2)],
    ['metadata that is no map', wire({ metadata: 'not a map' }, 2)],
    ['extra data that is no text', wire({ metadata: { extra_data: { a: 1 } } }, 2)],
    ['a size that is a map', wire({ file_size: {} }, 2)],
    ['nothing at all', null],
    ['a list', []],
    ['the ID of another', wire()],
  ])('leaves out and counts a recording with %s', (_, bad) => {
    const page = decode(pageOf([wire({}, 1), bad, wire({}, 3)]))
    expect(page.recordings.map((recording) => recording.roomSid)).toEqual(['SID_1', 'SID_3'])
    expect(page).toMatchObject({ leftOut: 1, total: 237 })
  })

  it('keeps the first of recordings with the same ID', () => {
    const page = decode(pageOf([wire({ room_id: 'first' }), wire({ room_id: 'second' }), wire({ room_id: 'third' })]))
    expect(page.recordings.map((recording) => recording.roomId)).toEqual(['first'])
    expect(page.leftOut).toBe(2)
  })

  it('is no longer than it was asked to be', () => {
    const many = Array.from({ length: 30 }, (_, at) => wire({}, at))
    expect(decode(pageOf(many), { limit: 5 })).toMatchObject({ limit: 5, leftOut: 0 })
    expect(
      decode(pageOf(many), { limit: 5 })
        .recordings.map((one) => one.roomSid)
        .join(),
    ).toBe('SID_0,SID_1,SID_2,SID_3,SID_4')
    expect(decode(pageOf([null, ...many]), { limit: 5 })).toMatchObject({ recordings: { length: 4 }, leftOut: 1 })
  })

  it('has no smaller total than what it shows', () => {
    expect(decode(pageOf([wire()], { total_recordings: '3' })).total).toBe(41)
    expect(decode(pageOf([], { total_recordings: '3' })).total).toBe(3)
  })

  it('falls back on what was asked when the server’s offset or size is none', () => {
    for (const odd of [null, undefined, 'x', -1, 1.5, {}, '99999999999999999999'])
      expect(decode(pageOf([wire()], { from: odd, limit: odd }))).toMatchObject({ from: 40, limit: 20 })
    expect(decode(pageOf([wire()], { from: 0, limit: 0 }))).toMatchObject({ from: 0, limit: 20 })
    expect(decode(pageOf([wire()], { limit: 21 })).limit).toBe(20)
    expect(decode(pageOf([wire()], { limit: 10 })).limit).toBe(10)
  })

  it('is the same with integers as text and as numbers', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(200), (total_recordings, from, limit) => {
        const texts = { total_recordings: `${total_recordings}`, from: `${from}`, limit: `${limit}` }
        expect(decode(pageOf([wire()], texts))).toEqual(decode(pageOf([wire()], { total_recordings, from, limit })))
      }),
    )
  })

  it.each([
    undefined,
    null,
    'page',
    [],
    {},
    { result: null },
    { result: [] },
    { result: {} },
    pageOf('not a list'),
    pageOf({ 0: wire() }),
    pageOf([], { total_recordings: null }),
    pageOf([], { total_recordings: 'many' }),
    pageOf([], { total_recordings: -1 }),
    pageOf([], { total_recordings: 1.5 }),
    pageOf([], { total_recordings: '99999999999999999999' }),
  ])('is none in %j', async (answer) => {
    expect((await failureOf(() => decode(answer))).code).toBe('malformed')
  })
})

describe('whatever JSON comes', () => {
  const anything = fc.jsonValue({ maxDepth: 3 })
  const text = fc.oneof(fc.string(), anything)
  const number = fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger().map(String), anything)
  const sometimes = { requiredKeys: [] }
  const recording = fc.record(
    {
      record_id: fc.oneof(fc.constantFrom('a', 'b', 'c'), anything),
      room_id: text,
      room_sid: text,
      file_path: text,
      file_size: number,
      creation_time: number,
      room_creation_time: number,
      metadata: fc.oneof(fc.record({ title: text, subtitles: text, extra_data: text }, sometimes), anything),
    },
    sometimes,
  )
  const list = fc.oneof(fc.array(fc.oneof(recording, recording.map(wire), anything), { maxLength: 8 }), anything)
  const result = fc.record({ total_recordings: number, from: number, limit: number, recordings_list: list }, sometimes)
  const answer = fc
    .oneof(
      fc.record({ result: fc.oneof(result, anything) }),
      list.map((one) => pageOf(one)),
      anything,
    )
    .map((value): unknown => JSON.parse(JSON.stringify(value)))

  it('it is a sound page, or malformed', () => {
    let pages = 0
    fc.assert(
      fc.property(answer, fc.integer({ min: 1, max: 6 }), (json, limit) => {
        try {
          const page = decode(json, { limit })
          pages += 1
          const ids = page.recordings.map(({ recordId }) => recordId)
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids.length + page.leftOut).toBeLessThanOrEqual(limit)
          expect(page.limit).toBeLessThanOrEqual(limit)
          for (const count of [page.total, page.from, page.limit, page.leftOut])
            expect(Number.isInteger(count) && count >= 0).toBe(true)
        } catch (cause) {
          if (!(cause instanceof AppFailure)) throw cause
          expect(cause.error.code).toBe('malformed')
        }
      }),
      { numRuns: 500 },
    )
    expect(pages).toBeGreaterThan(50)
  })

  it('info and tokens are sound, or malformed', async () => {
    const info = fc.record({ recording_info: fc.oneof(recording, recording.map(wire)), room_info: anything }, sometimes)
    await fc.assert(
      fc.asyncProperty(fc.oneof(info, anything), async (json) => {
        for (const read of [(it: unknown) => decodeInfo(it, BASE), decodeToken]) {
          const outcome = await failureOf(() => {
            read(json)
            throw new RangeError('read')
          }).catch((cause: unknown) => cause)
          if (!(outcome instanceof RangeError)) expect(outcome).toMatchObject({ code: 'malformed' })
        }
      }),
    )
  })
})

describe('info', () => {
  const room_info = { room_title: 'Board', created: '2026-11-12 10:00:00', ended: '2026-11-12 11:00:00' }

  it('fills from the room what the recording does not say', () => {
    const info = decodeInfo({ recording_info: wire({ room_creation_time: '0' }), room_info }, BASE)
    expect(info).toMatchObject({ roomTitle: 'Board', startedAt: Date.UTC(2026, 10, 12, 10) / 1000 })
    expect(info.endedAt).toBe(Date.UTC(2026, 10, 12, 11) / 1000)
  })

  it('prefers what the recording says', () => {
    const extra_data = { 'meeting-title': 'Mine', 'meeting-ended': '2026-11-12 11:30:00' }
    const info = decodeInfo({ recording_info: wire({ metadata: { extra_data } }), room_info }, BASE)
    expect(info).toMatchObject({ roomTitle: 'Mine', startedAt: CREATED - 7200 })
    expect(info.endedAt).toBe(Date.UTC(2026, 10, 12, 11, 30) / 1000)
  })

  it('never ends before it began, wherever the two come from', () => {
    const started = '2026-11-12 12:00:00'
    const metadata = { extra_data: { 'meeting-created': started } }
    expect(decodeInfo({ recording_info: wire({ metadata }), room_info }, BASE).endedAt).toBeNull()
  })

  it('needs no room', () => {
    for (const room of [null, undefined])
      expect(decodeInfo({ recording_info: wire(), room_info: room }, BASE).recordId).toBe('SID_1-1794477600123')
  })

  it.each([null, {}, { recording_info: null }, { recording_info: wire({ record_id: 1 }) }])(
    'is malformed in %j',
    async (answer) => {
      expect((await failureOf(() => decodeInfo(answer, BASE))).code).toBe('malformed')
    },
  )
})

describe('a download token', () => {
  it('is taken as it came', () => {
    expect(decodeToken({ status: true, token: 'eyJhbGciOi.J9.x-_~+=' })).toBe('eyJhbGciOi.J9.x-_~+=')
  })

  it.each(['', 'short', '../../auth/x', 'abcdefgh?x=1', 'abcdefgh#x', 'abcd efgh', 'a'.repeat(8193), null, 12_345_678])(
    'is none when it would change the address: %j',
    async (token) => {
      expect((await failureOf(() => decodeToken({ status: true, token }))).code).toBe('malformed')
    },
  )
})
