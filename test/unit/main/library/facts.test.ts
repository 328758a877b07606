import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languageKey, packPage, packRecording, sortKey, unpackFacts } from '../../../../src/main/library/facts.ts'
import type { ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import { NEWEST_AT, recording, serverPage, subtitles } from './database-fixture.ts'

const text = fc.string({ unit: 'binary', maxLength: 20 })
const seconds = fc.option(fc.integer())
const anything: fc.Arbitrary<ServerRecording> = fc
  .record({
    recordId: fc.string({ minLength: 1 }),
    roomId: fc.string({ minLength: 1 }),
    roomSid: text,
    roomTitle: fc.option(text),
    title: fc.option(text),
    description: fc.option(text),
    sizeBytes: fc.option(fc.nat()),
    createdAt: seconds,
    startedAt: seconds,
    endedAt: seconds,
    filePath: text,
    extraData: fc.dictionary(text, text),
    tracks: fc.array(fc.record({ language: text, label: text, url: fc.webUrl() }), { maxLength: 3 }),
  })
  .map(({ tracks, ...one }) => ({
    ...one,
    subtitles: tracks.map(({ language, label }) => ({ language, label })),
    subtitleSources: tracks,
  }))

test('what a server says comes back out of its columns', () => {
  fc.assert(
    fc.property(anything, (one) => {
      const { recordId, roomId, sizeBytes, facts } = packRecording(one)
      expect(unpackFacts({ record_id: recordId, room_id: roomId, size_bytes: sizeBytes, facts })).toEqual(one)
    }),
  )
})

test('a page keeps its place and its order', () => {
  const packed = packPage(serverPage([recording('a-1'), recording('b-1')], { from: 40, limit: 2, leftOut: 3 }))
  expect(packed).toMatchObject({ from: 40, limit: 2, total: 2, leftOut: 3 })
  expect(packed.recordings.map(({ recordId }) => recordId)).toEqual(['a-1', 'b-1'])
})

test('its time is when the session began, or else when it was registered', () => {
  const times = (change: Partial<ServerRecording>) => packRecording(recording('a-1', change)).recordedAt
  expect([times({ startedAt: 5 }), times({}), times({ createdAt: null })]).toEqual([5, NEWEST_AT, null])
})

test('languages stand between spaces, each once, in order', () => {
  const languages = (...codes: string[]) => packRecording(recording('a-1', subtitles(...codes))).languages
  expect([languages(), languages('EN', 'de', 'en'), languages('pt-BR', 'a b')]).toEqual(['', ' de en ', ' a_b pt-br '])
  expect(languageKey('Pt BR\t')).toBe('pt_br_')
})

test.each([
  ['Éclair', 'eclair'],
  ['  ZÜRICH  ', 'zurich'],
  ['ﬁne', 'fine'],
  ['', ''],
  ['x'.repeat(100_000), 'x'.repeat(32)],
  ['ä'.repeat(100_000), 'a'.repeat(32)],
])('%j is sorted as %j', (title, key) => {
  expect(sortKey(title)).toBe(key)
})

test('without a title it is sorted by what is shown in its place', () => {
  const sorted = (change: Partial<ServerRecording>) =>
    packRecording(recording('a-1', { title: null, roomId: 'Room', ...change })).sortTitle
  expect([sorted({ title: 'T' }), sorted({ roomTitle: 'Class' }), sorted({})]).toEqual(['t', 'class', 'room'])
})
