import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeResources, removeResources, startForTest, type WireItem } from './demo-fixture.ts'

let resourcesDir: string
let demo: Awaited<ReturnType<typeof startForTest>>
let good: WireItem[]
beforeEach(async () => {
  resourcesDir = await makeResources()
  demo = await startForTest(resourcesDir, { recordings: 90 })
  good = (await demo.page({ limit: 100 })).recordings_list
})
afterEach(async () => {
  await demo.server.close()
  await removeResources(resourcesDir)
})

const ids = (list: readonly WireItem[]) => list.map((recording) => recording.record_id)
const titles = (list: readonly WireItem[]) => list.map((recording) => recording.metadata?.title ?? '')

describe('a server', () => {
  it.each([
    [10, '100'],
    [-10, '80'],
    [-1000, '0'],
  ])('whose total is off by %i', async (wrongTotal, total) => {
    demo.server.faults.wrongTotal = wrongTotal
    const page = await demo.page({ limit: 100 })
    expect([page.total_recordings, page.recordings_list]).toEqual([total, good])
  })

  it('that shuffles has the same recordings on a page, in another order each time, and the same in each run', async () => {
    const orders = async (server: typeof demo) => {
      server.server.faults.shuffled = true
      return [await server.page({ limit: 50 }), await server.page({ limit: 50 })].map((page) =>
        ids(page.recordings_list),
      )
    }
    const [first = [], second = []] = await orders(demo)
    expect(first).not.toEqual(second)
    for (const order of [first, second]) expect(order.toSorted()).toEqual(ids(good.slice(0, 50)).toSorted())
    const other = await startForTest(resourcesDir, { recordings: 90 })
    expect(await orders(other)).toEqual([first, second])
    await other.server.close()
  })

  it('that repeats has every third recording twice, with another title, and loses none over its pages', async () => {
    demo.server.faults.repeats = true
    const pages = [await demo.page({ limit: 70 }), await demo.page({ limit: 70, from: 70 })]
    const list = pages.flatMap((page) => page.recordings_list)
    expect(pages.map((page) => page.total_recordings)).toEqual(['120', '120'])
    expect(list).toHaveLength(120)
    expect([...new Set(ids(list))]).toEqual(ids(good))
    expect(list[3]).toMatchObject({ record_id: good[2]?.record_id })
    expect(titles(list.slice(2, 4))).toEqual([titles(good)[2], `${titles(good)[2]} (again)`])
  })

  it('that sends too many goes on where the page should end', async () => {
    demo.server.faults.tooMany = true
    const { limit, recordings_list: list } = await demo.page({ limit: 20, from: 10 })
    expect([limit, list]).toEqual([20, good.slice(10, 50)])
    expect((await demo.page({ limit: 20, from: 80 })).recordings_list).toHaveLength(10)
  })

  it.each([7, -7])('whose clock was %i years off for some recordings', async (years) => {
    demo.server.faults.clockYearsOff = years
    const list = (await demo.page({ limit: 100 })).recordings_list
    const off = list.map((recording, at) => Number(recording.creation_time) - Number(good[at]?.creation_time))
    expect(new Set(off)).toEqual(new Set([0, years * 31_557_600]))
    expect(off.filter((seconds) => seconds !== 0).length).toBeGreaterThan(15)
    expect((await demo.page({ limit: 100 })).recordings_list).toEqual(list)
  })

  it('that does not say when a recording was registered', async () => {
    demo.server.faults.noCreationTime = true
    const list = (await demo.page({ limit: 100 })).recordings_list
    expect(list).toEqual(good.map(({ creation_time: _, ...rest }) => rest))
  })

  it('with titles of 100 kB', async () => {
    demo.server.faults.longTexts = true
    const long = titles((await demo.page({ limit: 100 })).recordings_list).filter((title) => title.length > 1000)
    expect(long.length).toBeGreaterThan(8)
    expect(long.length).toBeLessThan(40)
    for (const title of long) expect(title).toHaveLength(100_000)
  })

  it('with nothing on any page but the first', async () => {
    demo.server.faults.emptyPages = true
    expect((await demo.page({ limit: 20 })).recordings_list).toHaveLength(20)
    expect(await demo.page({ limit: 20, from: 20 })).toMatchObject({ total_recordings: '90', recordings_list: [] })
  })

  it('with several of these at once', async () => {
    const { faults } = demo.server
    Object.assign(faults, { wrongTotal: 5, shuffled: true, repeats: true, tooMany: true, noCreationTime: true })
    const page = await demo.page({ limit: 40 })
    expect(page.total_recordings).toBe('125')
    expect(page.recordings_list).toHaveLength(80)
    expect(new Set(ids(page.recordings_list)).size).toBe(60)
  })
})
