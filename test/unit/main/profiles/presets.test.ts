import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadPresets, presetsPath } from '../../../../src/main/profiles/presets.ts'
import { writeServerFile } from '../../../../src/main/profiles/server-file.ts'
import { NEW_SERVER } from '../../../../src/shared/profile.ts'

let directory = ''
let file = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'roomreel-presets-'))
  file = join(directory, 'servers.json')
})
afterEach(() => rm(directory, { recursive: true }))

const preset = (servers: unknown): Promise<void> => writeFile(file, JSON.stringify({ servers }))

test.each([
  ['linux', {}, '/etc/roomreel/servers.json'],
  ['freebsd', { ProgramData: 'D:\\Data' }, '/etc/roomreel/servers.json'],
  ['darwin', {}, '/Library/Application Support/Roomreel/servers.json'],
  ['win32', {}, 'C:\\ProgramData\\Roomreel\\servers.json'],
  ['win32', { PROGRAMDATA: '' }, 'C:\\ProgramData\\Roomreel\\servers.json'],
  ['win32', { PROGRAMDATA: 'D:\\Data' }, 'D:\\Data\\Roomreel\\servers.json'],
  ['win32', { ProgramData: 'D:\\Data\\' }, 'D:\\Data\\Roomreel\\servers.json'],
])('on %s with %j the file is %s', (platform, environment, path) => {
  expect(presetsPath(platform, environment)).toBe(path)
})

describe('a file of presets', () => {
  test('that is not there is no presets', () => {
    expect(loadPresets(file)).toEqual({ servers: [], unreadable: false })
    expect(loadPresets(join(directory, 'nor', 'its folder', 'servers.json'))).toEqual({
      servers: [],
      unreadable: false,
    })
  })

  test('gives its servers, with the same IDs at every start', async () => {
    await preset([{ name: 'Campus', url: 'meet.example.org', apiKey: 'k', rooms: ['a', 'b'] }, { url: 'b.example' }])
    const { servers, unreadable } = loadPresets(file)
    expect(unreadable).toBe(false)
    expect(servers.map(({ fields }) => fields)).toEqual([
      { ...NEW_SERVER, name: 'Campus', url: 'https://meet.example.org', apiKey: 'k', rooms: ['a', 'b'] },
      { ...NEW_SERVER, url: 'https://b.example' },
    ])
    const ids = servers.map(({ id }) => id)
    expect(ids.every((id) => /^m-[0-9a-f]{16}$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(2)
    await preset([
      { url: 'b.example' },
      { name: 'Renamed', url: 'https://meet.example.org/', apiKey: 'k', rooms: ['b', 'a'] },
    ])
    expect(loadPresets(file).servers.map(({ id }) => id)).toEqual([...ids].reverse())
  })

  test('with another address, key or rooms has other IDs', async () => {
    const url = 'https://meet.example.org'
    await preset([
      { url },
      { url: `${url}/pnm` },
      { url, apiKey: 'k' },
      { url, rooms: ['a'] },
      { url, rooms: ['a', 'b'] },
    ])
    expect(new Set(loadPresets(file).servers.map(({ id }) => id)).size).toBe(5)
  })

  test('with a proxy or a path that means nothing in it says so, and gives the others', async () => {
    await preset([
      { url: 'a.example', proxy: 'no proxy' },
      { url: 'b.example', endpointPath: '../x' },
      { url: 'c.example' },
    ])
    const { servers, unreadable } = loadPresets(file)
    expect(unreadable).toBe(true)
    expect(servers.map(({ fields }) => fields.url)).toEqual(['https://c.example'])
  })

  test('names each server once, the first way', async () => {
    await preset([
      { url: 'meet.example.org', name: 'First' },
      { url: 'https://meet.example.org/', name: 'Second' },
    ])
    expect(loadPresets(file).servers.map(({ fields }) => fields.name)).toEqual(['First'])
  })

  test('gives no secret, whatever stands in it', async () => {
    await preset([
      { url: 'meet.example.org', apiSecret: 'sesame', secret: 'sesame', proxy: 'http://ann:sesame@proxy:3128' },
    ])
    expect(loadPresets(file).servers).toHaveLength(1)
    expect(JSON.stringify(loadPresets(file))).not.toContain('sesame')
  })

  test('may be an exported one; its locked secrets are left alone', async () => {
    const fields = { ...NEW_SERVER, url: 'https://meet.example.org' }
    await writeFile(file, `\uFEFF${await writeServerFile([{ fields, secret: 'sesame' }], 'passphrase')}`)
    expect(loadPresets(file)).toMatchObject({ servers: [{ fields }], unreadable: false })
  })

  test.each(['', '{', '[]', 'null', '{"servers":{}}', '['.repeat(100_000)])('of %.20j is unreadable', async (text) => {
    await writeFile(file, text)
    expect(loadPresets(file)).toEqual({ servers: [], unreadable: true })
  })

  test('that is a folder is unreadable', () => {
    expect(loadPresets(directory)).toEqual({ servers: [], unreadable: true })
  })

  test('says so when something in it is no server, and gives the others', async () => {
    await writeFile(file, '{"servers":[{"__proto__":{"polluted":1},"url":"a.example"},{"url":7},null]}')
    const { servers, unreadable } = loadPresets(file)
    expect(servers.map(({ fields }) => fields.url)).toEqual(['https://a.example'])
    expect(unreadable).toBe(true)
    expect('polluted' in {}).toBe(false)
  })

  test('gives 1000 servers at most, and says that there are more', async () => {
    await preset(Array.from({ length: 1001 }, (_, index) => ({ url: `s${index}.example.org` })))
    const { servers, unreadable } = loadPresets(file)
    expect(servers).toHaveLength(1000)
    expect(unreadable).toBe(true)
  })
})
