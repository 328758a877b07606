import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sweepTemporaries, type WriteParts, writeRecording } from '../../../../src/main/export/write-recording.ts'
import { ExportHome, mediaBytes } from './export-fixture.ts'

const CHILD = fileURLToPath(new URL('../../../fixtures/export/export-child.ts', import.meta.url))
const MIB = 1024 * 1024

let home: ExportHome
beforeEach(async () => {
  home = await ExportHome.make()
})
afterEach(() => rm(join(home.target, '..'), { recursive: true }))

const bytes = mediaBytes(5 * MIB + 17)
async function write(changes: Partial<WriteParts> = {}): Promise<string> {
  const from = { path: join(home.media, 'a.kept'), bytes: bytes.length }
  await writeFile(from.path, bytes)
  return writeRecording({
    from,
    place: { kind: 'folder', folder: home.target, name: 'Name', ending: 'mp4' },
    signal: new AbortController().signal,
    checkRoom: async () => {},
    onBytes: () => {},
    companions: async () => [
      { suffix: '.en.vtt', text: 'v' },
      { suffix: '.json', text: '{}' },
    ],
    ...changes,
  })
}

describe('to a folder', () => {
  test('the file and its companions have one name, and the bytes are counted', async () => {
    const counted: number[] = []
    expect(await write({ onBytes: (done) => counted.push(done) })).toBe(join(home.target, 'Name.mp4'))
    expect(await home.names()).toEqual(['Name.en.vtt', 'Name.json', 'Name.mp4'])
    expect((await readFile(join(home.target, 'Name.mp4'))).equals(bytes)).toBe(true)
    expect(counted.at(-1)).toBe(bytes.length)
    expect(counted).toEqual(counted.toSorted((one, other) => one - other))
  })

  test.each(['Name.mp4', 'Name.en.vtt', 'Name.json'])(
    'what is there as %s stays, and all of them get a number',
    async (taken) => {
      await writeFile(join(home.target, taken), 'mine')
      expect(await write()).toBe(join(home.target, 'Name (2).mp4'))
      expect(await readFile(join(home.target, taken), 'utf8')).toBe('mine')
      expect(await home.names()).toEqual(['Name (2).en.vtt', 'Name (2).json', 'Name (2).mp4', taken].sort())
    },
  )

  test('many at once get a name each', async () => {
    const paths = await Promise.all(Array.from({ length: 8 }, () => write({ companions: async () => [] })))
    expect(new Set(paths).size).toBe(8)
    for (const path of paths) expect((await readFile(path)).equals(bytes)).toBe(true)
    expect(await home.names()).toHaveLength(8)
  })
})

describe('to a file of the user’s choice', () => {
  const to = (name: string) => write({ place: { kind: 'file', path: join(home.target, name) } })

  test('it is replaced, and what lies beside it is not', async () => {
    await writeFile(join(home.target, 'Mine.mp4'), 'old')
    await writeFile(join(home.target, 'Mine.en.vtt'), 'corrected')
    await writeFile(join(home.target, 'Mine.json'), '{}')
    await to('Mine.mp4')
    expect((await readFile(join(home.target, 'Mine.mp4'))).equals(bytes)).toBe(true)
    expect(await readFile(join(home.target, 'Mine.en.vtt'), 'utf8')).toBe('corrected')
    expect(await home.names()).toEqual(['Mine.en (2).vtt', 'Mine.en.vtt', 'Mine.json', 'Mine.mp4'])
  })

  test('a name without an ending of a medium is a name', async () => {
    await to('v1.2')
    expect(await home.names()).toEqual(['v1.2', 'v1.2.en.vtt', 'v1.2.json'])
  })
})

describe('nothing is left in the folder', () => {
  test('when it is stopped in the middle', async () => {
    const stop = new AbortController()
    const writing = write({
      signal: stop.signal,
      onBytes: (done) => {
        if (done >= 3 * MIB) stop.abort()
      },
    })
    await expect(writing).rejects.toMatchObject({ error: { code: 'aborted' } })
    expect(await home.names()).toEqual([])
  })

  test('when the file here is shorter than it was', async () => {
    const from = { path: join(home.media, 'short.kept'), bytes: bytes.length }
    await writeFile(from.path, bytes.subarray(0, 2 * MIB))
    await expect(write({ from, checkRoom: async () => {} })).rejects.toMatchObject({ error: { code: 'disk' } })
    expect(await home.names()).toEqual([])
  })

  test('when a companion cannot be written', async () => {
    const companions = async () => [
      { suffix: '.en.vtt', text: 'v' },
      { suffix: `.${'x'.repeat(300)}`, text: 'too long a name' },
    ]
    await expect(write({ companions })).rejects.toMatchObject({ error: { code: 'disk', raw: 'ENAMETOOLONG' } })
    expect(await home.names()).toEqual([])
  })

  test('when the file system takes no more', async () => {
    const from = join(home.media, 'large.kept')
    await writeFile(from, bytes)
    const limited = 'ulimit -f 2048; exec "$0" "$@"'
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      limited,
      process.execPath,
      CHILD,
      from,
      String(bytes.length),
      home.target,
    ])
    expect(stdout).toBe('disk EFBIG\n')
    expect(await home.names()).toEqual([])
  })
})

test('a folder that is none fails with its reason', async () => {
  await writeFile(join(home.target, 'file'), '')
  const place = { kind: 'folder' as const, folder: join(home.target, 'file'), name: 'Name', ending: 'mp4' }
  await expect(write({ place })).rejects.toMatchObject({ error: { code: 'disk', raw: 'ENOTDIR' } })
})

test('what a killed Roomreel has left goes after a day, and nothing else', async () => {
  const id = '0f0f0f0f-0000-4000-8000-00000000000'
  const names = [`.roomreel-export-${id}1`, `.roomreel-export-${id}2`, '.roomreel-export-of-mine', 'a.mp4']
  await mkdir(join(home.target, 'sub'))
  for (const name of names) {
    await writeFile(join(home.target, name), '')
    if (!name.endsWith('2')) await utimes(join(home.target, name), 1000, 1000)
  }
  await sweepTemporaries(home.target, Date.now())
  expect((await readdir(home.target)).sort()).toEqual([...names.slice(1), 'sub'].sort())
  await sweepTemporaries(join(home.target, 'not there'), Date.now())
})
