import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Desktop, QuitWords } from '../../../../src/main/downloads/desktop-port.ts'
import { type Activity, Manners } from '../../../../src/main/downloads/manners.ts'

/** A desktop that remembers what it was told. */
class Remembered implements Desktop {
  readonly shown: [number | null, string][] = []
  readonly notices: { title: string; body: string; click: () => void }[] = []
  readonly asked: { words: QuitWords; answer: (answer: 'quit' | 'stay') => void }[] = []
  awake = false
  progress(share: number | null, mode: string): void {
    this.shown.push([share, mode])
  }
  notify(notice: { title: string; body: string }, click: () => void): void {
    this.notices.push({ ...notice, click })
  }
  keepAwake(on: boolean): void {
    this.awake = on
  }
  askQuit(words: QuitWords): Promise<'quit' | 'stay'> {
    return new Promise((answer) => this.asked.push({ words, answer }))
  }
  showInFolder(): void {}
  startDrag(): void {}
}

let desktop: Remembered
let now: number
let mayNotify: boolean
let shows: number
let manners: Manners
beforeEach(() => {
  desktop = new Remembered()
  now = 1000
  mayNotify = true
  shows = 0
  manners = new Manners({
    desktop,
    clock: () => now,
    mayNotify: () => mayNotify,
    onShow: () => {
      shows += 1
    },
  })
})

const RUNNING: Activity = { running: 1, waiting: 0, failed: 0, bytesDone: 0, bytesTotal: 100 }
const update = (changes: Partial<Activity> = {}): void => manners.update({ ...RUNNING, ...changes })

describe('progress', () => {
  test('is of all that runs or waits, twice a second, and goes at rest', () => {
    update()
    update({ bytesDone: 10 })
    now += 499
    update({ bytesDone: 20 })
    now += 1
    update({ bytesDone: 30 })
    manners.rest({ finished: 1, failed: 0, waiting: 0 })
    expect(desktop.shown).toEqual([
      [0, 'normal'],
      [0.3, 'normal'],
      [null, 'normal'],
    ])
  })

  test('says at once when something has failed, and when all of it waits', () => {
    update()
    update({ failed: 1, bytesDone: 50 })
    update({ running: 0, waiting: 2, bytesDone: 60 })
    expect(desktop.shown).toEqual([
      [0, 'normal'],
      [0.5, 'error'],
      [0.6, 'paused'],
    ])
  })

  test('is never more than all, and nothing while no length is known', () => {
    update({ bytesTotal: 0 })
    now += 500
    update({ bytesDone: 200 })
    expect(desktop.shown.map(([share]) => share)).toEqual([0, 1])
  })

  test('is not shown for what only waits, and goes with the last of it', () => {
    update({ running: 0, waiting: 3 })
    expect(desktop.shown).toEqual([])
    update()
    update({ running: 0 })
    expect(desktop.shown.at(-1)).toEqual([null, 'normal'])
  })

  test('goes on when the clock is set back', () => {
    update()
    now -= 3_600_000
    update({ bytesDone: 40 })
    expect(desktop.shown.at(-1)).toEqual([0.4, 'normal'])
  })
})

test('the computer stays awake while something runs', () => {
  update({ running: 0, waiting: 1 })
  expect(desktop.awake).toBe(false)
  update()
  expect(desktop.awake).toBe(true)
  update({ running: 0, waiting: 1 })
  expect(desktop.awake).toBe(false)
  update()
  manners.rest({ finished: 1, failed: 0, waiting: 0 })
  expect(desktop.awake).toBe(false)
})

describe('at rest', () => {
  test.each([
    [{ finished: 1, failed: 0, waiting: 0 }, '1 recording is on this device'],
    [{ finished: 3, failed: 0, waiting: 0 }, '3 recordings are on this device'],
    [{ finished: 3, failed: 1, waiting: 0 }, '1 of 4 downloads needs help'],
    [{ finished: 1, failed: 2, waiting: 1 }, '2 of 4 downloads need help'],
    [{ finished: 2, failed: 0, waiting: 1 }, '1 of 3 downloads is waiting for room or a folder'],
  ])('%o is "%s"', (rest, title) => {
    manners.rest(rest)
    expect(desktop.notices).toMatchObject([{ title }])
    desktop.notices[0]?.click()
    expect(shows).toBe(1)
  })

  test('nothing is said when nothing came of it, or the user wants to hear nothing', () => {
    manners.rest({ finished: 0, failed: 0, waiting: 0 })
    mayNotify = false
    manners.rest({ finished: 1, failed: 1, waiting: 1 })
    expect(desktop.notices).toEqual([])
  })
})

describe('quitting', () => {
  test('needs no question when nothing runs', async () => {
    expect(await manners.mayQuit()).toBe(true)
    update({ running: 0, waiting: 2 })
    expect(await manners.mayQuit()).toBe(true)
    expect(desktop.asked).toEqual([])
  })

  test('asks once, and a yes holds', async () => {
    update({ running: 2 })
    const answers = [manners.mayQuit(), manners.mayQuit()]
    expect(desktop.asked).toHaveLength(1)
    expect(desktop.asked[0]?.words).toEqual({
      message: '2 downloads are running',
      detail: 'What has come is kept, and they go on at the next start.',
      quit: 'Quit',
      stay: 'Keep downloading',
    })
    desktop.asked[0]?.answer('quit')
    expect(await Promise.all(answers)).toEqual([true, true])
    expect(await manners.mayQuit()).toBe(true)
    expect(desktop.asked).toHaveLength(1)
  })

  test('is not held up by a question that cannot be asked', async () => {
    const complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => complaints.mockRestore())
    desktop.askQuit = () => Promise.reject(new TypeError('the window is gone'))
    update({ running: 1 })
    expect(await manners.mayQuit()).toBe(true)
    expect(complaints).toHaveBeenCalledOnce()
  })

  test('asks again after a no', async () => {
    update()
    const first = manners.mayQuit()
    desktop.asked[0]?.answer('stay')
    expect(await first).toBe(false)
    expect(desktop.asked[0]?.words.message).toBe('1 download is running')
    const second = manners.mayQuit()
    desktop.asked[1]?.answer('quit')
    expect(await second).toBe(true)
  })
})
