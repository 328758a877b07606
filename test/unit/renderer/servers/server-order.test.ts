import { i18n } from '@lingui/core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { inOrder, movedBeside, movedBy, sameOrder } from '../../../../src/renderer/features/servers/server-order.ts'
import { matchingServers } from '../../../../src/renderer/features/servers/server-search.ts'
import { DEMO } from '../memory-bridge.ts'
import { LAKESIDE } from './servers-fixture.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

const IDS = ['a', 'b', 'c', 'd']

describe('moving a server', () => {
  it('puts it right before or after another one', () => {
    expect(movedBeside(IDS, 'd', 'b', 'before')).toEqual(['a', 'd', 'b', 'c'])
    expect(movedBeside(IDS, 'a', 'c', 'after')).toEqual(['b', 'c', 'a', 'd'])
    expect(movedBeside(IDS, 'b', 'a', 'after')).toEqual(IDS)
    expect(movedBeside(IDS, 'b', 'b', 'after')).toEqual(IDS)
    expect(movedBeside(IDS, 'x', 'b', 'after')).toEqual(IDS)
    expect(movedBeside(IDS, 'b', 'x', 'after')).toEqual(IDS)
  })

  it('goes a place further, and stops at the ends', () => {
    expect(movedBy(IDS, 'b', 1)).toEqual(['a', 'c', 'b', 'd'])
    expect(movedBy(IDS, 'b', -1)).toEqual(['b', 'a', 'c', 'd'])
    expect(movedBy(IDS, 'a', -1)).toEqual(IDS)
    expect(movedBy(IDS, 'd', 1)).toEqual(IDS)
    expect(movedBy(IDS, 'x', 1)).toEqual(IDS)
  })

  it('never loses or doubles one', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2 })
    const case_ = ids.chain((list) => fc.tuple(fc.constant(list), fc.constantFrom(...list), fc.constantFrom(...list)))
    fc.assert(
      fc.property(case_, fc.constantFrom('before' as const, 'after' as const), ([list, id, target], side) => {
        expect(movedBeside(list, id, target, side).toSorted()).toEqual(list.toSorted())
      }),
    )
  })
})

describe('an order', () => {
  const members = IDS.map((id) => ({ id }))
  const ids = (order: string[] | null): string[] => inOrder(members, order).map(({ id }) => id)

  it('is the members’ own until there is another one', () => expect(ids(null)).toEqual(IDS))

  it('may know fewer or more of them', () => {
    expect(ids(['d', 'a', 'b', 'c'])).toEqual(['d', 'a', 'b', 'c'])
    expect(ids(['c', 'gone'])).toEqual(['c', 'a', 'b', 'd'])
    expect(ids([])).toEqual(IDS)
  })

  it('is the same when each place is', () => {
    expect(sameOrder(IDS, [...IDS])).toBe(true)
    expect(sameOrder(IDS, ['b', 'a', 'c', 'd'])).toBe(false)
    expect(sameOrder(IDS, ['a', 'b', 'c'])).toBe(false)
  })
})

describe('finding a server', () => {
  const harbour = { ...LAKESIDE, id: 'harbour', name: 'Harbour Clinic', host: 'pnm.harbour.example:8443' }
  const found = (typed: string): string[] => matchingServers([LAKESIDE, harbour, DEMO], typed).map(({ id }) => id)

  it('goes by name and address, letter case aside', () => {
    expect(found(' LAKE ')).toEqual(['lake'])
    expect(found('8443')).toEqual(['harbour'])
    expect(found('clinic example')).toEqual(['harbour'])
    expect(found('demo')).toEqual(['demo'])
    expect(found('example')).toEqual(['lake', 'harbour'])
    expect(found('  ')).toHaveLength(3)
    expect(found('nothing')).toEqual([])
  })
})
