import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { testCertificates } from '../fixtures/tls/make-certificates.ts'
import { startTlsFront } from '../fixtures/tls/tls-front.ts'
import { expect } from './app.ts'
import { toDownloads, toLibrary } from './keeping-app.ts'
import { addServer, chooseInSwitcher, fillIn, formOf, listed, switcher } from './server-form.ts'
import { test } from './servers-app.ts'
import { startTestServer } from './test-server.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('Back and Open are there as long as no server is open, and a hidden sidebar brings none', async ({
  server,
  open,
}) => {
  const north = await server(40)
  const { page } = await open()
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await expect(button(page, 'Back')).toBeVisible()
  await listed(page).filter({ hasText: 'Demo' }).click()
  await expect(button(page, 'Open')).toBeVisible()
  await button(page, 'Add a server').click()
  await fillIn(page, north, 'Northlake')
  await formOf(page).save.click()
  await expect(switcher(page)).toContainText('Northlake')
  await chooseInSwitcher(page, 'Manage servers')
  await expect(formOf(page).name).toHaveValue('Northlake')
  await page.keyboard.press('Control+b')
  await expect(switcher(page)).toBeHidden()
  await expect(button(page, 'Back')).toHaveCount(0)
  await expect(button(page, 'Open')).toHaveCount(0)
})

test('the focus stays where the work is when a dialog has taken its own button away', async ({ server, open }) => {
  const plain = await server(40)
  const { selfSigned } = await testCertificates()
  const front = await startTlsFront(plain.url, selfSigned)
  const { page } = await open()
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await fillIn(page, { ...plain, url: front.url }, 'Test box')
  await page.getByRole('button', { name: 'Look at the certificate…' }).press('Enter')
  await page.getByRole('button', { name: 'Trust this certificate' }).press('Enter')
  await expect(button(page, 'Test connection')).toBeFocused()
  await expect(page.getByText(/^Connected · plugNmeet/)).toBeVisible()
  await formOf(page).save.click()
  await expect(switcher(page)).toContainText('Test box')
  await chooseInSwitcher(page, 'Manage servers')

  await button(page, 'Duplicate').focus()
  // As a key that is held does.
  for (let times = 0; times < 10; times++) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(formOf(page).name).toHaveValue('Test box (2)')
  await expect(formOf(page).name).toBeFocused()
  await expect(listed(page)).toHaveText([/Test box/, /Test box \(2\)/, /Demo/])

  await page.getByRole('button', { name: 'Remove server…' }).press('Enter')
  await expect(page.getByRole('dialog')).toContainText('The server itself is not touched')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).press('Enter')
  await expect(listed(page)).toHaveCount(2)
  await expect(page.locator(':focus')).toHaveAttribute('aria-current', 'true')
  await front.close()
})

test('a double click is one click, and the menu waits for a dialog', async ({ server, open }) => {
  const north = await server(40)
  const { page, app } = await open()
  await addServer(page, north, 'Northlake')
  await expect(switcher(page)).toContainText('Northlake')
  await chooseInSwitcher(page, 'Manage servers')
  await button(page, 'Duplicate').dblclick()
  await expect(formOf(page).name).toHaveValue('Northlake (2)')
  await expect(listed(page)).toHaveCount(3)

  const choose = (id: string) =>
    app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
  await page.getByRole('button', { name: 'Export…' }).click()
  await choose('server-demo')
  // Main's answer comes after what the menu has said.
  await page.evaluate('roomreel.servers.keychain()')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(switcher(page)).toContainText('Northlake')
  await choose('server-demo')
  await expect(switcher(page)).toContainText('Demo')
})

test('a test that ends after saving has the last word', async ({ server, open }) => {
  const north = await server(40)
  const { page } = await open()
  await addServer(page, north, 'Northlake')
  await expect(switcher(page)).toContainText('Northlake')
  await chooseInSwitcher(page, 'Manage servers')
  const saved = page.getByRole('status').filter({ hasText: /^Saved/ })
  await formOf(page).key.fill('another key')
  await formOf(page).save.click()
  await expect(saved).toContainText(/^Saved\b/)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(saved).toHaveText('Saved. The last test failed: The server does not know the API key')
})

test('a test that cannot be made says what is missing', async ({ open }) => {
  const { page } = await open()
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await formOf(page).url.fill('https://meet.example.org')
  await button(page, 'Advanced').click()
  await page.getByLabel('Proxy', { exact: true }).selectOption('At an address')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('Enter the proxy’s address')).toBeVisible()
  await expect(page.getByLabel('Proxy address')).toBeFocused()
})

test('what has the focus has a ring in forced colours', async ({ open }) => {
  const { page } = await open()
  await page.emulateMedia({ forcedColors: 'active' })
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await button(page, 'Advanced').click()
  const hasRing = (field: Locator) =>
    field.evaluate((input) => {
      input.focus()
      return [input, input.parentElement].some((box) => box !== null && getComputedStyle(box).outlineStyle === 'solid')
    })
  for (const field of [formOf(page).url, page.getByLabel(/^Rooms/), page.getByLabel('Endpoint path')]) {
    expect(await hasRing(field)).toBe(true)
  }
})

test('a long list scrolls inside the switcher, and a notice leaves the form’s buttons free', async ({
  open,
  userData,
}) => {
  const file = join(userData, 'preset.json')
  const servers = Array.from({ length: 60 }, (_, at) => ({ name: `Campus ${at + 1}`, url: `https://c${at}.invalid` }))
  await mkdir(userData, { recursive: true })
  await writeFile(file, JSON.stringify({ servers: [...servers, { name: 'No address' }] }))
  const { page } = await open({ args: [`--servers-file=${file}`, '--demo'] })
  await switcher(page).click()
  const list = page.getByRole('listbox', { name: 'Switch server' })
  await expect(list).toBeVisible()
  const overflow = (element: Locator) =>
    element.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)
  expect(await overflow(list)).toBe(true)
  expect(await overflow(page.locator('[popover]').filter({ has: list }))).toBe(false)
  await page.keyboard.press('Escape')
  await expect(switcher(page)).toBeFocused()

  await chooseInSwitcher(page, 'Add a server…')
  const notice = await page.getByRole('alert').filter({ hasText: 'preset.json' }).boundingBox()
  const save = await formOf(page).save.boundingBox()
  if (notice === null || save === null) throw new Error('the notice or the button is not on screen')
  expect(notice.y + notice.height).toBeLessThanOrEqual(save.y)
})

test('a download goes on behind another server, and the switcher counts it', async ({ server, open }) => {
  const north = await server(40)
  north.faults.bytesPerSecond = 100_000
  const { page } = await open()
  await addServer(page, north, 'Northlake')
  await page.getByRole('gridcell').first().click()
  await expect(page.getByText(/%/).first()).toBeVisible()
  await page.keyboard.press('Control+2')
  await expect(switcher(page)).toContainText('Demo')
  await switcher(page).click()
  const row = page.getByRole('option', { name: /Northlake/ })
  await expect(row).toContainText('1 download')
  north.faults.bytesPerSecond = null
  await expect(row).not.toContainText('download', { timeout: 20_000 })
})

test('what was said of a new server is not said again on coming back to the library', async ({ server, open }) => {
  const { page } = await open()
  await addServer(page, await server(40), 'Northlake')
  await expect(page.getByText('Saved without a test')).toBeVisible()
  await toDownloads(page)
  await toLibrary(page)
  await expect(page.getByText('Saved without a test')).toHaveCount(0, { timeout: 500 })
})

test('a server that comes back is asked at once when the network does', async ({ server, open }) => {
  const north = await server(40)
  const { port } = new URL(north.url)
  const { page } = await open()
  await addServer(page, north, 'Northlake')
  await expect(page.getByText('1–20 of 40')).toBeVisible()
  await north.close()
  await page.getByRole('button', { name: 'Oldest' }).click()
  const banner = page.getByRole('status').filter({ hasText: /refuses the connection/ })
  await expect(banner).toBeVisible()
  const again = await startTestServer({
    recordings: 40,
    port: Number(port),
    apiKey: north.apiKey,
    apiSecret: north.apiSecret,
  })
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  // By itself it would be asked 5 s after the failure.
  await expect(banner).toBeHidden({ timeout: 3500 })
  await again.close()
})
