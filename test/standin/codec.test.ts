import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codec } from './page/codec.js'

const roundTrip = (value: unknown): unknown => codec.decode(codec.encode(value))

describe('the codec behind IPC', () => {
  it('carries whatever a structured clone carries', () => {
    const value = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withUnicodeString: true,
    })
    fc.assert(
      fc.property(value, (given) => {
        expect(roundTrip(given)).toEqual(structuredClone(given))
      }),
    )
  })
  it('keeps errors, patterns and identity', () => {
    const shared = { a: 1 }
    const made = roundTrip({ error: new RangeError('x'), pattern: /x/gi, first: shared, second: shared })
    const { error, pattern, first, second } = made as Record<string, unknown>
    expect(error).toBeInstanceOf(RangeError)
    expect(String(pattern)).toBe('/x/gi')
    expect(first).toBe(second)
  })
  it('carries a value that contains itself', () => {
    const loop: Record<string, unknown> = {}
    loop.self = loop
    const made = roundTrip(loop) as Record<string, unknown>
    expect(made.self).toBe(made)
  })
  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a promise', Promise.resolve()],
    ['a function inside', { deep: [() => 1] }],
    ['a weak map', new WeakMap()],
  ])('refuses %s', (_name, value) => {
    expect(() => codec.encode(value)).toThrow('An object could not be cloned.')
  })
})
