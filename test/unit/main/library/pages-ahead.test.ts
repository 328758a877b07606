import { expect, test } from 'vitest'
import { PagesAhead } from '../../../../src/main/library/pages-ahead.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'

interface Page {
  from: number
  limit: number
  total: number
  listed: number
}

/** A list of so many, of which at most `most` are given at once; what is asked for waits until it is answered. */
function listOf(total: number, most = 10) {
  const waiting: { from: number; answer: () => void; fail: () => void; signal: AbortSignal }[] = []
  const asked: number[] = []
  const ahead = new PagesAhead<Page>(
    {
      ask: (from, signal) => {
        asked.push(from)
        const listed = Math.max(0, Math.min(most, total - from))
        return new Promise((resolve, reject) => {
          const answer = () => resolve({ from, limit: most, total, listed })
          const fail = () => reject(new AppFailure('server-error', `nothing at ${from}`))
          signal.addEventListener('abort', fail)
          waiting.push({ from, answer, fail, signal })
        })
      },
      nextFrom: ({ from, limit }) => from + limit - 1,
      limit: 10,
    },
    0,
  )
  const next = () => waiting.shift()
  return { ahead, asked, waiting, next }
}

const fromOf = (pages: Page[]): number[] => pages.map(({ from }) => from)

test('the second page is asked for when the first has told how many there are, then two at a time', async () => {
  const { ahead, asked, waiting, next } = listOf(40)
  const taken = ahead.take(1)
  expect(asked).toEqual([0])
  next()?.answer()
  expect(fromOf(await taken)).toEqual([0])
  expect(asked).toEqual([0, 9, 18])
  expect(waiting).toHaveLength(2)
  ahead.stop()
})

test('pages are taken in their order, whatever order they come in', async () => {
  const { ahead, waiting, next } = listOf(40)
  const first = ahead.take(1)
  next()?.answer()
  await first
  const taken = ahead.take(2)
  waiting[1]?.answer()
  waiting[0]?.answer()
  expect(fromOf(await taken)).toEqual([9, 18])
  ahead.stop()
})

test('a server that gives less at once is asked for what follows on that', async () => {
  const { ahead, asked, next } = listOf(40, 4)
  const taken = ahead.take(1)
  next()?.answer()
  await taken
  expect(asked).toEqual([0, 3, 6])
  ahead.stop()
})

test('behind a page that is not full nothing is asked for ahead, and one more only when it is taken', async () => {
  const { ahead, asked, next } = listOf(14)
  const first = ahead.take(1)
  next()?.answer()
  await first
  expect(asked).toEqual([0, 9])
  const second = ahead.take(1)
  next()?.answer()
  await second
  expect(asked).toEqual([0, 9])
  const third = ahead.take(1)
  expect(asked).toEqual([0, 9, 18])
  next()?.answer()
  expect(await third).toEqual([{ from: 18, limit: 10, total: 14, listed: 0 }])
})

test('a failure comes when it is the first in the row, after what came before it', async () => {
  const { ahead, waiting, next } = listOf(40)
  const first = ahead.take(1)
  next()?.answer()
  await first
  waiting[1]?.fail()
  waiting[0]?.answer()
  expect(fromOf(await ahead.take(5))).toEqual([9])
  await expect(ahead.take(5)).rejects.toThrow('nothing at 18')
})

test('what was asked for before a new beginning is let go', async () => {
  const { ahead, asked, waiting, next } = listOf(40)
  const first = ahead.take(1)
  next()?.answer()
  await first
  ahead.restart(5)
  expect(waiting.every(({ signal }) => signal.aborted)).toBe(true)
  waiting.length = 0
  const taken = ahead.take(1)
  next()?.answer()
  expect(fromOf(await taken)).toEqual([5])
  expect(asked).toEqual([0, 9, 18, 5, 14, 23])
  ahead.stop()
})
