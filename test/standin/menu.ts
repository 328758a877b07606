import { checkAccelerator } from './accelerator.ts'
import { StrictEmitter } from './emitter.ts'
import { guard, unsupported } from './guard.ts'
import { ROLE_LABELS, ROLE_MENUS } from './menu-roles.ts'
import { recorded } from './recorder.ts'

type ItemType = 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio'
export interface MenuItemOptions {
  id?: string
  label?: string
  sublabel?: string
  toolTip?: string
  role?: string
  type?: ItemType
  accelerator?: string
  registerAccelerator?: boolean
  acceleratorWorksWhenHidden?: boolean
  enabled?: boolean
  visible?: boolean
  checked?: boolean
  click?: (item: MenuItem, window: unknown, event: object) => void
  submenu?: (MenuItemOptions | MenuItem)[] | Menu
}

const KEYS = new Set([
  ...['id', 'label', 'sublabel', 'toolTip', 'role', 'type', 'accelerator', 'registerAccelerator', 'enabled', 'visible'],
  ...['acceleratorWorksWhenHidden', 'checked', 'click', 'submenu'],
])
const TYPES = new Set<string>(['normal', 'separator', 'submenu', 'checkbox', 'radio'])

let applicationMenu: Menu | null = null
let lastCommandId = 0

/** One item: it can be read and clicked, and is as picky about what it is made of as Electron's, or more. */
export class MenuItem {
  readonly commandId = ++lastCommandId
  readonly type: ItemType
  readonly role: string | undefined
  readonly accelerator: string | null
  readonly registerAccelerator: boolean
  readonly submenu: Menu | undefined
  id: string | undefined
  label: string
  sublabel: string
  toolTip: string
  enabled: boolean
  visible: boolean
  menu: Menu | undefined
  readonly #click: MenuItemOptions['click']
  #checked: boolean

  constructor(options: MenuItemOptions) {
    checkOptions(options)
    this.role = options.role?.toLowerCase()
    this.submenu = submenuOf(options, this.role)
    this.type = options.type ?? (this.submenu === undefined ? 'normal' : 'submenu')
    this.accelerator = options.accelerator ?? null
    this.registerAccelerator = options.registerAccelerator ?? true
    this.id = options.id
    this.label = options.label ?? ROLE_LABELS.get(this.role ?? '') ?? ''
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.#checked = options.checked ?? false
    this.#click = options.click
  }

  get checked(): boolean {
    return this.#checked
  }

  /** Checking one of several radio items in a row takes the mark from the others. */
  set checked(checked: boolean) {
    if (this.type !== 'radio') this.mark(checked)
    else for (const item of this.menu?.radioGroupOf(this) ?? []) item.mark(item.commandId === this.commandId)
  }

  /** Sets the mark of this item alone. */
  mark(checked: boolean): void {
    this.#checked = checked
  }

  /** As if the user had chosen it. What a role would do is written down. */
  click(event: object = {}, window?: unknown): void {
    if (!this.enabled || this.type === 'separator') return
    if (this.type === 'checkbox' || this.type === 'radio') this.checked = !this.checked
    if (this.role !== undefined) recorded.push({ api: 'MenuItem.role', given: [this.role] })
    else this.#click?.(this, window, event)
  }
}

/** Menus are kept, not drawn: tests look at their items and click them. */
export class Menu extends StrictEmitter {
  readonly items: MenuItem[] = []

  constructor() {
    super('Menu', ['menu-will-show', 'menu-will-close'])
  }

  static buildFromTemplate(template: (MenuItemOptions | MenuItem)[]): Menu {
    if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu: Menu template must be an array')
    const menu = new Menu()
    for (const item of template) menu.append(item instanceof MenuItem ? item : guardedItem(item))
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    if (menu !== null && !(menu instanceof Menu)) throw new TypeError('Invalid menu')
    applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }

  append(item: MenuItem): void {
    if (!(item instanceof MenuItem)) throw new TypeError('Invalid item')
    item.menu = this
    this.items.push(item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  popup(): void {
    recorded.push({ api: 'Menu.popup', given: this.items.map(({ label }) => label) })
  }

  /** The radio items around this one, without anything else between them. */
  radioGroupOf(item: MenuItem): MenuItem[] {
    const at = this.items.findIndex(({ commandId }) => commandId === item.commandId)
    const isOther = ({ type }: MenuItem): boolean => type !== 'radio'
    const end = this.items.findIndex((other, index) => index > at && isOther(other))
    const start = this.items.findLastIndex((other, index) => index < at && isOther(other))
    return this.items.slice(start + 1, end < 0 ? undefined : end)
  }
}

const guardedItem = (options: MenuItemOptions): MenuItem => guard('MenuItem', new MenuItem(options))

function checkOptions(options: MenuItemOptions): void {
  const { label, role, type, accelerator, submenu } = options
  if (label === undefined && role === undefined && type !== 'separator') {
    throw new Error('Invalid template for MenuItem: must have at least one of label, role or type')
  }
  for (const key of Object.keys(options)) if (!KEYS.has(key)) unsupported(`a menu item with '${key}'`)
  if (role !== undefined && !ROLE_LABELS.has(role.toLowerCase())) unsupported(`the menu role '${role}'`)
  if (type !== undefined && !TYPES.has(type)) throw new Error(`Unknown menu item type: ${type}`)
  if (type === 'submenu' && submenu === undefined) throw new Error('Invalid submenu')
  if (accelerator !== undefined) checkAccelerator(accelerator)
}

function submenuOf({ submenu }: MenuItemOptions, role: string | undefined): Menu | undefined {
  if (submenu instanceof Menu) return submenu
  const roles = ROLE_MENUS.get(role ?? '')
  const template = submenu ?? roles?.map((name) => ({ role: name }))
  return template === undefined ? undefined : Menu.buildFromTemplate(template)
}
