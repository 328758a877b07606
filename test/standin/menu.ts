import { recorded } from './recorder.ts'

interface MenuItem {
  id?: string
  label?: string
  role?: string
  submenu?: MenuItem[] | Menu
  [key: string]: unknown
}

let applicationMenu: Menu | null = null

/** Menus are kept, not drawn: tests look at their items and click them. */
export class Menu {
  readonly items: MenuItem[] = []

  static buildFromTemplate(template: MenuItem[]): Menu {
    const menu = new Menu()
    for (const item of template) menu.append(item)
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }

  append(item: MenuItem): void {
    const { submenu } = item
    this.items.push(Array.isArray(submenu) ? { ...item, submenu: Menu.buildFromTemplate(submenu) } : item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item
      const found = item.submenu instanceof Menu ? item.submenu.getMenuItemById(id) : null
      if (found) return found
    }
    return null
  }

  popup(): void {
    recorded.push({ api: 'Menu.popup', given: this.items.map(({ label }) => label) })
  }
}
