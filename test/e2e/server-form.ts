import { existsSync } from 'node:fs'
import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'

/** The fields of a server's form. */
export const formOf = (page: Page): Record<'name' | 'url' | 'key' | 'secret' | 'save', Locator> => ({
  name: page.getByLabel('Name', { exact: true }),
  url: page.getByLabel('Server URL'),
  key: page.getByLabel('API key'),
  secret: page.getByLabel('API secret', { exact: true }),
  save: page.getByRole('button', { name: 'Save', exact: true }),
})

interface Known {
  url: string
  apiKey: string
  apiSecret: string
}

/** Fills in the form that is on screen, and leaves its last field. */
export async function fillIn(page: Page, { url, apiKey, apiSecret }: Known, name: string): Promise<void> {
  const form = formOf(page)
  await form.name.fill(name)
  await form.url.fill(url)
  await form.key.fill(apiKey)
  await form.secret.fill(apiSecret)
}

/** Adds a server by the form, from the welcome screen or from the switcher. */
export async function addServer(page: Page, server: Known, name: string): Promise<void> {
  const welcome = page.getByRole('button', { name: /Connect a server/ })
  // Until the app has started, neither is there.
  await welcome.or(switcher(page)).waitFor()
  if (await welcome.isVisible()) await welcome.click()
  else await chooseInSwitcher(page, 'Add a server…')
  await fillIn(page, server, name)
  await formOf(page).save.click()
}

/** "40 recordings" in the library's title row. */
export const total = (page: Page): Locator => page.locator('main header').getByText(/^[\d,]+ recordings?$/)

/** The servers in the list of the Servers screen. */
export const listed = (page: Page): Locator =>
  page
    .getByRole('navigation', { name: 'Servers' })
    .getByRole('button')
    .filter({ has: page.locator('b') })

export const switcher = (page: Page): Locator => page.getByTitle('Switch server')

export async function chooseInSwitcher(page: Page, entry: string | RegExp): Promise<void> {
  await switcher(page).click()
  await page.getByRole('listbox', { name: 'Switch server' }).getByRole('option', { name: entry }).click()
}

/** Exports all servers with their secrets to `file`, past the system's own dialogs, which lead there from now on. */
export async function exportServers(
  app: ElectronApplication,
  page: Page,
  file: string,
  passphrase: string,
): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, file)
  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: /With secrets/ }).check()
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await dialog.getByLabel('The same again').fill(passphrase)
  await dialog.getByRole('button', { name: /Export/ }).click()
  await expect.poll(() => existsSync(file)).toBe(true)
  await expect(dialog).toHaveCount(0)
}
