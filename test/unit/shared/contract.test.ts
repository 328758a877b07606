import { expect, expectTypeOf, test } from 'vitest'
import {
  type Bridge,
  type CallName,
  calls,
  type Events,
  eventNames,
  type Handlers,
} from '../../../src/shared/contract.ts'
import { type LibraryPage, NO_FILTERS } from '../../../src/shared/recording.ts'

test('the bridge has the types of the contract', () => {
  expectTypeOf<Handlers>().toHaveProperty('recordings.page')
  expectTypeOf<keyof Handlers>().toEqualTypeOf<CallName>()
  type Answer = Awaited<ReturnType<Bridge['recordings']['page']>>
  expectTypeOf<Extract<Answer, { ok: true }>['value']>().toEqualTypeOf<LibraryPage>()
})

test('every event of the contract is in the list that the preload gets, and every call has a group and a name', () => {
  const events: Record<keyof Events, true> = {
    'rooms.changed': true,
    'media.changed': true,
    'media.posterWanted': true,
    'downloads.changed': true,
    'export.changed': true,
    'profiles.changed': true,
    'profiles.status': true,
    'profiles.reopened': true,
    'recordings.changed': true,
    'library.status': true,
    'servers.offered': true,
    'app.play': true,
    'transcripts.changed': true,
    'app.command': true,
  }
  expect([...eventNames].sort()).toEqual(Object.keys(events).sort())
  for (const name of Object.keys(calls)) expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/)
})

const QUERY = { roomIds: [], roomSid: null, sort: 'match', filters: NO_FILTERS, from: 0, limit: 20 }

test.each([
  ['filters that are missing', { filters: undefined }],
  ['a date that is no number', { filters: { ...NO_FILTERS, since: Number.NaN } }],
  ['a time that is none', { filters: { ...NO_FILTERS, until: 1e300 } }],
  ['a text beyond all measure', { filters: { ...NO_FILTERS, text: 'a'.repeat(1001) } }],
  ['an order that nobody knows', { sort: 'rating' }],
  ['more than a page', { limit: 101 }],
  ['less than the beginning', { from: -1 }],
])('a question with %s is refused', (_, change) => {
  const input = calls['recordings.page'].input
  expect(input.safeParse({ profileId: 'demo', query: QUERY }).success).toBe(true)
  expect(input.safeParse({ profileId: 'demo', query: { ...QUERY, ...change } }).success).toBe(false)
})

test.each([
  ['of nothing but blanks', '  ', null],
  ['with blanks around it', ' Board ', 'Board'],
  ['too long to be one', 'a'.repeat(201), null],
])("a room's name %s is understood or refused", (_, name, understood) => {
  const parsed = calls['rooms.rename'].input.safeParse({ profileId: 'demo', roomId: 'a', name })
  expect(parsed.data?.name ?? null).toBe(understood)
})
