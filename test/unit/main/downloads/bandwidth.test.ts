import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { Bandwidth, type Share } from '../../../../src/main/downloads/bandwidth.ts'
import { heard } from './queue-fixture.ts'

/** A clock that moves only when it is told, from one planned call to the next. */
class PlayedTime {
  now = 0
  #plans: { at: number; act: () => void }[] = []

  readonly clock = (): number => this.now
  readonly schedule = (act: () => void, ms: number): (() => void) => {
    const plan = { at: this.now + ms, act }
    this.#plans.push(plan)
    return () => {
      this.#plans = this.#plans.filter((other) => other !== plan)
    }
  }

  get plans(): number {
    return this.#plans.length
  }

  async pass(ms: number): Promise<void> {
    const end = this.now + ms
    for (;;) {
      await heard()
      const next = this.#plans.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#plans = this.#plans.filter((other) => other !== next)
      this.now = Math.max(this.now, next.at)
      next.act()
    }
    this.now = end
  }
}

let time: PlayedTime
let limit: number | null
let bandwidth: Bandwidth
beforeEach(() => {
  time = new PlayedTime()
  limit = null
  bandwidth = new Bandwidth({ limit: () => limit, clock: time.clock, schedule: time.schedule })
})

const unwatched = (): Share => bandwidth.open(() => false)

/** A transfer that always has more: counts what it has taken. Only where something slows it down: else it never rests. */
function transfer(share: Share, piece: number): { bytes: number; stop: () => void } {
  const state = { bytes: 0, isOver: false }
  void (async () => {
    while (!state.isOver) {
      await share.take(piece)
      state.bytes += piece
    }
  })()
  return {
    get bytes() {
      return state.bytes
    },
    stop: () => {
      state.isOver = true
      share.close()
    },
  }
}

describe('without a limit', () => {
  test('everything goes on at once, and nothing is planned', () => {
    const share = unwatched()
    for (let piece = 0; piece < 100; piece += 1) expect(share.take(1_000_000)).toBeNull()
    expect(time.plans).toBe(0)
  })
})

describe('under a limit', () => {
  test('a burst of a quarter of a second, and then the rate', async () => {
    limit = 100_000
    const one = transfer(unwatched(), 5000)
    await time.pass(0)
    expect(one.bytes).toBe(25_000)
    await time.pass(10_000)
    expect(one.bytes).toBeGreaterThanOrEqual(1_015_000)
    expect(one.bytes).toBeLessThanOrEqual(1_030_000)
    one.stop()
  })

  test('is shared by bytes, however large the pieces are, and by all alike', async () => {
    limit = 1_000_000
    const transfers = [2000, 10_000, 65_536].map((piece) => transfer(unwatched(), piece))
    await time.pass(10_000)
    for (const { bytes } of transfers) {
      expect(bytes).toBeGreaterThan(3_150_000)
      expect(bytes).toBeLessThan(3_650_000)
    }
    for (const { stop } of transfers) stop()
  })

  test('one that comes later has the same from then on, and no more', async () => {
    limit = 1_000_000
    const first = transfer(unwatched(), 10_000)
    await time.pass(10_000)
    const before = first.bytes
    const second = transfer(unwatched(), 10_000)
    await time.pass(4000)
    expect(first.bytes - before).toBeGreaterThan(1_900_000)
    expect(second.bytes).toBeGreaterThan(1_900_000)
    first.stop()
    second.stop()
  })

  test('nobody comes before one that waits, even when there is room again', async () => {
    limit = 10_000
    const [first, second] = [unwatched(), unwatched()]
    first.take(10_000)
    const waiting = first.take(1000)
    time.now += 5000
    const later = second.take(1000)
    expect(later).not.toBeNull()
    await time.pass(0)
    await Promise.all([waiting, later])
  })

  test('what is being watched is not slowed down, from the moment it is watched', async () => {
    limit = 10_000
    let isWatched = false
    const share = bandwidth.open(() => isWatched)
    expect(share.take(1_000_000)).toBeNull()
    let isDone = false
    void share.take(1000)?.then(() => {
      isDone = true
    })
    await time.pass(1000)
    expect(isDone).toBe(false)
    isWatched = true
    await time.pass(250)
    expect(isDone).toBe(true)
    expect(share.take(1_000_000)).toBeNull()
  })

  test('a limit that is lifted lets go what waits, soon', async () => {
    limit = 10_000
    const share = unwatched()
    share.take(10_000_000)
    let isDone = false
    void share.take(1)?.then(() => {
      isDone = true
    })
    await time.pass(60_000)
    expect(isDone).toBe(false)
    limit = null
    await time.pass(250)
    expect(isDone).toBe(true)
    expect(time.plans).toBe(0)
  })

  test('a share that is closed keeps nobody waiting', async () => {
    limit = 10_000
    const share = unwatched()
    share.take(10_000_000)
    const waiting = share.take(1)
    expect(waiting).not.toBeNull()
    share.close()
    await waiting
    expect(share.take(1_000_000)).toBeNull()
    expect(time.plans).toBe(0)
  })

  test('never more goes than the rate allows, but for the burst and one piece', async () => {
    const sizes = fc.array(fc.integer({ min: 1000, max: 200_000 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 10_000, max: 1_000_000 }), fc.nat(3000), async (pieces, rate, ms) => {
        limit = rate
        const transfers = pieces.map((piece) => transfer(unwatched(), piece))
        await time.pass(ms)
        const bytes = transfers.reduce((sum, one) => sum + one.bytes, 0)
        for (const { stop } of transfers) stop()
        expect(bytes).toBeLessThanOrEqual(rate * 0.25 + (rate * ms) / 1000 + Math.max(...pieces))
        expect(bytes).toBeGreaterThanOrEqual((rate * ms) / 1000 - rate * 0.002 - Math.max(...pieces))
        bandwidth = new Bandwidth({ limit: () => limit, clock: time.clock, schedule: time.schedule })
      }),
      { numRuns: 20 },
    )
  })
})

describe('a player that waits', () => {
  test('has everything: the others together get 64 kB/s, until 2 s after it waits no longer', async () => {
    const player = bandwidth.open(() => true)
    const others = [unwatched(), unwatched()]
    const noLonger = bandwidth.hungry(player)
    expect(player.take(1_000_000)).toBeNull()
    const transfers = others.map((share) => transfer(share, 4000))
    await time.pass(10_000)
    const bytes = transfers.reduce((sum, one) => sum + one.bytes, 0)
    expect(bytes).toBeGreaterThan(600_000)
    expect(bytes).toBeLessThan(680_000)
    for (const { stop } of transfers) stop()
    const late = unwatched()
    noLonger()
    noLonger()
    late.take(1_000_000)
    expect(late.take(1)).not.toBeNull()
    await time.pass(1999)
    expect(late.take(1)).not.toBeNull()
    await time.pass(1)
    expect(late.take(1_000_000)).toBeNull()
  })

  test('a lower limit of the user holds for the others even then', async () => {
    limit = 20_000
    bandwidth.hungry(bandwidth.open(() => true))
    const one = transfer(unwatched(), 1000)
    await time.pass(10_000)
    expect(one.bytes).toBeLessThanOrEqual(206_000)
    one.stop()
  })

  test('says so twice, and is hungry until both are over', async () => {
    const player = unwatched()
    const other = unwatched()
    const [first, second] = [bandwidth.hungry(player), bandwidth.hungry(player)]
    other.take(1_000_000)
    first()
    await time.pass(5000)
    expect(other.take(1)).not.toBeNull()
    expect(player.take(1_000_000)).toBeNull()
    second()
    await time.pass(2000)
    expect(other.take(1)).toBeNull()
  })

  test('is over when its share is closed', async () => {
    const player = unwatched()
    const other = unwatched()
    const noLonger = bandwidth.hungry(player)
    player.close()
    other.take(1_000_000)
    expect(other.take(1)).not.toBeNull()
    await time.pass(2000)
    noLonger()
    expect(other.take(1_000_000)).toBeNull()
  })

  test('one that waited under the limit goes on at once when its player waits for it', async () => {
    limit = 10_000
    const share = unwatched()
    share.take(1_000_000)
    const waiting = share.take(1)
    expect(waiting).not.toBeNull()
    bandwidth.hungry(share)
    await waiting
    expect(time.now).toBe(0)
  })
})
