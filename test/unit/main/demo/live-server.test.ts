import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { API_CALLS } from '../../../../src/main/demo/api.ts'
import { noFaults } from '../../../../src/main/demo/faults.ts'
import { generatedSource } from '../../../../src/main/demo/generated-source.ts'
import { loadMediaSet } from '../../../../src/main/demo/media-set.ts'
import { MetadataEdits } from '../../../../src/main/demo/metadata-edits.ts'
import { makeResources, removeResources, startForTest } from './demo-fixture.ts'

let resourcesDir: string
let demo: Awaited<ReturnType<typeof startForTest>>
beforeEach(async () => {
  resourcesDir = await makeResources()
  demo = await startForTest(resourcesDir, { recordings: 40, rooms: 12 })
})
afterEach(async () => {
  await demo.server.close()
  await removeResources(resourcesDir)
})

describe('a server that changes while it runs', () => {
  it('lists what came, went and changed, and downloads it', async () => {
    const { server } = demo
    const before = (await demo.page({ limit: 100 })).recordings_list
    const [first, second, third] = before
    const made = server.make(2)
    server.insert(made)
    server.remove([first?.record_id ?? ''])
    server.replace(second?.record_id ?? '', { about: { title: 'Renamed', description: '' } })
    const { total_recordings: total, recordings_list: list } = await demo.page({ limit: 100 })
    expect(total).toBe('41')
    const ids = list.map((recording) => recording.record_id)
    expect(ids.slice(0, 4)).toEqual([made[1]?.recordId, made[0]?.recordId, second?.record_id, third?.record_id])
    expect(list[2]?.metadata?.title).toBe('Renamed')
    const gone = await demo.call('/auth/recording/info', { record_id: first?.record_id })
    expect(gone.json).toMatchObject({ status: false, status_code: 'NOT_FOUND' })
    expect((await fetch(await demo.downloadUrl())).status).toBe(200)
  })

  it('has the rooms that it was started with', async () => {
    const rooms = new Set((await demo.page({ limit: 100 })).recordings_list.map((recording) => recording.room_id))
    expect(rooms.size).toBeGreaterThan(6)
  })

  it('tells what it is asked, and how much at once', async () => {
    const { server } = demo
    const heard: string[] = []
    let most = 0
    server.onRequest = (path, body) => {
      heard.push(`${path} ${body}`)
      most = Math.max(most, server.inFlight)
    }
    server.faults.latencyMs = 50
    await Promise.all([1, 2, 3].map((limit) => demo.page({ limit })))
    expect(heard.toSorted()).toEqual([1, 2, 3].map((limit) => `/auth/recording/fetch {"limit":${limit}}`))
    expect(most).toBe(3)
    await fetch(`${server.url}/healthCheck`)
    expect(heard[3]).toBe('/healthCheck ')
    server.faults.failNext = ['500']
    await fetch(`${server.url}/auth/x`, { method: 'POST', body: 'y' })
    expect(heard[4]).toBe('/auth/x y')
  })
})

it('past rooms are found without looking at every recording', async () => {
  const source = generatedSource(1_000_000, 1, 200)
  let made = 0
  const at = (rank: number) => {
    made += 1
    return source.at(rank)
  }
  const fields = {
    roomIds: [],
    roomSid: null,
    recordId: '',
    artifactId: '',
    metadata: undefined,
    from: 0,
    limit: 100,
    newestFirst: true,
  }
  const answer = API_CALLS['/auth/room/fetchPastRooms']?.(fields, {
    source: () => ({ ...source, at }),
    media: await loadMediaSet(resourcesDir),
    faults: noFaults(),
    baseUrl: () => '',
    edits: new MetadataEdits(),
    downloadToken: () => '',
    nextAnswer: () => 1,
  })
  expect(answer).toMatchObject({ status: true, result: { rooms_list: { length: 100 } } })
  expect(made).toBeLessThan(200)
})
