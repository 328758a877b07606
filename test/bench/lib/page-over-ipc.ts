import type { Page } from '@playwright/test'
import type { Bridge } from '../../../src/shared/contract.ts'
import { type LibraryQuery, NO_FILTERS } from '../../../src/shared/recording.ts'

const LIMIT = 50

/**
 * Milliseconds from the question in the page to the recordings in the page, for a page of five rooms at the beginning
 * and at 90 % of their recordings, in turn; each question with other rooms, so that the server is asked each time, too.
 */
export function timesOverIpc(page: Page, profileId: string, rounds: number): Promise<number[]> {
  const query: LibraryQuery = { roomIds: [], roomSid: null, sort: 'newest', filters: NO_FILTERS, from: 0, limit: LIMIT }
  return page.evaluate(
    async ({ profileId, rounds, query }) => {
      const { roomreel } = window as unknown as { roomreel: Bridge }
      const listed = await roomreel.rooms.list({ profileId })
      if (!listed.ok) throw new Error(listed.error.message)
      const { rooms } = listed.value
      const times: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const five = Array.from({ length: 5 }, (_, at) => rooms[(round + at * 37) % rooms.length])
        const total = five.reduce((sum, room) => sum + (room?.count ?? 0), 0)
        const from = round % 2 === 0 ? 0 : Math.floor((total - query.limit) * 0.9)
        const roomIds = five.flatMap((room) => room?.roomId ?? [])
        const start = performance.now()
        const answer = await roomreel.recordings.page({ profileId, query: { ...query, roomIds, from } })
        times.push(performance.now() - start)
        if (!answer.ok || answer.value.recordings.length !== query.limit) throw new Error('the page is not there')
      }
      return times
    },
    { profileId, rounds, query },
  )
}
