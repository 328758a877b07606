import { describe, expect, it, vi } from 'vitest'
import { PosterMaker } from '../../../../src/renderer/features/posters/poster-maker.ts'
import { MemoryBridge } from '../memory-bridge.ts'

const wanted = (recordId: string, profileId = 'demo') => ({ profileId, recordId, seconds: 12 })
const JPEG = new Uint8Array([0xff, 0xd8, 0xff])

/** A maker whose frames and idle times come when the test says so. */
function maker() {
  const bridge = new MemoryBridge()
  const frames: { url: string; seconds: number; answer: (jpeg: Uint8Array<ArrayBuffer> | null) => void }[] = []
  const idles: (() => void)[] = []
  const posters = new PosterMaker({
    bridge,
    frame: (url, seconds) => new Promise((answer) => frames.push({ url, seconds, answer })),
    idle: () => new Promise((resolve) => idles.push(resolve)),
  })
  const saved = () => bridge.fileCalls.filter(({ call }) => call === 'media.savePoster').map(({ input }) => input)
  return { posters, frames, idles, saved }
}

describe('the poster maker', () => {
  it('waits for the page to be idle, then answers main', async () => {
    const { posters, frames, idles, saved } = maker()
    posters.want(wanted('R1'))
    expect(frames).toHaveLength(0)
    idles[0]?.()
    await vi.waitFor(() => expect(frames).toHaveLength(1))
    expect(frames[0]).toMatchObject({ url: '/media/demo/R1', seconds: 12 })
    frames[0]?.answer(JPEG)
    await vi.waitFor(() => expect(saved()).toEqual([{ profileId: 'demo', recordId: 'R1', jpeg: JPEG }]))
  })

  it('makes one at a time, and goes on after one that could not be made', async () => {
    const { posters, frames, idles, saved } = maker()
    posters.want(wanted('R1'))
    posters.want(wanted('R2'))
    idles[0]?.()
    await vi.waitFor(() => expect(frames).toHaveLength(1))
    expect(idles).toHaveLength(1)
    frames[0]?.answer(null)
    await vi.waitFor(() => expect(idles).toHaveLength(2))
    expect(saved()).toEqual([{ profileId: 'demo', recordId: 'R1', jpeg: null }])
    idles[1]?.()
    await vi.waitFor(() => expect(frames[1]?.url).toBe('/media/demo/R2'))
  })

  it('makes what is asked for twice once, but for each server', async () => {
    const { posters, frames, idles } = maker()
    for (const each of [wanted('R1'), wanted('R1'), wanted('R1', 'north')]) posters.want(each)
    for (const at of [0, 1]) {
      await vi.waitFor(() => expect(idles).toHaveLength(at + 1))
      idles[at]?.()
      await vi.waitFor(() => expect(frames).toHaveLength(at + 1))
      frames[at]?.answer(JPEG)
    }
    await vi.waitFor(() => expect(frames.map(({ url }) => url)).toEqual(['/media/demo/R1', '/media/north/R1']))
    expect(idles).toHaveLength(2)
  })

  it('works again after a rest', async () => {
    const { posters, frames, idles, saved } = maker()
    posters.want(wanted('R1'))
    idles[0]?.()
    await vi.waitFor(() => expect(frames).toHaveLength(1))
    frames[0]?.answer(JPEG)
    await vi.waitFor(() => expect(saved()).toHaveLength(1))
    posters.want(wanted('R2'))
    await vi.waitFor(() => expect(idles).toHaveLength(2))
  })
})
