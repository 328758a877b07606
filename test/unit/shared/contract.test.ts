import { expect, expectTypeOf, test } from 'vitest'
import {
  type Bridge,
  type CallName,
  calls,
  type Events,
  eventNames,
  type Handlers,
} from '../../../src/shared/contract.ts'
import type { RecordingPage } from '../../../src/shared/recording.ts'

test('the bridge has the types of the contract', () => {
  expectTypeOf<Handlers>().toHaveProperty('recordings.page')
  expectTypeOf<keyof Handlers>().toEqualTypeOf<CallName>()
  type Answer = Awaited<ReturnType<Bridge['recordings']['page']>>
  expectTypeOf<Extract<Answer, { ok: true }>['value']>().toEqualTypeOf<RecordingPage>()
})

test('every event of the contract is in the list that the preload gets, and every call has a group and a name', () => {
  const events: Record<keyof Events, true> = {
    'rooms.changed': true,
    'media.changed': true,
    'profiles.changed': true,
    'profiles.status': true,
    'profiles.reopened': true,
    'recordings.changed': true,
    'servers.offered': true,
    'app.command': true,
  }
  expect([...eventNames].sort()).toEqual(Object.keys(events).sort())
  for (const name of Object.keys(calls)) expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/)
})
