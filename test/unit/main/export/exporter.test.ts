import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JobEnd } from '../../../../src/main/media/job.ts'
import { ExportHome, mediaBytes, request, SPOKEN } from './export-fixture.ts'

const COMPLETE: JobEnd = { kind: 'complete', bytes: 9 }
const TWO_LANGUAGES = [
  { language: 'en', label: 'English' },
  { language: 'pt-BR', label: 'Português' },
]

let home: ExportHome
beforeEach(async () => {
  home = await ExportHome.make()
})
afterEach(() => rm(join(home.target, '..'), { recursive: true }))

const inTarget = (name: string): string => join(home.target, name)
const text = (name: string): Promise<string> => readFile(inTarget(name), 'utf8')

describe('one recording', () => {
  test('goes to a file of choice, which is suggested by the template and the file itself', async () => {
    const webm = Buffer.concat([Buffer.from('\x1a\x45\xdf\xa3....webm', 'latin1'), Buffer.alloc(1000)])
    await home.addFile('a', webm)
    home.chosen = inTarget('mine.webm')
    const exporter = home.exporter()
    const started = await exporter.start(request(['a']))
    expect(home.suggested).toBe('2026-11-05 Algebra Lecture 3.webm')
    expect(started).toMatchObject({ status: 'running', recordings: 1, folder: home.target })
    expect(await home.ended(started?.exportId)).toMatchObject({
      status: 'done',
      recordingsDone: 1,
      bytesDone: webm.length,
      bytesTotal: webm.length,
      files: [inTarget('mine.webm')],
      current: null,
      error: null,
    })
    expect((await readFile(inTarget('mine.webm'))).equals(webm)).toBe(true)
  })

  test('is not exported when the dialog is closed', async () => {
    await home.addFile('a', mediaBytes(100))
    home.chosen = null
    expect(await home.exporter().start(request(['a']))).toBeNull()
    expect(await home.exporter().start(request(['a', 'a']))).toBeNull()
    expect(await home.names()).toEqual([])
  })

  test('that nobody knows any more is refused before anybody is asked', async () => {
    await home.addFile('a', mediaBytes(100))
    await expect(home.exporter().start(request(['a', 'gone']))).rejects.toMatchObject({ error: { code: 'not-found' } })
    await expect(home.exporter().start(request(['gone']))).rejects.toMatchObject({ error: { code: 'not-found' } })
  })
})

describe('several recordings', () => {
  test('go to a folder, with subtitles and metadata of the same names', async () => {
    await home.addFile('a', mediaBytes(3000), { subtitles: TWO_LANGUAGES, extraData: { course: 'M1' } })
    await home.addFile('b', mediaBytes(2000, 2), { title: null, subtitles: TWO_LANGUAGES })
    home.webVtt.set('a/en', SPOKEN)
    home.webVtt.set('a/pt-BR', SPOKEN)
    home.webVtt.set('b/en', SPOKEN)
    const started = await home.exporter().start(request(['a', 'b'], { subtitles: true, metadata: true }))
    const state = await home.ended(started?.exportId)
    expect(state).toMatchObject({ status: 'done', recordingsDone: 2, bytesDone: 5000, withoutSubtitles: 1 })
    const [a, b] = ['2026-11-05 Algebra Lecture 3', '2026-11-05 Algebra']
    expect(state.files).toEqual([inTarget(`${a}.mp4`), inTarget(`${b}.mp4`)])
    const endings = ['en.srt', 'en.vtt', 'json', 'mp4']
    const expected = [`${a}.pt-BR.srt`, `${a}.pt-BR.vtt`, ...endings.flatMap((end) => [`${a}.${end}`, `${b}.${end}`])]
    expect(await home.names()).toEqual(expected.sort())
    expect(await text(`${a}.en.vtt`)).toBe(SPOKEN)
    expect(await text(`${b}.en.srt`)).toBe('1\n00:00:01,000 --> 00:00:02,000\nAda: Hello\n')
    expect(JSON.parse(await text(`${a}.json`))).toMatchObject({
      recordId: 'a',
      room: { id: 'algebra', title: 'Algebra' },
      session: 'SID-1',
      title: 'Lecture 3',
      createdAt: '2026-11-05T14:30:00.000Z',
      startedAt: null,
      sizeBytes: 3000,
      subtitles: TWO_LANGUAGES,
      extraData: { course: 'M1' },
    })
  })

  test('of one name get numbers, beside what an earlier export has left', async () => {
    await home.addFile('a', mediaBytes(1000))
    await home.addFile('b', mediaBytes(1000, 2))
    const exporter = home.exporter()
    const first = await exporter.start(request(['a', 'b'], { template: '{room}' }))
    const second = await exporter.start(request(['a', 'b'], { template: '{room}' }))
    await home.ended(first?.exportId)
    expect((await home.ended(second?.exportId)).files).toEqual([
      inTarget('Algebra (3).mp4'),
      inTarget('Algebra (4).mp4'),
    ])
    expect(await home.names()).toEqual(['Algebra (2).mp4', 'Algebra (3).mp4', 'Algebra (4).mp4', 'Algebra.mp4'])
  })

  test('have languages that are safe in names, each once', async () => {
    const languages = ['en', 'EN', '../x', '']
    await home.addFile('a', mediaBytes(1000), { subtitles: languages.map((language) => ({ language, label: '' })) })
    await home.addFile('b', mediaBytes(1000))
    for (const language of languages) home.webVtt.set(`a/${language}`, SPOKEN)
    const started = await home.exporter().start(request(['a', 'b'], { subtitles: true, template: '{id}' }))
    await home.ended(started?.exportId)
    expect((await home.names()).filter((name) => name.endsWith('.vtt'))).toEqual([
      'a.EN-2.vtt',
      'a.en.vtt',
      'a.und.vtt',
      'a.x.vtt',
    ])
  })
})

describe('a recording that is not here', () => {
  test('is downloaded first', async () => {
    await home.addFile('a', mediaBytes(1000))
    const job = home.addAway('b', { title: 'B', sizeBytes: 500 })
    const started = await home.exporter().start(request(['a', 'b'], { template: '{id}' }))
    await new Promise<void>((resolve) => {
      home.onState = ({ current }) => {
        if (current === 'B') resolve()
      }
    })
    expect(home.states.at(-1)).toMatchObject({ recordingsDone: 1, bytesDone: 1000, bytesTotal: 1500 })
    await home.putFile('b', mediaBytes(700))
    job.end(COMPLETE)
    expect(await home.ended(started?.exportId)).toMatchObject({ status: 'done', bytesDone: 1700, bytesTotal: 1700 })
    expect(await home.names()).toEqual(['a.mp4', 'b.mp4'])
  })

  test.each([
    [{ kind: 'failed', error: { code: 'not-found', message: 'gone', host: 'meet', raw: '404' } } as const, 'not-found'],
    [{ kind: 'stopped' } as const, 'aborted'],
  ])('and cannot be had (%o) ends the export, and what was exported stays', async (end, code) => {
    await home.addFile('a', mediaBytes(1000))
    home.addAway('b').end(end)
    await home.addFile('c', mediaBytes(1000))
    const started = await home.exporter().start(request(['a', 'b', 'c'], { template: '{id}' }))
    expect(await home.ended(started?.exportId)).toMatchObject({
      status: 'failed',
      recordingsDone: 1,
      files: [inTarget('a.mp4')],
      error: { code },
    })
    expect(await home.names()).toEqual(['a.mp4'])
  })
})

describe('a stop', () => {
  test('ends the download that the export waits for', async () => {
    await home.addFile('a', mediaBytes(1000))
    const job = home.addAway('b')
    const exporter = home.exporter()
    const started = await exporter.start(request(['a', 'b'], { template: '{id}' }))
    await new Promise<void>((resolve) => {
      home.onState = ({ recordingsDone }) => {
        if (recordingsDone === 1) resolve()
      }
    })
    await exporter.stop(started?.exportId ?? '')
    expect(job.stopped).toBe(true)
    expect(home.states.at(-1)).toMatchObject({ status: 'stopped', recordingsDone: 1, files: [inTarget('a.mp4')] })
    expect(await home.names()).toEqual(['a.mp4'])
  })

  test('does not wait for subtitles, and takes back the copy', async () => {
    await home.addFile('a', mediaBytes(1000), { subtitles: TWO_LANGUAGES })
    const asked = Promise.withResolvers<void>()
    const exporter = home.exporter({
      use: (_profileId, work) =>
        work({
          facts: () => home.recordings.get('a') ?? null,
          file: async () => home.files.get('a') ?? null,
          fetch: () => home.addAway('x'),
          webVtt: () => {
            asked.resolve()
            return new Promise(() => {})
          },
        }),
    })
    home.chosen = inTarget('a.mp4')
    await exporter.start(request(['a'], { subtitles: true }))
    await asked.promise
    expect(await home.names()).toMatchObject([expect.stringMatching(/^\.roomreel-export-/)])
    await exporter.close()
    expect(home.states.at(-1)?.status).toBe('stopped')
    expect(await home.names()).toEqual([])
  })

  test('of one that waits for its turn holds for that one', async () => {
    const job = home.addAway('a')
    await home.addFile('b', mediaBytes(1000))
    await home.addFile('c', mediaBytes(1000))
    const exporter = home.exporter()
    const exports = []
    for (const recordIds of [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ]) {
      exports.push(await exporter.start(request(recordIds, { template: '{id}' })))
    }
    await exporter.stop(exports[1]?.exportId ?? '')
    expect(await home.ended(exports[1]?.exportId)).toMatchObject({ status: 'stopped', files: [] })
    expect(await home.names()).toEqual([])
    await home.putFile('a', mediaBytes(500))
    job.end(COMPLETE)
    expect((await home.ended(exports[2]?.exportId)).files).toEqual([inTarget('c.mp4'), inTarget('b (2).mp4')])
    expect((await home.ended(exports[0]?.exportId)).files).toEqual([inTarget('a.mp4'), inTarget('b.mp4')])
  })

  test('of a profile’s exports leaves those of others', async () => {
    home.addAway('a')
    await home.addFile('b', mediaBytes(1000))
    const exporter = home.exporter()
    const mine = await exporter.start(request(['a', 'b'], { template: '{id}' }))
    home.chosen = inTarget('b.mp4')
    const others = await exporter.start(request(['b'], { profileId: 'other' }))
    await exporter.stopProfile('home')
    expect((await home.ended(mine?.exportId)).status).toBe('stopped')
    expect((await home.ended(others?.exportId)).status).toBe('done')
  })
})

describe('afterwards', () => {
  test('the first file is shown, as long as it is there', async () => {
    await home.addFile('a', mediaBytes(1000))
    await home.addFile('b', mediaBytes(1000))
    const exporter = home.exporter()
    const exportId = (await exporter.start(request(['a', 'b'], { template: '{id}' })))?.exportId ?? ''
    await home.ended(exportId)
    await exporter.show(exportId)
    expect(home.shown).toEqual([inTarget('a.mp4')])
    await rm(inTarget('a.mp4'))
    await expect(exporter.show(exportId)).rejects.toMatchObject({ error: { code: 'not-found' } })
    await expect(exporter.show('other')).rejects.toMatchObject({ error: { code: 'not-found' } })
  })
})

test('the names of a template are those of the first three', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await home.addFile(id, mediaBytes(100), { title: `T${id}` })
  home.recordings.delete('b')
  const names = await home.exporter().names('home', ['a', 'b', 'c', 'd'], '{title} {date}')
  expect(names).toEqual(['Ta 2026-11-05.mp4', 'Tc 2026-11-05.mp4'])
})

test('a profile that is gone ends the export', async () => {
  await home.addFile('a', mediaBytes(100))
  let uses = 0
  const exporter = home.exporter({
    use: async (_profileId, work) => {
      uses += 1
      if (uses > 1) throw new Error('closed')
      return work({
        facts: () => home.recordings.get('a') ?? null,
        file: async () => home.files.get('a') ?? null,
        fetch: () => home.addAway('x'),
        webVtt: async () => '',
      })
    },
  })
  home.chosen = inTarget('a.mp4')
  await writeFile(inTarget('a.mp4'), 'mine')
  const started = await exporter.start(request(['a']))
  expect(await home.ended(started?.exportId)).toMatchObject({ status: 'failed', error: { code: 'internal' } })
  expect(await text('a.mp4')).toBe('mine')
})
