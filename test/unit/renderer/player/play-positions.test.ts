import { describe, expect, it } from 'vitest'
import { createPlayerStore } from '../../../../src/renderer/stores/player.ts'
import { MemoryBridge, MemoryWindow, recording } from '../memory-bridge.ts'

/** A media element's clock and events, without its media. */
class Film extends EventTarget {
  currentTime = 0
  duration = 600
  paused = false

  /** Plays on, with a report each quarter of a second. */
  play(seconds: number): void {
    const until = this.currentTime + seconds
    while (this.currentTime < until) {
      this.currentTime = Math.min(until, this.currentTime + 0.25)
      this.happen('timeupdate')
    }
  }

  seek(to: number): void {
    this.currentTime = to
    for (const event of ['seeking', 'timeupdate', 'seeked']) this.happen(event)
  }

  happen(event: string): void {
    this.dispatchEvent(new Event(event))
  }
}

const setUp = () => {
  const bridge = new MemoryBridge()
  const window = new MemoryWindow()
  const store = createPlayerStore(bridge, window)
  const saved = () => bridge.positions.map(({ recordId, seconds }) => [recordId, seconds])
  /** As React does it: the element is there first, then the recording that it plays. */
  const watch = (recordId: string, profileId = 'demo') => {
    const film = new Film()
    store.getState().watch(film)
    const close = store.getState().open(profileId, recording({ recordId }))
    const leave = () => {
      store.getState().watch(null)
      close()
    }
    return { film, leave, close }
  }
  return { bridge, window, store, saved, watch }
}

describe('how far a recording has been played', () => {
  it('is saved every 5 s that it plays, with its length', () => {
    const { bridge, saved, watch } = setUp()
    const { film } = watch('R1')
    film.play(4.75)
    expect(saved()).toEqual([])
    film.play(10.25)
    expect(saved()).toEqual([
      ['R1', 5],
      ['R1', 10],
      ['R1', 15],
    ])
    expect(bridge.positions[0]).toEqual({ profileId: 'demo', recordId: 'R1', seconds: 5, durationSeconds: 600 })
  })

  it('is saved at once when playing stops, jumps or ends, and once for the same place', () => {
    const { saved, watch } = setUp()
    const { film } = watch('R1')
    film.play(6)
    film.happen('pause')
    film.happen('pause')
    film.seek(300)
    film.seek(597)
    film.play(3)
    film.happen('pause')
    film.happen('ended')
    expect(saved()).toEqual([
      ['R1', 5],
      ['R1', 6],
      ['R1', 300],
      ['R1', 597],
      ['R1', 600],
    ])
  })

  it('is nothing to save for who only looks in', () => {
    const { window, saved, watch } = setUp()
    const { film, leave } = watch('R1')
    film.seek(300)
    film.play(4)
    film.happen('pause')
    window.fire('pagehide')
    leave()
    expect(saved()).toEqual([])
  })

  it('is saved when the window goes, and when the player is left', () => {
    const { window, saved, watch } = setUp()
    const { film, leave } = watch('R1')
    film.play(6)
    window.fire('pagehide')
    film.play(1)
    leave()
    film.play(20)
    expect(saved()).toEqual([
      ['R1', 5],
      ['R1', 6],
      ['R1', 7],
    ])
  })

  it('waits for the length, and has none where there is none', () => {
    const { bridge, watch } = setUp()
    const { film } = watch('R1')
    film.duration = Number.NaN
    film.play(10)
    expect(bridge.positions).toEqual([])
    film.duration = Number.POSITIVE_INFINITY
    film.play(0.25)
    expect(bridge.positions).toMatchObject([{ seconds: 10.25, durationSeconds: null }])
  })

  it('is never saved for another recording: the next one, or one of another server', () => {
    const { bridge, store, saved, watch } = setUp()
    const first = watch('R1')
    first.film.play(6)
    // The next one's element is there before the store hears that the recording is another one.
    store.getState().watch(null)
    const film = new Film()
    store.getState().watch(film)
    film.happen('pause')
    first.film.play(20)
    first.close()
    const close = store.getState().open('north', recording({ recordId: 'R2' }))
    film.play(6)
    store.getState().watch(null)
    close()
    expect(saved()).toEqual([
      ['R1', 5],
      ['R1', 6],
      ['R2', 5],
      ['R2', 6],
    ])
    expect(bridge.positions.map(({ profileId }) => profileId)).toEqual(['demo', 'demo', 'north', 'north'])
  })
})
