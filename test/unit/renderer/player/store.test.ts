import { describe, expect, it, vi } from 'vitest'
import { createPlayerStore, type PlayerBridge } from '../../../../src/renderer/stores/player.ts'
import type { AppError, Result } from '../../../../src/shared/app-error.ts'
import type { Events } from '../../../../src/shared/contract.ts'
import type { MediaState } from '../../../../src/shared/media.ts'
import type { Recording } from '../../../../src/shared/recording.ts'
import { mediaState } from '../download-fixture.ts'
import { recording as aRecording, MemoryWindow } from '../memory-bridge.ts'

const recording = (recordId: string): Recording => aRecording({ recordId, roomId: 'room' })
const media = (recordId: string, bytesDone: number): MediaState => mediaState({ recordId, bytesDone, bytesTotal: 100 })
const refused: AppError = { code: 'unreachable', message: 'refused', host: 'meet.example', raw: null }

/** Main, as the store sees it: answers come when the test says so. */
function fakeMain() {
  const listeners = new Set<(state: MediaState) => void>()
  const states = new Map<string, PromiseWithResolvers<Result<MediaState>>>()
  const earlier = new Map<string, PromiseWithResolvers<Result<Recording[]>>>()
  const pending = <T>(map: Map<string, PromiseWithResolvers<T>>, id: string): PromiseWithResolvers<T> => {
    const found = map.get(id) ?? Promise.withResolvers<T>()
    map.set(id, found)
    return found
  }
  let retryAnswer: Result<MediaState> = { ok: true, value: media('A', 0) }
  const bridge: PlayerBridge = {
    media: { state: ({ recordId }) => pending(states, recordId).promise, retry: async () => retryAnswer },
    recordings: {
      earlierInRoom: ({ recordId }) => pending(earlier, recordId).promise,
      savePosition: async () => ({ ok: true, value: undefined }),
    },
    watching: {
      remembered: async () => ({ ok: true, value: { choice: {}, roomSpeed: null, bookmarks: [] } }),
      saveSpeed: async () => ({ ok: true, value: undefined }),
    },
    bookmarks: {
      save: async ({ recordId, id, seconds, note }) => ({
        ok: true,
        value: { id: id ?? Math.round(seconds), recordId, seconds, note, createdAt: 0 },
      }),
      remove: async () => ({ ok: true, value: undefined }),
    },
    on: (event, listener) => {
      if (event !== 'media.changed') return () => undefined
      const hear = (state: MediaState): void => listener(state as Events[typeof event])
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
  }
  return {
    bridge,
    emit: (state: MediaState) => {
      for (const listener of listeners) listener(state)
    },
    answerState: (id: string, answer: Result<MediaState>) => pending(states, id).resolve(answer),
    answerEarlier: (id: string, answer: Result<Recording[]>) => pending(earlier, id).resolve(answer),
    answerRetry: (answer: Result<MediaState>) => {
      retryAnswer = answer
    },
    listening: () => listeners.size,
  }
}

/** Lets every answer that was given arrive. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the player store', () => {
  it('starts from main’s answer and follows its events', async () => {
    const main = fakeMain()
    const store = createPlayerStore(main.bridge, new MemoryWindow())
    store.getState().open('demo', recording('A'))
    main.answerState('A', { ok: true, value: media('A', 10) })
    await vi.waitFor(() => expect(store.getState().media?.bytesDone).toBe(10))
    main.emit(media('A', 43))
    expect(store.getState().media?.bytesDone).toBe(43)
  })

  it('does not go back to an answer that is older than an event', async () => {
    const main = fakeMain()
    const store = createPlayerStore(main.bridge, new MemoryWindow())
    store.getState().open('demo', recording('A'))
    main.emit(media('A', 43))
    main.answerState('A', { ok: true, value: media('A', 10) })
    await settled()
    expect(store.getState().media?.bytesDone).toBe(43)
  })

  it('hears nothing of other recordings', async () => {
    const main = fakeMain()
    const store = createPlayerStore(main.bridge, new MemoryWindow())
    store.getState().open('demo', recording('A'))
    main.emit(media('B', 99))
    main.emit({ ...media('A', 99), profileId: 'other' })
    expect(store.getState().media).toBeNull()
  })

  it('drops the answers for a recording that was left', async () => {
    const main = fakeMain()
    const store = createPlayerStore(main.bridge, new MemoryWindow())
    const leave = store.getState().open('demo', recording('A'))
    leave()
    store.getState().open('demo', recording('B'))
    main.answerState('A', { ok: true, value: media('A', 10) })
    main.answerEarlier('A', { ok: true, value: [recording('Z')] })
    main.answerEarlier('B', { ok: true, value: [recording('Y')] })
    await vi.waitFor(() => expect(store.getState().earlier.map((each) => each.recordId)).toEqual(['Y']))
    expect(store.getState().media).toBeNull()
    expect(main.listening()).toBe(1)
  })

  it('stays with the next recording when the one before is closed late', async () => {
    const main = fakeMain()
    const store = createPlayerStore(main.bridge, new MemoryWindow())
    const leaveA = store.getState().open('demo', recording('A'))
    store.getState().open('demo', recording('B'))
    leaveA()
    main.answerState('B', { ok: true, value: media('B', 7) })
    await vi.waitFor(() => expect(store.getState().media?.bytesDone).toBe(7))
  })

  it('makes a failure of main’s error, so that the screen can say why', async () => {
    const main = fakeMain()
    const store = createPlayerStore(main.bridge, new MemoryWindow())
    store.getState().open('demo', recording('A'))
    main.answerState('A', { ok: false, error: refused })
    await vi.waitFor(() => expect(store.getState().media).toMatchObject({ status: 'failed', error: refused }))
  })

  it('retries, and says whether main started over', async () => {
    const main = fakeMain()
    const store = createPlayerStore(main.bridge, new MemoryWindow())
    expect(await store.getState().retry()).toBe(false)
    store.getState().open('demo', recording('A'))
    expect(await store.getState().retry()).toBe(true)
    expect(store.getState().media?.status).toBe('downloading')
    main.answerRetry({ ok: false, error: refused })
    expect(await store.getState().retry()).toBe(false)
    expect(store.getState().media?.error).toEqual(refused)
  })

  it('remembers the last language through Off', () => {
    const store = createPlayerStore(fakeMain().bridge, new MemoryWindow())
    store.getState().rememberLanguage('de')
    store.getState().rememberLanguage(null)
    expect(store.getState().lastLanguage).toBe('de')
  })
})
