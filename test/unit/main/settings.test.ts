import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSettingsStore } from '../../../src/main/electron/settings-store.ts'
import { Settings } from '../../../src/main/settings.ts'
import { DEFAULT_LIBRARY_VIEW, DEFAULT_PLAYER_SETTINGS } from '../../../src/shared/settings.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'roomreel-settings-'))
})
afterEach(() => rm(directory, { recursive: true }))
const open = (): Settings => new Settings(openSettingsStore(directory))

test('what is saved is there after a restart', () => {
  const view = { ...DEFAULT_LIBRARY_VIEW, roomIds: ['board'], page: 3, pageSize: 50 as const, order: 'oldest' as const }
  const settings = open()
  settings.player = { ...DEFAULT_PLAYER_SETTINGS, captionLanguage: 'de', speed: 1.5 }
  settings.lastProfile = 'demo'
  settings.saveView('demo', view)
  const again = open()
  expect(again.player).toMatchObject({ captionLanguage: 'de', speed: 1.5 })
  expect(again.lastProfile).toBe('demo')
  expect(again.view('demo')).toEqual(view)
  expect(again.view('other')).toEqual(DEFAULT_LIBRARY_VIEW)
})

describe('bad input', () => {
  test.each(['', '{', '{"player":', 'null', '[]', '\u0000\u0000'])(
    'a settings file of %j is set aside, defaults load, and saving works',
    async (content) => {
      await writeFile(join(directory, 'config.json'), content)
      const settings = open()
      expect(settings.player).toEqual(DEFAULT_PLAYER_SETTINGS)
      settings.lastProfile = 'demo'
      expect(open().lastProfile).toBe('demo')
      const aside = (await readdir(directory)).filter((name) => name.startsWith('config.json.unreadable-'))
      expect(aside).toHaveLength(1)
      expect(await readFile(join(directory, aside[0] ?? ''), 'utf8')).toBe(content)
    },
  )
  test('values of wrong types are the defaults, the others stay', async () => {
    const content = {
      player: { speed: 'fast' },
      lastProfile: 7,
      views: { demo: { page: -1 }, x: DEFAULT_LIBRARY_VIEW },
    }
    await writeFile(join(directory, 'config.json'), JSON.stringify(content))
    const settings = open()
    expect(settings.player).toEqual(DEFAULT_PLAYER_SETTINGS)
    expect(settings.lastProfile).toBeNull()
    expect(settings.view('demo')).toEqual(DEFAULT_LIBRARY_VIEW)
    expect(settings.view('x')).toEqual(DEFAULT_LIBRARY_VIEW)
  })
})
