import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Page } from '@playwright/test'
import type { DemoServer } from '../../src/main/demo/demo-server.ts'
import { expect, test } from './app.ts'
import { startTestServer } from './test-server.ts'

const FOLDER = fileURLToPath(new URL('../../docs/screenshots', import.meta.url))
const SIZES = [
  { width: 1280, height: 820 },
  { width: 900, height: 640 },
]

/** One screen, in every size and theme: `{name}-{theme}-{width}.png`. */
async function shoot(app: ElectronApplication, page: Page, name: string): Promise<void> {
  for (const { width, height } of SIZES) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    await page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, { width, height })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}-${width}.png`, animations: 'disabled' })
    }
  }
}

const cells = (page: Page) => page.getByRole('gridcell')

test('welcome, connect, library and player', async ({ start }) => {
  const { app, page } = await start({ args: ['--demo-recordings=137'] })
  await expect(page.getByRole('button', { name: /Explore the demo/ })).toBeVisible()
  await shoot(app, page, 'welcome')
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await expect(page.getByLabel('API secret', { exact: true })).toBeVisible()
  await shoot(app, page, 'connect')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Explore the demo/ }).click()
  await expect(cells(page).first()).toBeVisible()
  const rooms = page.getByRole('listbox', { name: 'Rooms' }).getByRole('option')
  await expect(rooms).toHaveCount(7)
  for (const at of [1, 2, 4]) await rooms.nth(at).click()
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: '2', exact: true }).click()
  await expect(page.getByText(/^21–40 of/)).toBeVisible()
  await page.getByRole('row').nth(4).hover()
  await shoot(app, page, 'library-list')
  await page.getByRole('button', { name: 'Grid' }).click()
  await expect(cells(page).first()).toBeVisible()
  await shoot(app, page, 'library-grid')
  await page.getByRole('button', { name: 'List' }).click()

  await page
    .getByRole('row')
    .filter({ has: page.locator('td', { hasText: /(^| )DE( |$)/ }) })
    .last()
    .click()
  const video = page.locator('video')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0)
  await video.hover()
  await page.getByRole('button', { name: /Captions/ }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await video.evaluate((element: HTMLVideoElement) => {
    element.pause()
    element.currentTime = element.duration * 0.42
  })
  await expect(page.locator('[data-captions]')).toHaveText(/\w/)
  await shoot(app, page, 'player')
  await page.getByRole('button', { name: /Captions/ }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Deutsch' })).toBeVisible()
  await shoot(app, page, 'player-captions-menu')
})

/** Connects a server by the form, under a name that does not change from run to run. */
async function connect(page: Page, server: DemoServer, name: string): Promise<void> {
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Server URL').fill(server.url)
  await page.getByLabel('API key').fill(server.apiKey)
  await page.getByLabel('API secret', { exact: true }).fill(server.apiSecret)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

test('menus, the switcher, the shortcuts, a search without a match', async ({ start }) => {
  const { app, page } = await start({ args: ['--demo'] })
  await expect(cells(page).first()).toBeVisible()
  await page.getByRole('row').nth(3).hover()
  await page.getByRole('row').nth(3).getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await shoot(app, page, 'library-row-menu')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Demo/ }).click()
  await shoot(app, page, 'library-switcher')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await shoot(app, page, 'shortcuts')
  await page.keyboard.press('Escape')
  await page.getByPlaceholder('Find a room').fill('room-of-nobody')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'No recordings match' })).toBeVisible()
  await shoot(app, page, 'state-no-match')
})

test('states of a server: empty, loading, refused, not reachable', async ({ start }) => {
  const empty = await startTestServer({ recordings: 0 })
  const { app, page } = await start()
  await connect(page, empty, 'Lakeside Council')
  await expect(page.getByRole('heading', { name: /No recordings/ })).toBeVisible()
  await shoot(app, page, 'state-empty')
  empty.faults.failAlways = 'bad-signature'
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByRole('heading', { name: /secret/ })).toBeVisible()
  await shoot(app, page, 'state-error')
  empty.faults.failAlways = 'reset'
  await page.keyboard.type('another secret')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/cannot be reached/)).toBeVisible()
  await shoot(app, page, 'state-error-again')
  await empty.close()
})

test('a slow server, and a player that cannot go on', async ({ start }) => {
  const server = await startTestServer({ recordings: 60 })
  const { app, page, problems } = await start()
  await connect(page, server, 'Northlake University')
  await expect(cells(page).first()).toBeVisible()
  server.faults.notAVideo = 'html'
  await cells(page).first().click()
  await expect(page.getByRole('alert')).toContainText('not a video')
  await shoot(app, page, 'player-failed')
  server.faults.notAVideo = null
  await page.getByRole('button', { name: 'Back to library (Esc)' }).click()
  await page
    .getByRole('row')
    .filter({ has: page.locator('td', { hasText: /(^| )AR( |$)/ }) })
    .first()
    .click()
  const video = page.locator('video')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0)
  await video.hover()
  await page.getByRole('button', { name: /Captions/ }).click()
  await page.getByRole('menuitemradio', { name: 'العربية' }).click()
  await video.evaluate((element: HTMLVideoElement) => {
    element.pause()
    element.currentTime = element.duration * 0.3
  })
  await expect(page.locator('[data-captions]')).toHaveText(/\p{Script=Arabic}/u)
  await shoot(app, page, 'player-right-to-left')
  await page.getByRole('button', { name: 'Back to library (Esc)' }).click()
  await expect(cells(page).first()).toBeVisible()
  server.faults.latencyMs = 60_000
  await page.getByRole('button', { name: 'Oldest' }).click()
  await expect(page.locator('[data-skeleton]')).toBeVisible()
  await shoot(app, page, 'library-loading')
  server.faults.latencyMs = 0
  // Chromium's own word on the file that was none.
  expect(problems.filter((problem) => !problem.startsWith('Failed to load resource'))).toEqual([])
  problems.length = 0
  await server.close()
})
