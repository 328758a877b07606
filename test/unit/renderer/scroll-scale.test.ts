import { describe, expect, it } from 'vitest'
import { MOST_PX, ScrollScale } from '../../../src/renderer/features/library/scroll-scale.ts'

const VIEW = 640
const ROW = 64

const scaleOf = (rows: number) => {
  const scale = new ScrollScale()
  scale.resize(rows * ROW, VIEW)
  const most = ScrollScale.scrollHeight(rows * ROW) - VIEW
  /** The element itself: it cannot be scrolled beyond its ends. */
  let scrollTop = 0
  return {
    scale,
    most,
    end: rows * ROW - VIEW,
    scrollTo: (to: number) => {
      scrollTop = Math.max(0, Math.min(to, most))
      scale.scrolled(scrollTop)
    },
    wheel: (by: number) => {
      scrollTop = Math.max(0, Math.min(scrollTop + by, most))
      scale.scrolled(scrollTop)
      if (scale.stuck) scrollTop = scale.moveTo(scale.offset)
    },
    rest: () => {
      if (scale.astray) scrollTop = scale.moveTo(scale.offset)
    },
    move: (offset: number) => {
      scrollTop = scale.moveTo(offset)
    },
    at: () => scrollTop,
  }
}

describe('a list that browsers can lay out', () => {
  it('is where its scroll bar is', () => {
    const { scale, scrollTo, most } = scaleOf(100_000)
    for (const to of [0, 300, 1_000_000, most]) {
      scrollTo(to)
      expect([scale.offset, scale.base, scale.astray]).toEqual([to, 0, false])
    }
  })
})

describe('a list of a million rows', () => {
  it('is no higher than browsers can lay out, and its bar reaches both ends', () => {
    const { scale, scrollTo, most, end } = scaleOf(1_000_000)
    expect(most + VIEW).toBe(MOST_PX)
    scrollTo(most)
    expect(scale.offset).toBe(end)
    scrollTo(most / 2)
    expect(scale.offset).toBeCloseTo(end / 2, -3)
    scrollTo(0)
    expect(scale.offset).toBe(0)
  })

  it('moves pixel by pixel with the wheel, wherever it is', () => {
    const { scale, move, wheel, end } = scaleOf(1_000_000)
    for (const from of [0, 150_000, 20_000_000, end - 5000]) {
      move(from)
      wheel(120)
      expect(scale.offset).toBeCloseTo(from + 120)
      wheel(-120)
      expect(scale.offset).toBeCloseTo(from)
    }
  })

  it('can be left by the wheel at both ends', () => {
    const { scale, move, wheel, rest, end } = scaleOf(1_000_000)
    move(400_000)
    for (let times = 0; times <= 400_000 / 1000 + 1 && scale.offset > 0; times++) wheel(-1000)
    rest()
    expect([scale.offset, scale.base]).toEqual([0, 0])
    move(end - 400_000)
    for (let times = 0; times <= 400_000 / 1000 + 1 && scale.offset < end; times++) wheel(1000)
    rest()
    expect(scale.offset).toBe(end)
  })

  it('stays where it is when its bar comes home', () => {
    const { scale, move, wheel, rest } = scaleOf(1_000_000)
    move(30_000_000)
    for (let times = 0; times < 50; times++) wheel(1000)
    expect(scale.astray).toBe(true)
    const { offset } = scale
    rest()
    expect([scale.offset, scale.astray]).toEqual([offset, false])
  })

  it('finds every place that it is moved to', () => {
    const { scale, move, at, end, most } = scaleOf(1_000_000)
    for (const to of [0, 199_999, 200_001, 31_999_936, end - 200_001, end]) {
      move(to)
      expect(scale.offset).toBe(to)
      expect(scale.astray).toBe(false)
      expect(at()).toBeGreaterThanOrEqual(0)
      expect(at()).toBeLessThanOrEqual(most)
    }
  })
})
