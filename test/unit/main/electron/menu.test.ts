import { app, Menu, type MenuItem } from 'electron'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { setAppMenu } from '../../../../src/main/electron/menu.ts'
import type { Events } from '../../../../src/shared/contract.ts'
import { NEW_SERVER, type ProfileSummary } from '../../../../src/shared/profile.ts'

type Command = Events['app.command']

const profile = (id: string, about: Partial<ProfileSummary> = {}): ProfileSummary => ({
  ...NEW_SERVER,
  id,
  name: `Server ${id}`,
  host: `${id}.example`,
  kind: 'server',
  managed: false,
  temporary: false,
  secret: 'none',
  certificate: null,
  ...about,
})
const DEMO = profile('demo', { kind: 'demo', name: '', host: '' })
const many = (count: number): ProfileSummary[] => Array.from({ length: count }, (_, at) => profile(`s${at}`))

const setUp = (profiles: ProfileSummary[], openedId: string | null = null, platform = 'linux') => {
  const send = vi.fn<(command: Command) => void>()
  setAppMenu({ platform, profiles, openedId, send })
  return send
}
const item = (id: string): MenuItem => {
  const found = Menu.getApplicationMenu()?.getMenuItemById(id)
  if (!found) throw new Error(`no item ${id}`)
  return found
}
const menus = (): string[] => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []
const servers = (): MenuItem[] => {
  const menu = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Servers')
  return menu?.submenu?.items.filter(({ id }) => id?.startsWith('server-')) ?? []
}
const roles = (): unknown[] =>
  Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items.map(({ role }) => role) ?? []) ?? []

afterEach(() => {
  Reflect.set(app, 'isPackaged', false)
})

describe('the Servers menu', () => {
  test('lists the servers in their order, with the open one marked', () => {
    setUp([profile('a'), DEMO, profile('b', { name: '' })], 'demo')
    expect(servers().map(({ label }) => label)).toEqual(['Server a', 'Demo', 'b.example'])
    expect(servers().map(({ checked }) => checked)).toEqual([false, true, false])
    expect(servers().map(({ type }) => type)).toEqual(['radio', 'radio', 'radio'])
  })
  test('marks none while none is open: a radio group would choose the first', () => {
    setUp([profile('a'), DEMO])
    expect(servers().map(({ type }) => type)).toEqual(['normal', 'normal'])
  })
  test('an ampersand in a name is no mark of a letter', () => {
    setUp([profile('a', { name: 'R&D & more' })])
    expect(item('server-a').label).toBe('R&&D && more')
  })
  test('gives the first nine a number, and lists thirty', () => {
    setUp(many(40), 's3')
    const numbers = Array.from({ length: 9 }, (_, at) => `CmdOrCtrl+${at + 1}`)
    expect(servers().map(({ accelerator }) => accelerator)).toEqual([...numbers, ...Array(21).fill(null)])
  })
  test.each([
    ['linux', false],
    ['win32', false],
    ['darwin', true],
  ])('on %s the number keys are registered: %s', (platform, registered) => {
    setUp(many(2), null, platform)
    expect(servers().map(({ registerAccelerator }) => registerAccelerator)).toEqual([registered, registered])
  })
  test('says what was chosen', () => {
    const send = setUp([profile('a'), profile('b')], 'a')
    for (const id of ['server-b', 'add-server', 'manage-servers', 'import-servers']) item(id).click()
    expect(send.mock.calls).toEqual([
      [{ command: 'open', profileId: 'b' }],
      [{ command: 'add-server' }],
      [{ command: 'manage-servers' }],
      [{ command: 'import-servers' }],
    ])
    expect(servers().map(({ checked }) => checked)).toEqual([false, true])
  })
  test('is made anew with a new list', () => {
    setUp([profile('a')])
    setUp([profile('b')])
    expect(servers().map(({ id }) => id)).toEqual(['server-b'])
  })
})

test.each([
  ['linux', ['File', 'Edit', 'View', 'Servers', 'Window']],
  ['darwin', ['App', 'File', 'Edit', 'View', 'Servers', 'Window']],
])('the menus of %s', (platform, labels) => {
  setUp([], null, platform)
  expect(menus()).toEqual(labels)
})

test.each([
  ['linux', null],
  ['darwin', 'Cmd+,'],
])('settings are in the menu of %s', (platform, accelerator) => {
  const send = setUp([], null, platform)
  expect(item('settings').accelerator ?? null).toBe(accelerator)
  item('settings').click()
  expect(send.mock.calls).toEqual([[{ command: 'settings' }]])
})

test('reloading is for developers', () => {
  setUp([])
  expect(roles()).toContain('reload')
  Reflect.set(app, 'isPackaged', true)
  setUp([])
  expect(roles()).not.toContain('reload')
  expect(roles()).not.toContain('toggledevtools')
  expect(roles()).toEqual(expect.arrayContaining(['undo', 'selectall', 'togglefullscreen', 'zoomin', 'minimize']))
})
