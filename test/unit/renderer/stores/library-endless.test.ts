import { describe, expect, it, vi } from 'vitest'
import { chunksOf, EndlessRows } from '../../../../src/renderer/stores/endless-rows.ts'
import { createLibraryStore, listIndex } from '../../../../src/renderer/stores/library.ts'
import { DEMO, failure, MemoryBridge, opened, recording } from '../memory-bridge.ts'

const shown = async (total = 1000, view: Parameters<typeof opened>[1] = {}) => {
  const bridge = new MemoryBridge()
  bridge.total = total
  const store = createLibraryStore({ bridge, now: () => 1000 })
  store.getState().show(opened(DEMO, { paging: 'endless', ...view }))
  await vi.waitFor(() => expect(store.getState().status).toBe('ready'))
  return { bridge, state: () => store.getState(), froms: () => bridge.asked.map(({ query }) => query.from) }
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('an endless list', () => {
  it('asks for what is in sight, in chunks of 100, each once', async () => {
    const { bridge, state, froms } = await shown()
    expect(bridge.asked[0]?.query).toMatchObject({ from: 0, limit: 100 })
    expect(state().rowAt(99)?.recordId).toBe('R100')
    expect(state().rowAt(100)).toBeNull()
    state().want(90, 210)
    await vi.waitFor(() => expect(state().rowAt(210)?.recordId).toBe('R211'))
    state().want(0, 210)
    await settled()
    expect(froms()).toEqual([0, 100, 200])
  })

  it('asks nothing beyond its end', async () => {
    const { state, froms } = await shown(250)
    state().want(240, 400)
    await vi.waitFor(() => expect(state().rowAt(249)).not.toBeNull())
    await settled()
    expect(froms()).toEqual([0, 200])
  })

  it('drops what was asked for and has gone out of sight', async () => {
    const { bridge, state, froms } = await shown()
    bridge.held = []
    state().want(300, 320)
    state().want(305, 325)
    state().want(800, 820)
    expect(froms()).toEqual([0, 300, 800])
    const [late, wanted] = bridge.held
    wanted?.answer({ ok: true, value: bridge.pageOf(wanted.input) })
    late?.answer({ ok: true, value: bridge.pageOf(late.input) })
    await settled()
    expect(state().rowAt(800)?.recordId).toBe('R801')
    expect(state().rowAt(300)).toBeNull()
  })

  it('asks again for what failed once main knows more, and not before', async () => {
    const { bridge, state, froms } = await shown()
    bridge.refusal = failure('timeout')
    state().want(300, 320)
    await settled()
    expect(state()).toMatchObject({ status: 'error', error: { code: 'timeout' } })
    state().want(301, 321)
    await settled()
    expect(froms()).toEqual([0, 300])
    bridge.refusal = null
    await state().renew()
    expect(state().rowAt(300)?.recordId).toBe('R301')
    expect(state()).toMatchObject({ status: 'ready', error: null })
  })

  it('refreshes the chunks in sight all at once, drops the others, and keeps equal rows the same', async () => {
    const { bridge, state, froms } = await shown()
    state().want(150, 220)
    await vi.waitFor(() => expect(state().rowAt(220)).not.toBeNull())
    const row = state().rowAt(150)
    bridge.newer.push('NEW')
    bridge.held = []
    void state().renew()
    const answer = async () => {
      const question = bridge.held?.shift()
      question?.answer({ ok: true, value: bridge.pageOf(question.input) })
      await settled()
    }
    await answer()
    expect(state().rowAt(150)).toBe(row)
    await answer()
    expect(froms()).toEqual([0, 100, 200, 100, 200])
    expect(state().rowAt(151)).toBe(row)
    expect(state().indexOf('R151')).toBe(151)
    expect(state().rowAt(0)).toBeNull()
  })

  it('begins anew with another question, and where it was after another paging', async () => {
    const { state, froms } = await shown()
    state().want(500, 520)
    await vi.waitFor(() => expect(state().rowAt(520)).not.toBeNull())
    state().keepPosition({ index: 505, scrollTop: 32_320 })
    state().setPaging('pages')
    await vi.waitFor(() => expect(state().page?.limit).toBe(20))
    expect(state().view.page).toBe(26)
    state().setPaging('endless')
    await vi.waitFor(() => expect(state().page?.limit).toBe(100))
    expect(state().position).toMatchObject({ index: 500, scrollTop: -1 })
    state().setSort('oldest')
    await vi.waitFor(() => expect(state().outdated).toBe(false))
    expect(froms()).toEqual([0, 500, 500, 500, 0])
    expect(state().rowAt(500)).toBeNull()
  })

  it('that has become shorter than where it was left goes to its end', async () => {
    const { bridge, state } = await shown()
    state().want(900, 920)
    await vi.waitFor(() => expect(state().rowAt(920)).not.toBeNull())
    bridge.total = 350
    await state().reload()
    expect(state()).toMatchObject({ status: 'ready', page: { from: 300, total: 350 } })
  })

  it('has neighbours beyond what is here', async () => {
    const { state } = await shown(150)
    expect((await state().neighbour('R100', 1))?.recordId).toBe('R101')
    expect(listIndex(state(), 'R101')).toBe(101)
    expect((await state().neighbour('R101', -1))?.recordId).toBe('R100')
    expect(await state().neighbour('R150', 1)).toBeNull()
    expect(await state().neighbour('R1', -1)).toBeNull()
    expect(await state().neighbour('elsewhere', 1)).toBeNull()
  })
})

describe('its rows', () => {
  const chunk = (at: number) => [recording({ recordId: `C${at}` })]

  it('are in chunks that begin at multiples of 100', () => {
    expect(chunksOf(0, 99)).toEqual([0])
    expect(chunksOf(99, 100)).toEqual([0, 1])
    expect(chunksOf(5, 4)).toEqual([0])
    expect(chunksOf(0, -1)).toEqual([])
  })

  it('are as many as are worth keeping: the farthest go first', () => {
    const rows = new EndlessRows()
    for (let at = 0; at <= 100; at++) rows.put(at, chunk(at))
    expect(rows.has(0)).toBe(false)
    expect(rows.indexOf('C0')).toBeNull()
    expect(rows.at(100)?.recordId).toBe('C1')
    expect(rows.all()).toHaveLength(100)
  })

  it('know where a recording is that has moved to another chunk', () => {
    const rows = new EndlessRows()
    rows.put(0, chunk(7))
    rows.put(1, chunk(7))
    rows.put(0, chunk(8))
    expect(rows.indexOf('C7')).toBe(100)
    expect(rows.all().map(({ recordId }) => recordId)).toEqual(['C8', 'C7'])
  })
})
