import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLibraryStore } from '../../../../src/renderer/stores/library.ts'
import { createSaidStore } from '../../../../src/renderer/stores/said.ts'
import type { Result } from '../../../../src/shared/app-error.ts'
import type { Input } from '../../../../src/shared/contract.ts'
import type { SaidPage, SaidRecording } from '../../../../src/shared/transcript.ts'
import { DEMO, failure, MemoryBridge, NORTH, opened, type Question, recording, saidPage } from '../memory-bridge.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const hit = { startMs: 768_000, speaker: null, text: 'we only measured turbidity by hand' }
const said = (recordId: string, total = 1): SaidRecording => ({
  recording: recording({ recordId }),
  trackId: 'server:en',
  language: 'en',
  hits: [hit],
  total,
})
/** Recordings `from` to before `to` of so many. */
const some = (from: number, to: number, total: number): SaidPage =>
  saidPage({
    recordings: Array.from({ length: to - from }, (_, index) => said(`R${from + index + 1}`)),
    from,
    total,
    hits: total,
  })

type Asked = Question<Input<'transcripts.search'>, SaidPage>

/** A bridge that holds back what is asked about what was said. */
function holdingBridge() {
  const bridge = new MemoryBridge()
  const searches: Asked[] = []
  const search = (input: Input<'transcripts.search'>): Promise<Result<SaidPage>> =>
    new Promise((answer) => searches.push({ input, answer }))
  Object.assign(bridge.transcripts, { search })
  return Object.assign(bridge, { searches })
}

const shown = async () => {
  const bridge = holdingBridge()
  const library = createLibraryStore({ bridge, now: () => 1000 })
  const store = createSaidStore({ bridge, library })
  library.getState().show(opened(DEMO))
  await vi.advanceTimersByTimeAsync(0)
  const search = async (text: string): Promise<void> => {
    library.getState().setText(text)
    await vi.advanceTimersByTimeAsync(60)
  }
  const answer = async (result: Result<SaidPage>): Promise<void> => {
    bridge.searches.at(-1)?.answer(result)
    await vi.advanceTimersByTimeAsync(0)
  }
  const ids = () => store.getState().page?.recordings.map(({ recording: { recordId } }) => recordId)
  return { bridge, library, search, answer, ids, state: () => store.getState() }
}

describe('what was said', () => {
  it('is asked for 60 ms after the last key, and the older answer stays until then', async () => {
    const { bridge, library, search, answer, ids, state } = await shown()
    await search('turb')
    await answer({ ok: true, value: some(0, 1, 1) })
    library.getState().setText('turbi')
    library.getState().setText('turbid')
    await vi.advanceTimersByTimeAsync(59)
    expect(bridge.searches).toHaveLength(1)
    expect(state()).toMatchObject({ outdated: true })
    await vi.advanceTimersByTimeAsync(1)
    expect(bridge.searches[1]?.input.query).toMatchObject({ text: 'turbid', sort: 'match', from: 0, limit: 20 })
    expect(ids()).toEqual(['R1'])
    await answer({ ok: true, value: some(1, 3, 2) })
    expect(state().outdated).toBe(false)
    expect(ids()).toEqual(['R2', 'R3'])
    expect(library.getState().recording('R3')?.recordId).toBe('R3')
  })

  it('drops the answer to an older question', async () => {
    const { bridge, search, answer, ids } = await shown()
    await search('turb')
    await search('turbid')
    await answer({ ok: true, value: some(0, 1, 1) })
    bridge.searches[0]?.answer({ ok: true, value: some(5, 6, 1) })
    await vi.advanceTimersByTimeAsync(0)
    expect(ids()).toEqual(['R1'])
  })

  it('takes a question that was ended for a newer one as no failure', async () => {
    const { search, answer, state } = await shown()
    await search('turb')
    await answer(failure('aborted'))
    expect(state()).toMatchObject({ error: null, outdated: true })
  })

  it('shows a failure in place of what an older question has found, and is asked again', async () => {
    const { bridge, search, answer, ids, state } = await shown()
    await search('turb')
    await answer({ ok: true, value: some(0, 1, 1) })
    await search('turbid')
    await answer(failure('disk'))
    expect(state()).toMatchObject({ page: null, outdated: false, error: { code: 'disk' } })
    state().retry()
    await answer({ ok: true, value: some(0, 2, 2) })
    expect(bridge.searches.at(-1)?.input.query.text).toBe('turbid')
    expect(state().error).toBeNull()
    expect(ids()).toEqual(['R1', 'R2'])
  })

  it('brings more behind what is here, one question at a time and nobody twice', async () => {
    const { bridge, search, answer, ids, state } = await shown()
    await search('turb')
    await answer({ ok: true, value: some(0, 20, 22) })
    void state().more()
    void state().more()
    expect(bridge.searches).toHaveLength(2)
    expect(bridge.searches[1]?.input.query.from).toBe(20)
    await answer({ ok: true, value: some(19, 22, 22) })
    expect(ids()).toHaveLength(22)
    await state().more()
    expect(bridge.searches).toHaveLength(2)
  })

  it('is renewed when transcripts come in, and keeps what was loaded of it', async () => {
    const { bridge, search, answer, ids, state } = await shown()
    await search('turb')
    await answer({ ok: true, value: some(0, 20, 60) })
    for (const from of [20, 40]) {
      void state().more()
      await answer({ ok: true, value: some(from, from + 20, 60) })
    }
    bridge.emit('transcripts.changed', { profileId: 'north', recordId: 'R1' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(bridge.searches).toHaveLength(3)
    bridge.emit('transcripts.changed', { profileId: 'demo', recordId: 'R1' })
    bridge.emit('recordings.changed', { profileId: 'demo' })
    await vi.advanceTimersByTimeAsync(2000)
    expect(bridge.searches).toHaveLength(4)
    expect(bridge.searches[3]?.input.query).toMatchObject({ from: 0, limit: 50 })
    expect(state().outdated).toBe(false)
    await answer({ ok: true, value: { ...some(0, 50, 61), hits: 99 } })
    expect(ids()).toHaveLength(60)
    expect(state().page?.hits).toBe(99)
  })

  it('has all hits of a recording in place of the first', async () => {
    const { bridge, search, answer, state } = await shown()
    bridge.hits_ = [hit, { ...hit, startMs: 900_000 }]
    await search('turb')
    await answer({ ok: true, value: { ...some(0, 1, 1), recordings: [said('R1', 2)] } })
    await state().showAll('R1')
    expect(bridge.watchCalls.at(-1)).toEqual({
      call: 'transcripts.hits',
      input: { profileId: 'demo', recordId: 'R1', trackId: 'server:en', text: 'turb' },
    })
    expect(state().allHits.get('R1')).toEqual(bridge.hits_)
    await search('turbid')
    await answer({ ok: true, value: some(0, 1, 1) })
    expect(state().allHits.size).toBe(0)
  })

  it('goes with the search, and with its server', async () => {
    const { bridge, library, search, answer, state } = await shown()
    bridge.found = [
      { bookmark: { id: 1, recordId: 'R1', seconds: 5, note: 'turbid', createdAt: 1 }, recording: recording() },
    ]
    await search('turb')
    await answer({ ok: true, value: some(0, 1, 1) })
    state().setPart('said')
    state().setOpened('R1 768000')
    expect(state().bookmarks).toHaveLength(1)
    library.getState().setText('')
    expect(state()).toMatchObject({ page: null, part: 'all', opened: null })
    await vi.advanceTimersByTimeAsync(60)
    expect(state()).toMatchObject({ outdated: false, bookmarks: [] })
    await search('turb')
    library.getState().show(opened(NORTH))
    await vi.advanceTimersByTimeAsync(60)
    await answer({ ok: true, value: some(0, 1, 1) })
    expect(state().page).toBeNull()
  })
})
