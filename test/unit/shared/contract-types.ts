import type { Bridge, Handlers } from '../../../src/shared/contract.ts'
import { NO_FILTERS } from '../../../src/shared/recording.ts'

// These are checked by `tsc` in `npm run check`: an expected error that does not come is an error.

declare const handlers: Handlers
declare const bridge: Bridge

/** Only ever compiled. */
export function compiles(): void {
  const { 'recordings.page': page, ...others } = handlers
  // @ts-expect-error a missing handler does not compile
  others satisfies Handlers
  // @ts-expect-error a misspelt handler does not compile
  ;({ ...others, 'recordings.pages': page }) satisfies Handlers
  // @ts-expect-error a handler with a wrong answer does not compile
  ;({ ...others, 'recordings.page': () => 'a page' }) satisfies Handlers
  // @ts-expect-error a handler of an unknown call does not compile
  ;({ ...handlers, 'recordings.delete': () => undefined }) satisfies Handlers

  // @ts-expect-error a call without its input does not compile
  void bridge.recordings.page()
  // @ts-expect-error a misspelt call does not compile
  void bridge.recordings.pages({})
  const query = { roomIds: [], roomSid: null, filters: NO_FILTERS, from: 0, limit: 1 }
  void bridge.recordings.page({ profileId: 'a', query: { ...query, sort: 'room' } })
  // @ts-expect-error a wrong order does not compile
  void bridge.recordings.page({ profileId: 'a', query: { ...query, sort: 'up' } })
  // @ts-expect-error an unknown event does not compile
  bridge.on('rooms.change', () => {})
}
