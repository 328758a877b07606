import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noFaults } from '../../../../src/main/demo/faults.ts'
import { PlugNmeetClient, type ServerPage } from '../../../../src/main/plugnmeet/client.ts'
import { createHttpClient } from '../../../../src/main/plugnmeet/http.ts'
import { makeResources, removeResources, startForTest } from '../demo/demo-fixture.ts'

let resourcesDir: string
let demo: Awaited<ReturnType<typeof startForTest>>
let good: ServerPage
beforeAll(async () => {
  resourcesDir = await makeResources()
  demo = await startForTest(resourcesDir, { recordings: 90 })
  good = await page({ limit: 90 })
})
afterAll(async () => {
  await demo.server.close()
  await removeResources(resourcesDir)
})
beforeEach(() => {
  Object.assign(demo.server.faults, noFaults())
})

const http = createHttpClient()
afterAll(() => http.close())

async function page({ from = 0, limit = 20 }): Promise<ServerPage> {
  const { url, apiKey, apiSecret } = demo.server
  const access = { signIn: 'secret', apiKey, secret: apiSecret } as const
  const client = new PlugNmeetClient({ http, baseUrl: new URL(url), access })
  return await client.fetchRecordings({ roomIds: [], roomSid: null, order: 'newest', from, limit })
}

describe('a page of a server', () => {
  it('that sends too many has what was asked for', async () => {
    demo.server.faults.tooMany = true
    expect(await page({ from: 10 })).toEqual({
      ...good,
      recordings: good.recordings.slice(10, 30),
      from: 10,
      limit: 20,
    })
  })

  it('that repeats has each recording once, as it came first', async () => {
    demo.server.faults.repeats = true
    const { recordings, total, leftOut } = await page({})
    expect([recordings, total, leftOut]).toEqual([good.recordings.slice(0, 15), 120, 5])
  })

  it('that shuffles has the same recordings', async () => {
    demo.server.faults.shuffled = true
    const { recordings } = await page({ limit: 90 })
    expect(new Set(recordings)).toEqual(new Set(good.recordings))
  })

  it('whose total is too small has at least what is there', async () => {
    demo.server.faults.wrongTotal = -80
    expect(await page({ from: 20 })).toMatchObject({ total: 40, recordings: { length: 20 } })
  })

  it('that has nothing beyond the first says so', async () => {
    demo.server.faults.emptyPages = true
    expect(await page({ from: 20 })).toEqual({ recordings: [], total: 90, from: 20, limit: 20, leftOut: 0 })
  })

  it.each([{ noCreationTime: true }, { clockYearsOff: 900 }])('with %j leaves times out', async (faults) => {
    Object.assign(demo.server.faults, faults)
    const { recordings, leftOut } = await page({ limit: 90 })
    expect([recordings.length, leftOut]).toEqual([90, 0])
    for (const [at, { createdAt, ...rest }] of recordings.entries()) {
      const { createdAt: known, ...others } = good.recordings[at] ?? {}
      expect(rest).toEqual(others)
      expect([null, faults.noCreationTime ? null : known]).toContain(createdAt)
    }
    expect(recordings.some(({ createdAt }) => createdAt === null)).toBe(true)
  })

  it('with titles of 100 kB has their beginnings', async () => {
    demo.server.faults.longTexts = true
    const lengths = (await page({ limit: 90 })).recordings.map(({ title }) => title?.length ?? 0)
    expect(Math.max(...lengths)).toBe(2000)
  })
})
