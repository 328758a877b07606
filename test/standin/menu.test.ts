import { Menu, MenuItem, type MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { recorded } from './recorder.ts'

const build = (...template: MenuItemConstructorOptions[]): Menu => Menu.buildFromTemplate(template)
/** For what the compiler refuses too. */
const buildAny = (item: object): (() => Menu) => {
  return () => Menu.buildFromTemplate([item as MenuItemConstructorOptions])
}

describe('a menu', () => {
  it('finds its items, those of its submenus among them', () => {
    const menu = build({ label: 'Outer', submenu: [{ id: 'inner', label: 'Inner' }] })
    expect(menu.getMenuItemById('inner')?.label).toBe('Inner')
    expect(menu.getMenuItemById('nobody')).toBeNull()
    expect(menu.items[0]?.type).toBe('submenu')
  })
  it('is the application menu once it is set', () => {
    const menu = build({ label: 'Menu' })
    Menu.setApplicationMenu(menu)
    expect(Menu.getApplicationMenu()).toBe(menu)
    Menu.setApplicationMenu(null)
    expect(Menu.getApplicationMenu()).toBeNull()
    expect(() => Menu.setApplicationMenu({} as Menu)).toThrow('Invalid menu')
  })
  it('takes a list of items only', () => {
    expect(() => Menu.buildFromTemplate({} as MenuItemConstructorOptions[])).toThrow('must be an array')
    expect(() => new Menu().append({} as MenuItem)).toThrow('Invalid item')
  })
  it('takes items that are made already', () => {
    const menu = new Menu()
    menu.append(new MenuItem({ label: 'Made' }))
    expect(menu.items.map(({ label }) => label)).toEqual(['Made'])
  })
})

describe('an item', () => {
  it('does what it is for when it is clicked, unless it is disabled', () => {
    const click = vi.fn<(item: MenuItem) => void>()
    const menu = build({ id: 'a', label: 'A', click }, { id: 'b', label: 'B', click, enabled: false })
    menu.getMenuItemById('a')?.click()
    menu.getMenuItemById('b')?.click()
    expect(click.mock.calls.map(([item]) => item.id)).toEqual(['a'])
  })
  it('writes down what its role would do', () => {
    build({ role: 'togglefullscreen' }).items[0]?.click()
    expect(recorded.at(-1)).toEqual({ api: 'MenuItem.role', given: ['togglefullscreen'] })
  })
  it('has the name and the menu of its role', () => {
    const [undo, window] = build({ role: 'undo' }, { role: 'windowMenu' }).items
    expect(undo?.label).toBe('Undo')
    expect(window?.submenu?.items.map(({ role }) => role)).toContain('minimize')
  })
  it('turns its mark on and off', () => {
    const [item] = build({ label: 'Check', type: 'checkbox' }).items
    item?.click()
    expect(item?.checked).toBe(true)
    item?.click()
    expect(item?.checked).toBe(false)
  })
  it('takes the mark from the radio items beside it, and from no others', () => {
    const radio = (label: string, checked = false): MenuItemConstructorOptions => ({ label, type: 'radio', checked })
    const menu = build(radio('a', true), radio('b'), { type: 'separator' }, radio('c', true))
    menu.items[1]?.click()
    expect(menu.items.map(({ checked }) => checked)).toEqual([false, true, false, true])
    menu.items[1]?.click()
    expect(menu.items[1]?.checked).toBe(true)
  })
  it.each([
    [{}, 'must have at least one of label, role or type'],
    [{ label: 'x', onclick: 1 }, "a menu item with 'onclick'"],
    [{ role: 'reboot' }, "the menu role 'reboot'"],
    [{ label: 'x', type: 'slider' }, 'Unknown menu item type: slider'],
    [{ label: 'x', type: 'submenu' }, 'Invalid submenu'],
    [{ label: 'x', accelerator: 'Ctrl+' }, 'Invalid accelerator'],
    [{ label: 'x', accelerator: 'Hyper+A' }, 'Invalid accelerator'],
    [{ label: 'x', accelerator: 'Ctrl+Banana' }, 'Invalid accelerator'],
  ])('%o is none', (given, message) => {
    expect(buildAny(given)).toThrow(message)
  })
  it.each(['CmdOrCtrl+1', 'CommandOrControl+Shift+Z', 'F11', 'Alt+Plus', 'Ctrl+,', 'Escape', 'a'])(
    '%s is a key of it',
    (accelerator) => {
      expect(build({ label: 'x', accelerator }).items[0]?.accelerator).toBe(accelerator)
    },
  )
  it('throws for names that it does not have', () => {
    const [item] = build({ label: 'x' }).items
    expect(() => Reflect.get(item ?? {}, 'foo')).toThrow('not supported by the stand-in: MenuItem.foo')
  })
})
