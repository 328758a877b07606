import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { QueueFile } from '../../../../src/main/downloads/queue-file.ts'
import { failureOf, heard, QueueFixture } from './queue-fixture.ts'

let it: QueueFixture
let complaints: ReturnType<typeof vi.spyOn>
beforeEach(async () => {
  complaints = vi.spyOn(console, 'error').mockImplementation(() => {})
  it = await QueueFixture.make()
})
afterEach(async () => {
  vi.useRealTimers()
  complaints.mockRestore()
  await it.close()
})

const content = async (): Promise<{ entries: unknown[]; finished: unknown[] }> =>
  JSON.parse(await readFile(it.file, 'utf8'))

/** A second run of the app: the first one has closed. */
async function restart(): Promise<void> {
  await it.queue.close()
  it.queue = it.another()
  await it.queue.load()
}

describe('a restart', () => {
  test('order, states and what has arrived are as before; what ran or waited goes on', async () => {
    it.settings = { atOnce: 2, perServer: 2 }
    it.queue.keep('a', ['a1', 'a2', 'a3', 'a4', 'a5'], 'user')
    it.queue.keep('b', ['b1'], 'rule')
    await it.job('a1').fail('not-found', '404 · recording not found')
    await it.job('a2').fail('disk-full')
    it.queue.pause('a', ['a4'])
    await it.job('a3').complete()
    it.queue.move('b', 'b1', 'b1')
    it.queue.move('a', 'a5', 'a1')
    const before = it.states()
    expect(before).toEqual(['a5 running', 'a1 failed', 'a2 disk-space', 'a4 paused', 'b1 running'])
    const error = it.queue.entry('a', 'a1')?.error
    await restart()
    expect(it.states()).toEqual(['a5 running', 'a1 failed', 'a2 running', 'a4 paused', 'b1 turn'])
    expect(it.queue.entry('a', 'a1')?.error).toEqual(error)
    expect(it.queue.entry('b', 'b1')).toMatchObject({ by: 'rule', addedAt: 1000 })
    expect(it.queue.finished('a')).toEqual([{ profileId: 'a', recordId: 'a3', at: 1000 }])
  })

  test('what is kept before the queue of the last run was read writes nothing over it', async () => {
    it.queue.keep('a', ['a1'], 'user')
    await it.queue.close()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    it.queue = it.another()
    it.queue.keep('a', ['a2'], 'user')
    vi.advanceTimersByTime(1000)
    expect((await content()).entries).toMatchObject([{ recordId: 'a1' }])
    await it.queue.load()
    await it.queue.close()
    expect((await content()).entries).toMatchObject([{ recordId: 'a2' }, { recordId: 'a1' }])
  })

  test('closing stops all jobs, waits for them, and counts one that is complete by then', async () => {
    it.stopsAtOnce = false
    it.queue.keep('a', ['a1', 'a2', 'a3', 'a4'], 'user')
    const closed = it.queue.close()
    expect(it.jobs.every(({ isStopped }) => isStopped)).toBe(true)
    await it.job('a1').complete()
    await it.job('a2').fail('aborted')
    await it.job('a3').end({ kind: 'stopped' })
    await closed
    expect(it.jobs).toHaveLength(3)
    expect(await content()).toMatchObject({
      entries: [{ recordId: 'a2' }, { recordId: 'a3' }, { recordId: 'a4' }],
      finished: [{ recordId: 'a1' }],
    })
    expect(it.rests).toEqual([])
  })

  test('whatever a queue is, it comes back', async () => {
    const recordId = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    const state = fc.constantFrom('waiting', 'paused', 'failed')
    const entries = fc.uniqueArray(fc.record({ profileId: fc.constantFrom('a', 'b-2'), recordId, state }), {
      selector: (entry) => JSON.stringify([entry.profileId, entry.recordId]),
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(entries, async (about) => {
        const written = about.map((entry) => ({
          ...entry,
          by: 'user' as const,
          waitingFor: entry.state === 'waiting' ? ('turn' as const) : null,
          retryAt: null,
          error: entry.state === 'failed' ? failureOf('tls-expired', null) : null,
          addedAt: 5,
        }))
        const file = new QueueFile({ file: it.file, content: () => ({ entries: written, finished: [] }) })
        await file.read()
        file.changed()
        await file.flush()
        expect(await file.read()).toEqual({ entries: written, finished: [] })
      }),
      { numRuns: 30 },
    )
  })
})

describe('the file', () => {
  test('holds of an error what may be told, and nothing else', async () => {
    const certificate = { subject: 'x', issuer: 'x', names: [], validFrom: 0, validTo: 0, sha256: 'x' }
    const error = { ...failureOf('tls-self-signed'), certificate }
    it.queue = it.another({
      run: () => ({ ended: Promise.resolve({ kind: 'failed', error }), stop: () => {} }),
    })
    await it.queue.load()
    it.queue.keep('a', ['a1'], 'user')
    await vi.waitFor(() => expect(it.queue.entry('a', 'a1')?.error).toBe(error))
    await it.queue.close()
    expect(await content()).toEqual({
      version: 1,
      entries: [
        {
          profileId: 'a',
          recordId: 'a1',
          by: 'user',
          state: 'failed',
          error: failureOf('tls-self-signed'),
          addedAt: 1000,
        },
      ],
      finished: [],
    })
  })

  test('entries that cannot be read are left out, each recording is there once, and a failure without words is tried again', async () => {
    const good = { profileId: 'a', recordId: 'a1', by: 'user', state: 'paused', error: null, addedAt: 1 }
    const strange = {
      ...good,
      recordId: 'a2',
      state: 'failed',
      error: { ...failureOf('refused'), code: 'of-tomorrow' },
    }
    const entries = [good, { ...good, state: 'failed' }, null, { ...good, profileId: '../a' }, 7, strange]
    const finished = [{ profileId: 'a', recordId: 'a9', at: 3 }, { profileId: 'a' }]
    await writeFile(it.file, JSON.stringify({ version: 1, entries, finished }))
    await it.queue.load()
    expect(it.states()).toEqual(['a1 paused', 'a2 running'])
    expect(it.queue.finished('a')).toEqual([{ profileId: 'a', recordId: 'a9', at: 3 }])
  })

  test.each([
    ['no JSON', '{"version":1,"entr'],
    ['of a later version', '{"version":2,"entries":[],"finished":[]}'],
    ['something else', '[]'],
  ])('one that is %s is set aside, and the queue begins empty', async (_, text) => {
    await writeFile(it.file, text)
    await it.queue.load()
    it.queue.keep('a', ['a1'], 'user')
    await it.queue.close()
    const [own, aside] = (await readdir(it.directory)).toSorted()
    expect(own).toBe('downloads.json')
    expect(aside).toMatch(/^downloads\.json\.unreadable-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/)
    expect(await readFile(`${it.directory}/${aside}`, 'utf8')).toBe(text)
    expect((await content()).entries).toHaveLength(1)
    expect(complaints).toHaveBeenCalledOnce()
  })

  test('what a kill in the middle of a write has left does no harm', async () => {
    it.queue.keep('a', ['a1'], 'user')
    await it.queue.close()
    await writeFile(`${it.file}.part`, '{"version":1,"entries":[{"profileId":"a","rec')
    await restart()
    expect(it.states()).toEqual(['a1 running'])
    it.queue.keep('a', ['a2'], 'user')
    await it.queue.close()
    expect((await content()).entries).toHaveLength(2)
    expect(await readdir(it.directory)).toEqual(['downloads.json'])
  })

  test('a disk that takes nothing is complained of once, stops nobody, and is tried again with the next change', async () => {
    await rm(it.directory, { recursive: true })
    // A file in the place of the folder: nothing can be written there.
    await writeFile(it.directory, '')
    const file = new QueueFile({ file: it.file, content: () => ({ entries: [], finished: [] }) })
    await file.read()
    file.changed()
    await file.flush()
    file.changed()
    await file.flush()
    expect(complaints).toHaveBeenCalledOnce()
    await rm(it.directory)
    await mkdir(it.directory)
    await file.flush()
    expect(await content()).toEqual({ version: 1, entries: [], finished: [] })
    expect(complaints).toHaveBeenCalledOnce()
  })

  test('is written a quarter of a second after the first change, with what is newest then', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let asked = 0
    const written = Promise.withResolvers<void>()
    const file = new QueueFile({
      file: it.file,
      content: () => {
        asked += 1
        written.resolve()
        return { entries: [], finished: [{ profileId: 'a', recordId: 'a1', at: asked }] }
      },
    })
    await file.read()
    file.changed()
    vi.advanceTimersByTime(200)
    file.changed()
    vi.advanceTimersByTime(49)
    expect(asked).toBe(0)
    vi.advanceTimersByTime(1)
    await written.promise
    // While it is being written, there is news: that is written after another quarter of a second.
    file.changed()
    while (vi.getTimerCount() === 0) await heard()
    vi.advanceTimersByTime(249)
    expect(asked).toBe(1)
    vi.advanceTimersByTime(1)
    await file.flush()
    expect(asked).toBe(2)
    expect((await content()).finished).toEqual([{ profileId: 'a', recordId: 'a1', at: 2 }])
    await file.flush()
    expect(vi.getTimerCount()).toBe(0)
    expect(asked).toBe(2)
  })
})
