import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PosterWants } from '../../../../src/main/media/poster-wants.ts'

let asked: [string, number][]
let wants: PosterWants
beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  wants = new PosterWants({ onWanted: (recordId, seconds) => void asked.push([recordId, seconds]) })
  wants.wake()
})
afterEach(() => {
  wants.stop()
  vi.useRealTimers()
})
const ids = (): string[] => asked.map(([recordId]) => recordId)

test('a picture is taken at a tenth, or at the beginning where nobody knows the length', () => {
  wants.want('a', 3600)
  wants.answered('a')
  wants.want('b', null)
  expect(asked).toEqual([
    ['a', 360],
    ['b', 0],
  ])
})

test('one at a time, in their order', () => {
  for (const id of ['a', 'b', 'c']) wants.want(id, 10)
  expect(ids()).toEqual(['a'])
  wants.answered('a')
  expect(ids()).toEqual(['a', 'b'])
  wants.answered('nobody')
  expect(ids()).toEqual(['a', 'b'])
  wants.answered('b')
  expect(ids()).toEqual(['a', 'b', 'c'])
})

test('what waits is asked for once, with what is known by then', () => {
  wants.want('a', 10)
  wants.want('b', null)
  wants.want('b', 50)
  wants.want('a', 20)
  wants.answered('a')
  wants.answered('b')
  expect(asked).toEqual([
    ['a', 1],
    ['b', 5],
  ])
})

test('what has its picture from elsewhere is not asked for', () => {
  for (const id of ['a', 'b', 'c']) wants.want(id, 10)
  wants.answered('b')
  wants.answered('a')
  expect(ids()).toEqual(['a', 'c'])
})

test('without an answer the next one has its turn, and this one another behind the others', () => {
  for (const id of ['a', 'b', 'c']) wants.want(id, 10)
  vi.advanceTimersByTime(19_999)
  expect(ids()).toEqual(['a'])
  vi.advanceTimersByTime(1)
  expect(ids()).toEqual(['a', 'b'])
  wants.answered('b')
  wants.answered('c')
  expect(ids()).toEqual(['a', 'b', 'c', 'a'])
  vi.advanceTimersByTime(100_000)
  expect(ids()).toEqual(['a', 'b', 'c', 'a'])
})

test('an answer that comes too late takes nobody’s turn', () => {
  for (const id of ['a', 'b', 'c']) wants.want(id, 10)
  vi.advanceTimersByTime(20_000)
  wants.answered('a')
  expect(ids()).toEqual(['a', 'b'])
  wants.answered('b')
  wants.answered('c')
  vi.advanceTimersByTime(100_000)
  expect(ids()).toEqual(['a', 'b', 'c'])
})

test('each is asked for twice at most', () => {
  for (let time = 0; time < 4; time += 1) {
    wants.want('a', 10)
    wants.answered('a')
  }
  wants.want('b', 10)
  expect(ids()).toEqual(['a', 'a', 'b'])
})

test('an answer within the question is an answer', () => {
  const done = new PosterWants({
    onWanted: (recordId) => {
      asked.push([recordId, 0])
      done.answered(recordId)
    },
  })
  done.wake()
  for (const id of ['a', 'b', 'c']) done.want(id, 10)
  expect(ids()).toEqual(['a', 'b', 'c'])
})

test('while another server is on screen nothing is asked, and what was not made is asked again later', () => {
  for (const id of ['a', 'b']) wants.want(id, 10)
  wants.rest()
  // The page could not have the file any more.
  wants.answered('a', false)
  wants.want('c', 10)
  vi.advanceTimersByTime(100_000)
  expect(ids()).toEqual(['a'])
  wants.wake()
  for (const id of ['b', 'a', 'c']) wants.answered(id)
  expect(ids()).toEqual(['a', 'b', 'a', 'c'])
})

test('nothing is asked once it was stopped', () => {
  for (const id of ['a', 'b']) wants.want(id, 10)
  wants.stop()
  vi.advanceTimersByTime(100_000)
  expect(ids()).toEqual(['a'])
})
