import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeResources, removeResources, startForTest } from './demo-fixture.ts'

let resourcesDir: string
let demo: Awaited<ReturnType<typeof startForTest>>
beforeAll(async () => {
  resourcesDir = await makeResources()
  demo = await startForTest(resourcesDir, { recordings: 237 })
})
afterAll(async () => {
  await demo.server.close()
  await removeResources(resourcesDir)
})

describe('credentials', () => {
  const statusCode = async (headers: Record<string, string>, body = '{}') => {
    const response = await demo.post('/auth/recording/fetch', body, headers)
    return [response.status, ((await response.json()) as { status_code: string }).status_code]
  }

  it('asks for both headers', async () => {
    expect(await statusCode({})).toEqual([401, 'MISSING_REQUIRED_PARAMETER'])
    expect(await statusCode({ 'API-KEY': demo.server.apiKey })).toEqual([401, 'MISSING_REQUIRED_PARAMETER'])
  })

  it('refuses another key before it looks at the signature', async () => {
    expect(await statusCode({ ...demo.signed('{}'), 'API-KEY': 'other' })).toEqual([401, 'INVALID_API_KEY'])
  })

  it('wants a signature of exactly these bytes', async () => {
    expect(await statusCode(demo.signed('{}'), '{ }')).toEqual([401, 'INVALID_TOKEN_OR_SIGNATURE'])
    const upper = { ...demo.signed('{}'), 'HASH-SIGNATURE': demo.signed('{}')['HASH-SIGNATURE'].toUpperCase() }
    expect(await statusCode(upper)).toEqual([401, 'INVALID_TOKEN_OR_SIGNATURE'])
    expect(await statusCode(demo.signed('{}'))).toEqual([200, 'SUCCESS'])
  })
})

describe('/auth/recording/fetch', () => {
  it('writes 64-bit integers as strings and sizes as megabytes with two decimals', async () => {
    const { json } = await demo.call('/auth/recording/fetch', { limit: 1 })
    expect(json).toMatchObject({ status: true, status_code: 'SUCCESS', msg: 'success' })
    expect(json.result).toMatchObject({ total_recordings: '237', from: 0, limit: 1, order_by: 'DESC' })
    const [recording] = json.result.recordings_list
    expect(recording).toMatchObject({
      file_size: 1.23,
      creation_time: expect.stringMatching(/^\d{10}$/),
      room_creation_time: expect.stringMatching(/^\d{10}$/),
    })
    expect(recording?.record_id).toMatch(new RegExp(`^${recording?.room_sid}-\\d{13}$`))
    expect(recording?.file_path).toBe(`node_01/${recording?.room_id}/${recording?.record_id}.mp4`)
    expect(recording?.metadata?.extra_data).toMatchObject({
      'meeting-title': 'Faculty board',
      'meeting-created': '2026-11-12 10:00:00',
      'meeting-ended': '2026-11-12 11:48:00',
    })
  })

  it.each([
    [{}, 20],
    [{ limit: 0 }, 20],
    [{ limit: '50' }, 50],
    [{ limit: 100 }, 100],
    [{ limit: 101 }, 100],
  ])('takes %o for a page of %i', async (fields, length) => {
    const result = await demo.page(fields)
    expect(result.limit).toBe(length)
    expect(result.recordings_list).toHaveLength(length)
  })

  it('turns the order round for exactly "ASC"', async () => {
    const ids = async (fields: object) =>
      (await demo.page({ limit: 100, ...fields })).recordings_list.map((r) => r.record_id)
    const newest = await ids({ from: 0 })
    expect(await ids({ order_by: 'asc' })).toEqual(newest)
    const oldest = await ids({ order_by: 'ASC', from: 137 })
    expect(oldest).toEqual(newest.toReversed())
    const all = [...newest, ...(await ids({ from: 100 })), ...(await ids({ from: 200 }))]
    expect(new Set(all).size).toBe(237)
  })

  it('finds the recordings of rooms, and none in a room that is not there', async () => {
    const rooms = new Set<string>()
    let total = 0
    for (const room_id of [
      'faculty-board',
      'research-seminar',
      'clinical-skills',
      'town-council',
      'student-council',
      'it-operations',
    ]) {
      const result = await demo.page({ room_ids: [room_id], limit: 100 })
      for (const recording of result.recordings_list) rooms.add(recording.room_id)
      total += Number(result.total_recordings)
    }
    expect(rooms.size).toBe(6)
    expect(total).toBe(237)
    const { status, json } = await demo.call('/auth/recording/fetch', { room_ids: ['nowhere'] })
    expect(status).toBe(200)
    expect(json).toEqual({ status: false, status_code: 'NOT_FOUND', msg: 'no recording found' })
  })

  it('answers an empty list past the end', async () => {
    const { json } = await demo.call('/auth/recording/fetch', { from: 237 })
    expect(json).toMatchObject({ status: true, result: { total_recordings: '237', recordings_list: [] } })
  })

  it('lets room_sid override room_ids, and finds nothing for an empty one', async () => {
    const { recordings_list: list } = await demo.page({ limit: 100 })
    const parts = Map.groupBy(list, (recording) => recording.room_sid)
    const [sid, both] = [...parts].find(([, recordings]) => recordings.length === 2) ?? []
    const result = await demo.page({ room_sid: sid, room_ids: ['nowhere'] })
    expect(result.recordings_list).toEqual(both)
    expect((await demo.call('/auth/recording/fetch', { room_sid: '' })).json.status_code).toBe('NOT_FOUND')
  })

  it.each(['', '[]', 'not json', '{"room_ids":"all"}', '{"from":-1}', '{"limit":"many"}'])(
    'answers INVALID_PARAMETERS to %s',
    async (body) => {
      const response = await demo.post('/auth/recording/fetch', body, demo.signed(body))
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({ status: false, status_code: 'INVALID_PARAMETERS' })
    },
  )
})

describe('the other calls', () => {
  it('tells about one recording and its room', async () => {
    const recording = await demo.newest()
    const { json } = await demo.call('/auth/recording/info', { record_id: recording.record_id })
    expect(json.recording_info).toEqual(recording)
    expect(json.room_info).toEqual({
      room_title: 'Faculty board',
      room_id: 'faculty-board',
      room_sid: recording.room_sid,
      joined_participants: expect.stringMatching(/^\d+$/),
      created: '2026-11-12 10:00:00',
      ended: '2026-11-12 11:48:00',
    })
    for (const path of ['/auth/recording/info', '/auth/recording/getDownloadToken']) {
      const unknown = await demo.call(path, { record_id: `${recording.record_id}0` })
      expect(unknown.json).toMatchObject({ status: false, status_code: 'NOT_FOUND' })
    }
  })

  it('lists past rooms by session', async () => {
    const { json } = await demo.call('/auth/room/fetchPastRooms', { limit: 100 })
    const sids = json.result.rooms_list.map((room) => room.room_sid)
    expect(new Set(sids).size).toBe(100)
    expect(Number(json.result.total_rooms)).toBeLessThan(237)
    expect((await demo.call('/auth/room/fetchPastRooms', { room_ids: ['nowhere'] })).json.status_code).toBe('NOT_FOUND')
  })

  it('has no active rooms', async () => {
    expect((await demo.call('/auth/room/getActiveRoomsInfo')).json).toMatchObject({
      status: false,
      status_code: 'NOT_FOUND',
    })
  })

  it('is healthy, and knows no other address', async () => {
    const health = await fetch(`${demo.server.url}/healthCheck`)
    expect([health.status, await health.text()]).toEqual([200, 'Healthy'])
    for (const path of ['/', '/wrong/auth/recording/fetch', '/subtitles/../index.json', '/subtitles/index.json']) {
      const response = await fetch(demo.server.url + path)
      expect([response.status, await response.text()]).toEqual([404, 'not found'])
    }
  })
})
