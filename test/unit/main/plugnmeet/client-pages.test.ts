import { describe, expect, it, onTestFinished } from 'vitest'
import { type ClientParts, PlugNmeetClient } from '../../../../src/main/plugnmeet/client.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import type { RecordingQuery } from '../../../../src/shared/recording.ts'
import { startHost } from './plugnmeet-fixture.ts'
import { pageOf, wire } from './wire-fixture.ts'

interface Wanted {
  from: number
  limit: number
  room_ids: string[]
  room_sid?: string
}

const NEWEST: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 100 }

/** A server that answers with the recordings that `list` makes of each question, and says that there are `total`. */
async function start(list: (wanted: Wanted) => object[], total: number, parts: Partial<ClientParts> = {}, most = 100) {
  const api = await startHost(({ body }, response) => {
    const wanted: Wanted = JSON.parse(body)
    const { from } = wanted
    const limit = Math.min(wanted.limit, most)
    response.end(JSON.stringify(pageOf(list({ ...wanted, limit }), { total_recordings: String(total), from, limit })))
  })
  const http = createHttpClient()
  onTestFinished(() => http.close())
  const access = { signIn: 'none', apiKey: '', secret: '' } as const
  const client = new PlugNmeetClient({ http, baseUrl: new URL(api.url), access, ...parts })
  const wanted = (): Wanted[] => api.asked.map(({ body }) => JSON.parse(body))
  return { api, client, wanted }
}

/** The recordings from `from` on, of so many. */
const numbered =
  (total: number) =>
  ({ from, limit }: Wanted): object[] =>
    Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, at) => wire({}, from + at))
const ids = ({ recordings }: { recordings: { recordId: string }[] }) => recordings.map(({ recordId }) => recordId)

describe('a page over the limit for one request', () => {
  it('is asked for in parts and comes as one', async () => {
    const { client, wanted } = await start(numbered(95), 95, { pageLimit: 20 })
    const page = await client.fetchRecordings({ ...NEWEST, from: 5, limit: 50 })
    expect(wanted().map(({ from, limit }) => [from, limit])).toEqual([
      [5, 20],
      [25, 20],
      [45, 10],
    ])
    expect(page).toMatchObject({ total: 95, from: 5, limit: 50, leftOut: 0, recordings: { length: 50 } })
    const whole = await start(numbered(95), 95)
    expect(page.recordings).toEqual((await whole.client.fetchRecordings({ ...NEWEST, from: 5, limit: 50 })).recordings)
  })

  it('ends with the first part that is not full', async () => {
    const { client, wanted } = await start(numbered(25), 25, { pageLimit: 20 })
    expect((await client.fetchRecordings(NEWEST)).recordings).toHaveLength(25)
    expect(wanted()).toHaveLength(2)
  })

  it('goes on where a server that answers with less stopped', async () => {
    const { client, wanted } = await start(numbered(25), 25, { pageLimit: 20 }, 10)
    expect((await client.fetchRecordings(NEWEST)).recordings).toHaveLength(25)
    expect(wanted().map(({ from }) => from)).toEqual([0, 10, 20])
  })

  it('has no recording twice when the list moved in between, and counts all that is left out', async () => {
    let asked = 0
    const moving = (wanted: Wanted): object[] => {
      asked += 1
      const list = numbered(40)({ ...wanted, from: wanted.from - (asked === 2 ? 2 : 0) })
      return asked === 1 ? [{ broken: true }, ...list.slice(1)] : list
    }
    const { client } = await start(moving, 40, { pageLimit: 10 })
    const page = await client.fetchRecordings({ ...NEWEST, limit: 20 })
    expect([page.recordings.length, page.leftOut, new Set(ids(page)).size]).toEqual([17, 3, 17])
  })

  it('misses nothing when a recording has gone in between', async () => {
    const list = Array.from({ length: 25 }, (_, at) => wire({}, at))
    const api = await startHost(({ body }, response) => {
      const { from, limit }: Wanted = JSON.parse(body)
      const page = list.slice(from, from + limit)
      response.end(JSON.stringify(pageOf(page, { total_recordings: String(list.length), from, limit })))
      if (list.length === 25) list.splice(3, 1)
    })
    const http = createHttpClient()
    onTestFinished(() => http.close())
    const access = { signIn: 'none', apiKey: '', secret: '' } as const
    const client = new PlugNmeetClient({ http, baseUrl: new URL(api.url), access, pageLimit: 10 })
    const page = await client.fetchRecordings({ ...NEWEST, limit: 20 })
    expect(ids(page)).toEqual(list.slice(0, 20).map(({ record_id }) => record_id))
    expect(page.total).toBe(24)
  })
})

describe('a profile of some rooms', () => {
  const rooms = ['board', 'lab']
  it.each([
    [[], ['board', 'lab']],
    [['lab'], ['lab']],
    [['lab', 'canteen'], ['lab']],
  ])('asked for %j asks for %j', async (roomIds, asked) => {
    const { client, wanted } = await start(numbered(1), 1, { rooms })
    await client.fetchRecordings({ ...NEWEST, roomIds })
    expect(wanted()[0]?.room_ids).toEqual(asked)
  })

  it('has nothing in other rooms, and nobody is asked', async () => {
    const { api, client } = await start(numbered(1), 1, { rooms })
    const page = await client.fetchRecordings({ ...NEWEST, roomIds: ['canteen'] })
    expect(page).toEqual({ recordings: [], total: 0, from: 0, limit: 100, leftOut: 0 })
    expect(api.connections()).toBe(0)
  })

  it('drops what a session of another room brings', async () => {
    const list = () => [wire({ room_id: 'canteen' }, 1), wire({ room_id: 'lab' }, 2)]
    const whole = await start(list, 2, { rooms })
    const query = { ...NEWEST, roomSid: 'SID_1', limit: 2 }
    const page = await whole.client.fetchRecordings(query)
    expect(whole.wanted()[0]).toMatchObject({ room_sid: 'SID_1', room_ids: rooms })
    expect([page.recordings.map(({ roomId }) => roomId), page.total]).toEqual([['lab'], 1])
    const part = await start(list, 9, { rooms })
    expect((await part.client.fetchRecordings(query)).total).toBe(9)
  })

  it('keeps a session of its own rooms as it is', async () => {
    const { client } = await start(() => [wire({ room_id: 'lab' })], 1, { rooms })
    expect(await client.fetchRecordings({ ...NEWEST, roomSid: 'SID_1' })).toMatchObject({
      total: 1,
      recordings: [{ roomId: 'lab' }],
    })
  })
})
