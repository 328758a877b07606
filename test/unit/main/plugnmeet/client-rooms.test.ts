import { describe, expect, it, onTestFinished } from 'vitest'
import { type ClientParts, PlugNmeetClient } from '../../../../src/main/plugnmeet/client.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import { makeResources, removeResources, startForTest } from '../demo/demo-fixture.ts'
import { failureOf, type Reply, startHost } from './plugnmeet-fixture.ts'

async function start(reply: Reply, parts: Partial<ClientParts> = {}) {
  const api = await startHost(reply)
  const http = createHttpClient()
  onTestFinished(() => http.close())
  const access = { signIn: 'none', apiKey: '', secret: '' } as const
  const client = new PlugNmeetClient({ http, baseUrl: new URL(api.url), access, ...parts })
  return { api, client, wanted: () => api.asked.map(({ body }): unknown => JSON.parse(body)) }
}

const says =
  (answer: object): Reply =>
  (_, response) =>
    response.end(JSON.stringify(answer))
const past = (rooms: unknown) => says({ status: true, msg: 'success', result: { rooms_list: rooms } })
const active = (rooms: unknown) => says({ status: true, msg: 'success', rooms })
const room = (id: string, title: string | null = `Room ${id}`) => ({ room_id: id, room_title: title, room_sid: 'SID' })

/** A server that has these sessions, newest first. */
const sessions =
  (all: object[]): Reply =>
  ({ body }, response) => {
    const { from, limit }: { from: number; limit: number } = JSON.parse(body)
    past(all.slice(from, from + limit))({ method: '', url: '', headers: {}, body }, response)
  }

describe('past rooms', () => {
  it('have the titles of their newest sessions, asked for at their usual path', async () => {
    const { api, client, wanted } = await start(past([room('a', 'New'), room('b'), room('a', 'Old')]), {
      endpointPath: 'api/v1/recordings/fetch',
    })
    expect(await client.pastRooms(['a', 'b', 'c'])).toEqual([
      { roomId: 'a', title: 'New' },
      { roomId: 'b', title: 'Room b' },
    ])
    expect(api.asked.map(({ url }) => url)).toEqual(['/auth/room/fetchPastRooms'])
    expect(wanted()).toEqual([{ room_ids: ['a', 'b', 'c'], from: 0, limit: 100, order_by: 'DESC' }])
  })

  it('are asked for page by page until each has a title', async () => {
    const all = [...Array.from({ length: 150 }, () => room('busy')), room('quiet'), ...Array(200).fill(room('busy'))]
    const { client, wanted } = await start(sessions(all))
    expect((await client.pastRooms(['quiet', 'busy', 'quiet'])).map(({ roomId }) => roomId)).toEqual(['busy', 'quiet'])
    expect(wanted()).toMatchObject([{ from: 0 }, { from: 100 }])
  })

  it('are asked for three times at most', async () => {
    const { client, wanted } = await start(sessions(Array(1000).fill(room('busy'))))
    expect(await client.pastRooms([])).toEqual([{ roomId: 'busy', title: 'Room busy' }])
    expect(wanted()).toMatchObject([{ from: 0 }, { from: 100 }, { from: 200 }])
  })

  it('cost themselves only when they cannot be read, have no title, or were not asked for', async () => {
    const bad = [null, 7, {}, { room_id: 7, room_title: 'x' }, { room_id: 'a', room_title: 7 }, room('a', null)]
    const { client } = await start(past([...bad, room('a', '  '), room('a', 'x'.repeat(100_000)), room('other')]))
    const titles = await client.pastRooms(['a'])
    expect(titles).toEqual([{ roomId: 'a', title: 'x'.repeat(2000) }])
  })

  it.each([
    { status: false, status_code: 'NOT_FOUND', msg: 'nobody is here' },
    { status: false, msg: 'no info found' },
    { status: true, msg: 'success', result: { rooms_list: null } },
  ])('that are none are an empty list: %j', async (answer) => {
    const { client } = await start(says(answer))
    expect(await client.pastRooms(['a'])).toEqual([])
  })

  it('in an answer without any fail, with the host', async () => {
    const { api, client } = await start(says({ status: true, msg: 'success', result: { rooms_list: 'many' } }))
    expect(await failureOf(() => client.pastRooms([]))).toMatchObject({ code: 'malformed', host: api.host })
  })
})

describe('active rooms', () => {
  it('have titles, and cost themselves only when they cannot be read', async () => {
    const rooms = [{ room_info: room('a') }, null, { room_info: null }, { room_info: room('b', '') }]
    const { api, client, wanted } = await start(active([...rooms, { room_info: room('c') }]))
    expect(await client.activeRooms()).toEqual([
      { roomId: 'a', title: 'Room a' },
      { roomId: 'c', title: 'Room c' },
    ])
    expect(api.asked.map(({ url }) => url)).toEqual(['/auth/room/getActiveRoomsInfo'])
    expect(wanted()).toEqual([{}])
  })

  it.each([
    { status: false, status_code: 'NOT_FOUND', msg: 'none' },
    { status: false, msg: 'no active room found' },
  ])('that are none are an empty list: %j', async (answer) => {
    const { client } = await start(says(answer))
    expect(await client.activeRooms()).toEqual([])
  })

  it('in an answer without any fail, with the host', async () => {
    const { api, client } = await start(active('many'))
    expect(await failureOf(() => client.activeRooms())).toMatchObject({ code: 'malformed', host: api.host })
  })
})

describe('a profile of some rooms', () => {
  const rooms = ['a', 'b']
  it('asks for those only, and hears of no others', async () => {
    const { client, wanted } = await start(past([room('other'), room('a')]), { rooms })
    expect(await client.pastRooms([])).toEqual([{ roomId: 'a', title: 'Room a' }])
    expect(await client.pastRooms(['b', 'other'])).toEqual([])
    expect(wanted()).toMatchObject([{ room_ids: ['a', 'b'] }, { room_ids: ['b'] }])
    const going = await start(active([{ room_info: room('other') }, { room_info: room('b') }]), { rooms })
    expect(await going.client.activeRooms()).toEqual([{ roomId: 'b', title: 'Room b' }])
  })

  it('asks nobody about others', async () => {
    const { api, client } = await start(past([]), { rooms })
    expect(await client.pastRooms(['other'])).toEqual([])
    expect(api.connections()).toBe(0)
  })
})

it('the demo names its rooms', async () => {
  const resourcesDir = await makeResources()
  onTestFinished(() => removeResources(resourcesDir))
  const { server } = await startForTest(resourcesDir, { recordings: 60 })
  onTestFinished(() => server.close())
  const http = createHttpClient()
  onTestFinished(() => http.close())
  const access = { signIn: 'secret', apiKey: server.apiKey, secret: server.apiSecret } as const
  const client = new PlugNmeetClient({ http, baseUrl: new URL(server.url), access })
  const titles = await client.pastRooms(['faculty-board', 'it-operations', 'nowhere'])
  expect(titles.toSorted((a, b) => a.title.localeCompare(b.title))).toEqual([
    { roomId: 'faculty-board', title: 'Faculty board' },
    { roomId: 'it-operations', title: 'IT operations' },
  ])
  expect(await client.pastRooms(['nowhere'])).toEqual([])
  expect(await client.activeRooms()).toEqual([])
})
