import { describe, expect, it, vi } from 'vitest'
import { createTranscriptStore } from '../../../../src/renderer/stores/transcript.ts'
import type { Result } from '../../../../src/shared/app-error.ts'
import { cuesUrl, type PackedCues } from '../../../../src/shared/transcript.ts'
import { failure, MemoryBridge, track } from '../memory-bridge.ts'

const CUES: PackedCues = { cues: [[1000, 2000, 'Ines', 'Good afternoon.']], notes: [] }
const RECORDING = { recordId: 'R1', roomId: 'A' }
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function start(answers: Record<string, Result<PackedCues>> = {}) {
  const bridge = new MemoryBridge()
  bridge.tracks_ = [track(), track({ id: 'server:de', language: 'de', label: 'Deutsch' })]
  const asked: string[] = []
  const store = createTranscriptStore({
    bridge,
    fetchCues: async (url) => {
      asked.push(url)
      return answers[url] ?? { ok: true, value: CUES }
    },
  })
  return { bridge, store, asked, state: () => store.getState() }
}

describe('the transcript of the open recording', () => {
  it('has its tracks and what was chosen for it', async () => {
    const { bridge, state } = start()
    bridge.remembered_ = { choice: { trackId: 'server:de' }, roomSpeed: null, bookmarks: [] }
    state().open('demo', RECORDING, 'lake')
    expect(state()).toMatchObject({ known: false, query: 'lake' })
    await settled()
    expect(state()).toMatchObject({ known: true, choice: { trackId: 'server:de' } })
    expect(state().tracks.map(({ id }) => id)).toEqual(['server:en', 'server:de'])
  })

  it('fetches a track once, and again when there are other cues', async () => {
    const { bridge, state, asked } = start()
    state().open('demo', RECORDING)
    await settled()
    state().need('server:en')
    state().need('server:en')
    expect(state().loaded.get('server:en')).toMatchObject({ status: 'loading' })
    await settled()
    expect(state().loaded.get('server:en')).toMatchObject({ status: 'ready', cues: [{ text: 'Good afternoon.' }] })
    expect(asked).toEqual([cuesUrl('demo', 'R1', 'server:en')])
    bridge.tracks_ = [track({ version: 2 })]
    bridge.emit('transcripts.changed', { profileId: 'demo', recordId: 'R1' })
    await settled()
    expect(asked).toHaveLength(2)
  })

  it('keeps what is shown while a newer one cannot be had, and says why there is nothing', async () => {
    const url = cuesUrl('demo', 'R1', 'server:en')
    const { state } = start({ [url]: failure('not-found') })
    state().open('demo', RECORDING)
    await settled()
    state().need('server:en')
    await settled()
    expect(state().loaded.get('server:en')).toMatchObject({ status: 'failed', error: { code: 'not-found' } })
  })

  it('says why its tracks are not known, and asks again', async () => {
    const { bridge, state } = start()
    bridge.refusal = failure('disk')
    state().open('demo', RECORDING)
    await settled()
    expect(state().error).toMatchObject({ code: 'disk' })
    bridge.refusal = null
    state().retry(null)
    await settled()
    expect(state()).toMatchObject({ error: null, tracks: [{ id: 'server:en' }, { id: 'server:de' }] })
  })

  it('keeps each choice, and moves a track’s times step by step', async () => {
    const { bridge, state } = start()
    state().open('demo', RECORDING)
    await settled()
    state().choose({ secondTrackId: 'server:de' })
    expect(state().shift('server:en', 100)).toBe(100)
    expect(state().shift('server:en', -300)).toBe(-200)
    await settled()
    const saved = bridge.watchCalls.filter(({ call }) => call === 'watching.saveChoice').at(-1)
    expect(saved?.input).toEqual({
      profileId: 'demo',
      recordId: 'R1',
      choice: { secondTrackId: 'server:de', offsetsMs: { 'server:en': -200 } },
    })
  })

  it('shows a file of the user’s at once', async () => {
    const { state } = start()
    state().open('demo', RECORDING)
    await settled()
    const added = await state().addFile({ name: 'lake.srt', bytes: new Uint8Array(3) })
    expect(added.ok).toBe(true)
    expect(state().choice.trackId).toBe('file:1')
    await state().removeFile('file:1')
    expect(state().choice.trackId).toBeUndefined()
  })

  it('forgets everything with the recording, and what still comes is nobody’s', async () => {
    const { bridge, state } = start()
    const close = state().open('demo', RECORDING)
    close()
    await settled()
    expect(state()).toMatchObject({ recordId: null, tracks: [], known: false })
    const asked = vi.spyOn(bridge.transcripts, 'tracks')
    bridge.emit('transcripts.changed', { profileId: 'demo', recordId: 'R1' })
    expect(asked).not.toHaveBeenCalled()
  })
})
