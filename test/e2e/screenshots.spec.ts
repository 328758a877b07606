import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Page } from '@playwright/test'
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

test('states: empty, no match, error', async ({ start }) => {
  const server = await startTestServer({ recordings: 0 })
  const first = await start({
    args: ['--server', server.url, '--api-key', server.apiKey],
    env: { ROOMREEL_API_SECRET: server.apiSecret },
  })
  await expect(first.page.getByRole('heading', { name: /No recordings/ })).toBeVisible()
  await shoot(first.app, first.page, 'state-empty')
  await first.app.close()
  const second = await start({
    args: ['--server', server.url, '--api-key', server.apiKey],
    env: { ROOMREEL_API_SECRET: 'changed' },
  })
  await expect(second.page.getByRole('heading', { name: /secret/ })).toBeVisible()
  await shoot(second.app, second.page, 'state-error')
  await second.app.close()
  await server.close()
})
