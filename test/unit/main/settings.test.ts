import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openSettingsStore } from '../../../src/main/electron/settings-store.ts'
import { Settings } from '../../../src/main/settings.ts'
import { AppFailure } from '../../../src/shared/app-error.ts'
import { NO_FILTERS } from '../../../src/shared/recording.ts'
import { DEFAULT_LIBRARY_VIEW, DEFAULT_PLAYER_SETTINGS } from '../../../src/shared/settings.ts'

const VERSION = '0.2.0'
const SERVER = { id: 'a', name: 'University', url: 'https://meet.example' }

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'roomreel-settings-'))
})
afterEach(() => rm(directory, { recursive: true }))

const file = (name = 'config.json'): string => join(directory, name)
const open = (version = VERSION) => openSettingsStore(directory, version)
const settings = (): Settings => new Settings(open().store)
const write = (content: unknown): Promise<void> => writeFile(file(), JSON.stringify(content))
const readText = (): Promise<string> => readFile(file(), 'utf8')
const setAside = async (): Promise<string[]> =>
  (await readdir(directory)).filter((name) => name.startsWith('config.json.unreadable-'))

test('what is saved is there after a restart', () => {
  const filters = { ...NO_FILTERS, minBytes: 5e6, subtitles: 'de', watched: 'new' as const, since: 1_700_000_000 }
  const view = {
    ...DEFAULT_LIBRARY_VIEW,
    roomIds: ['board'],
    page: 3,
    pageSize: 50 as const,
    sort: 'largest' as const,
    paging: 'endless' as const,
    filters,
  }
  const before = settings()
  before.player = { ...DEFAULT_PLAYER_SETTINGS, captionLanguage: 'de', speed: 1.5 }
  before.lastProfile = 'demo'
  before.saveView('demo', view)
  const after = settings()
  expect(after.player).toMatchObject({ captionLanguage: 'de', speed: 1.5 })
  expect(after.lastProfile).toBe('demo')
  expect(after.view('demo')).toEqual(view)
  expect(after.view('other')).toEqual(DEFAULT_LIBRARY_VIEW)
})

test('a search is of the moment: neither its words nor its page come back, the other filters do', () => {
  const filters = { ...NO_FILTERS, text: 'budget', onDevice: true }
  const view = { ...DEFAULT_LIBRARY_VIEW, roomIds: ['board'], page: 7, sort: 'match' as const, filters }
  settings().saveView('demo', view)
  const left = { ...view, page: 1, sort: 'newest', filters: { ...filters, text: '' } }
  expect(settings().view('demo')).toEqual(left)
  settings().saveView('demo', { ...view, sort: 'title' })
  expect(settings().view('demo')).toEqual({ ...left, sort: 'title' })
})

test('the file is for its user alone, from the first moment on', async () => {
  const { store } = open()
  const others = async (): Promise<number> => (await stat(file())).mode & 0o077
  // Windows has other ways, and shows every file as everybody's.
  const nothing = process.platform === 'win32' ? 0o066 : 0
  expect(await others()).toBe(nothing)
  store.set('order', ['demo'])
  expect(await others()).toBe(nothing)
})

test('a first start and a second one set nothing aside and change nothing', async () => {
  expect(open().setAside).toBeNull()
  const first = await readText()
  expect(open().setAside).toBeNull()
  expect(await readText()).toBe(first)
})

describe('a file from another version', () => {
  const FROM_0_1 = {
    player: { ...DEFAULT_PLAYER_SETTINGS, speed: 2 },
    lastProfile: 'demo',
    views: { demo: DEFAULT_LIBRARY_VIEW },
  }

  test('from before there were versions: its values stay, and the second start changes nothing', async () => {
    await write(FROM_0_1)
    expect(open().setAside).toBeNull()
    const migrated = await readText()
    expect(JSON.parse(migrated)).toEqual({ ...FROM_0_1, __internal__: { migrations: { version: VERSION } } })
    open().store.get('player')
    expect(await readText()).toBe(migrated)
  })
  test.each(['newest', 'oldest'])('from before there were filters: a view in %s order loses nothing', async (order) => {
    const old = { roomIds: ['board', 'lab'], roomSid: 'RM_1', page: 4, pageSize: 100, layout: 'grid' }
    await write({ views: { demo: { ...old, order }, bad: { ...old, order: 'sideways' } } })
    const expected = { ...DEFAULT_LIBRARY_VIEW, ...old, sort: order }
    expect(settings().view('demo')).toEqual(expected)
    expect(settings().view('bad')).toEqual(DEFAULT_LIBRARY_VIEW)
    settings().saveView('demo', settings().view('demo'))
    expect(settings().view('demo')).toEqual(expected)
  })
  test('from a later one: filters that cannot be read cost themselves only', async () => {
    const view = { ...DEFAULT_LIBRARY_VIEW, page: 2, filters: { text: 'x', colour: 'red' }, paging: 'sideways' }
    await write({ views: { demo: view } })
    expect(settings().view('demo')).toEqual({ ...DEFAULT_LIBRARY_VIEW, page: 2 })
  })
  test('from before there were versions: a server of its last run is nobody that could be opened', async () => {
    await write({ ...FROM_0_1, lastProfile: '0123456789abcdef' })
    expect(open().store.get('lastProfile')).toBeNull()
    open().store.set('lastProfile', '0123456789abcdef')
    expect(open().store.get('lastProfile')).toBe('0123456789abcdef')
  })
  test('from a later one: keys that this version does not know stay, and so does its version', async () => {
    const later = { order: ['demo'], shelves: { a: [1] }, __internal__: { migrations: { version: '9.1.0' } } }
    await write(later)
    const { store, setAside: aside } = open()
    store.set('demoRemoved', true)
    expect(aside).toBeNull()
    expect(JSON.parse(await readText())).toEqual({ ...later, demoRemoved: true })
  })
})

describe('bad input', () => {
  test.each(['', '{', '{"player":', 'null', '[]', '7', '"text"', '\u0000\u0000', '{"order":["demo"]'])(
    'a settings file of %j is set aside, defaults load, and saving works',
    async (content) => {
      await writeFile(file(), content)
      const opened = open()
      const fresh = new Settings(opened.store)
      expect(fresh.player).toEqual(DEFAULT_PLAYER_SETTINGS)
      fresh.lastProfile = 'demo'
      expect(settings().lastProfile).toBe('demo')
      expect(await setAside()).toEqual([opened.setAside])
      expect(await readFile(file(opened.setAside ?? ''), 'utf8')).toBe(content)
    },
  )

  test.each([
    ['player', 'loud'],
    ['player', null],
    ['lastProfile', 7],
    ['views', []],
    ['certificates', 'all'],
    ['demoRemoved', 'yes'],
    ['order', { first: 'demo' }],
    ['__internal__', 5],
    ['__internal__', { migrations: 'none' }],
  ])('%s = %j costs nothing but itself, and a copy is kept', async (key, value) => {
    const good = { profiles: [SERVER], player: { speed: 2 }, lastProfile: 'a', order: ['a', 'demo'] }
    const content = { ...good, [key]: value }
    await write(content)
    const { store, setAside: aside } = open()
    for (const [name, kept] of Object.entries(good)) if (name !== key) expect(store.get(name)).toEqual(kept)
    if (key !== '__internal__') expect(store.get(key)).toBeUndefined()
    expect(await setAside()).toEqual([aside])
    expect(JSON.parse(await readFile(file(aside ?? ''), 'utf8'))).toEqual(content)
    expect(open().setAside).toBeNull()
    expect(await setAside()).toHaveLength(1)
  })

  test('a list loses its bad entries only', async () => {
    await write({ profiles: [7, SERVER, null, 'x'], order: ['a', 1, 'demo'] })
    const { store } = open()
    expect(store.get('profiles')).toEqual([SERVER])
    expect(store.get('order')).toEqual(['a', 'demo'])
  })

  test('values of wrong types inside are the defaults, the others stay', async () => {
    await write({ player: { speed: 'fast' }, views: { demo: { page: -1 }, x: DEFAULT_LIBRARY_VIEW } })
    const opened = open()
    const kept = new Settings(opened.store)
    expect(opened.setAside).toBeNull()
    expect(kept.player).toEqual(DEFAULT_PLAYER_SETTINGS)
    expect(kept.view('demo')).toEqual(DEFAULT_LIBRARY_VIEW)
    expect(kept.view('x')).toEqual(DEFAULT_LIBRARY_VIEW)
  })

  test('a value that fits no settings file is refused, and nothing is lost', async () => {
    const { store } = open()
    store.set('order', ['demo'])
    const before = await readText()
    expect(() => store.set('order', 'demo')).toThrow('schema')
    expect(() => store.set('player', undefined)).toThrow()
    expect(await readText()).toBe(before)
    expect(open().store.get('order')).toEqual(['demo'])
  })

  test('keys with a meaning of their own in JavaScript do no harm', async () => {
    await writeFile(file(), '{"__proto__":{"order":["x"]},"constructor":1,"toJSON":2,"order":["demo"],"player":3}')
    const { store } = open()
    expect(store.get('order')).toEqual(['demo'])
    expect(Reflect.get({}, 'order')).toBeUndefined()
  })

  test('any JSON value as a file opens, and can be saved to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (content) => {
        await rm(directory, { recursive: true })
        await mkdir(directory)
        await writeFile(file(), content)
        open().store.set('order', ['a'])
        expect(open()).toMatchObject({ setAside: null })
        expect(open().store.get('order')).toEqual(['a'])
      }),
      { numRuns: 60 },
    )
  })
})

describe('a place that cannot be used', () => {
  test('a folder in its place is moved aside', async () => {
    await mkdir(file())
    const opened = open()
    opened.store.set('order', ['demo'])
    expect(opened.setAside).toMatch(/^config\.json\.unreadable-/)
    expect((await stat(file(opened.setAside ?? ''))).isDirectory()).toBe(true)
    expect(open().store.get('order')).toEqual(['demo'])
  })

  test('no folder can be there at all: settings last until the end, and it says so', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await writeFile(file('in-the-way'), '')
    const { store, setAside: aside } = openSettingsStore(file('in-the-way'), VERSION)
    expect(aside).toBe('config.json')
    expect(said).toHaveBeenCalledOnce()
    said.mockRestore()
    const order = ['demo']
    store.set('order', order)
    order.push('later')
    expect(store.get('order')).toEqual(['demo'])
  })

  test('what was read is there even when electron-store does not start', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await write({ order: ['demo'] })
    // A version that is none stands for everything that can go wrong in there, a full disk among it.
    const { store, setAside: aside } = openSettingsStore(directory, 'no version')
    said.mockRestore()
    expect(aside).toBe('config.json')
    expect(store.get('order')).toEqual(['demo'])
  })

  test('saving fails as a failure of this device', async () => {
    const { store } = open()
    await rm(directory, { recursive: true })
    await writeFile(directory, '')
    const failure = (): unknown => {
      try {
        return store.set('order', ['demo'])
      } catch (error) {
        return error
      }
    }
    expect(failure()).toMatchObject({ error: { code: 'disk' } })
    expect(failure()).toBeInstanceOf(AppFailure)
  })
})
