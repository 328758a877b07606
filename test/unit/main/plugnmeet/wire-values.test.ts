import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CREATED, decode, decoded, pageOf, wire } from './wire-fixture.ts'

describe('a size', () => {
  it.each<[unknown, number | null]>([
    [1.23, 1_230_000],
    [0.01, 10_000],
    [250, 250_000_000],
    [99_999, 99_999_000_000],
    [150_000.5, 150_000_500_000],
    [100_000, 100_000],
    [1_234_567, 1_234_567],
    ['12.34', 12_340_000],
    ['1234567', 1_234_567],
    [0, null],
    [-3.5, null],
    [-5_000_000, null],
    ['NaN', null],
    ['abc', null],
    ['', null],
    ['0x10', null],
    ['1e9', null],
    ['Infinity', null],
    [null, null],
    [undefined, null],
    [1e15, null],
    [1e300, null],
    [Number.NaN, null],
  ])('%j is %j bytes', (file_size, bytes) => {
    const { recordings } = decode(pageOf([wire({ file_size })]))
    // zod takes NaN for no number: such a recording cannot come out of JSON, and is left out.
    expect(recordings.map((recording) => recording.sizeBytes)).toEqual(Number.isNaN(file_size) ? [] : [bytes])
  })

  it('is the same as text and as a number, and never an impossible one', () => {
    const number = fc.oneof(fc.integer(), fc.double({ min: 0.01, max: 1e6, noNaN: true }), fc.maxSafeInteger())
    fc.assert(
      fc.property(number, (size) => {
        const text = size.toFixed(2).replace(/\.00$/, '')
        const { sizeBytes } = decoded({ file_size: Number(text) })
        expect(decoded({ file_size: text }).sizeBytes).toBe(sizeBytes)
        if (sizeBytes !== null) expect(Number.isSafeInteger(sizeBytes) && sizeBytes > 0).toBe(true)
      }),
    )
  })
})

describe('a time', () => {
  const YEAR_0 = -62_167_219_200
  const YEAR_50000 = 1_515_680_380_800

  it.each<[unknown, number | null]>([
    [String(CREATED), CREATED],
    [CREATED, CREATED],
    [CREATED + 0.9, CREATED],
    [Date.UTC(2000, 0, 1) / 1000, Date.UTC(2000, 0, 1) / 1000],
    [Date.UTC(2000, 0, 1) / 1000 - 1, null],
    [Date.UTC(2100, 0, 1) / 1000 - 1, Date.UTC(2100, 0, 1) / 1000 - 1],
    [Date.UTC(2100, 0, 1) / 1000, null],
    [YEAR_0, null],
    [String(YEAR_0), null],
    [YEAR_50000, null],
    [String(YEAR_50000), null],
    // Milliseconds are a time in the year 58834.
    [CREATED * 1000, null],
    [0, null],
    ['yesterday', null],
    ['', null],
    [null, null],
  ])('%j is %j', (creation_time, seconds) => {
    expect(decoded({ creation_time }).createdAt).toBe(seconds)
  })

  it.each<[string, number | null]>([
    ['2026-11-12 10:00:00', Date.UTC(2026, 10, 12, 10)],
    [' 2026-11-12T10:00:00 ', Date.UTC(2026, 10, 12, 10)],
    ['2026-11-12T10:00:00Z', Date.UTC(2026, 10, 12, 10)],
    ['2026-11-12 10:00:00 UTC', Date.UTC(2026, 10, 12, 10)],
    ['2026-11-12T10:00:00.987+02:00', Date.UTC(2026, 10, 12, 8)],
    ['2026-11-12 10:00:00 -05:30', Date.UTC(2026, 10, 12, 15, 30)],
    [String(CREATED), CREATED * 1000],
    ['2026-13-40 10:00:00', null],
    ['2026-11-12', null],
    ['12.11.2026 10:00', null],
    ['0000-01-01 00:00:00', null],
    ['50000-01-01 00:00:00', null],
  ])('of a meeting, %j, is read whatever zone this device is in', (text, ms) => {
    const { endedAt } = decoded({ room_creation_time: 0, metadata: { extra_data: { 'meeting-ended': text } } })
    expect(endedAt).toBe(ms === null ? null : ms / 1000)
  })

  it('of a start comes from the room when the meeting’s one cannot be read', () => {
    const extra_data = { 'meeting-created': 'at ten' }
    expect(decoded({ metadata: { extra_data } }).startedAt).toBe(CREATED - 7200)
  })

  it('is the same as text and as a number', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seconds) => {
        const { createdAt } = decoded({ creation_time: seconds })
        expect(decoded({ creation_time: String(seconds) }).createdAt).toBe(createdAt)
        expect([seconds, null]).toContain(createdAt)
      }),
    )
  })
})
