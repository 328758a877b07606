import { expect } from './app.ts'
import { backToLibrary, lookedThrough, playedSeconds, searchField, test } from './library-app.ts'
import { addServer } from './server-form.ts'
import { shoot } from './shoot.ts'

const KEYCHAIN = { env: { STANDIN_PASSWORD_STORE: 'kwallet6' } }

test('search, transcript, what was begun, and settings', async ({ serve, start }) => {
  const server = await serve({ recordings: 412 })
  const { app, page } = await start(KEYCHAIN)
  await addServer(page, server, 'Northlake University')
  await lookedThrough(page)
  await searchField(page).fill('turbidity')
  const hit = page.locator('[data-hit]').first()
  await expect(hit).toBeVisible()
  await hit.hover()
  await shoot(app, page, 'search')

  await hit.click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(12)
  await page.keyboard.press('c')
  await page.keyboard.press('Space')
  await expect(page.locator('[data-captions]')).toBeVisible()
  await expect(page.locator('[aria-current="true"][data-cue]')).toBeVisible()
  await shoot(app, page, 'player-transcript')
  await page.getByRole('button', { name: /^Captions/ }).click()
  await expect(page.getByRole('menu', { name: 'Captions' })).toBeVisible()
  await shoot(app, page, 'player-captions')
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: 'Player' }).hover()
  await page.getByRole('button', { name: /^Play \(/ }).click()
  await expect.poll(() => playedSeconds(page), { timeout: 20_000 }).toBeGreaterThan(22)
  await backToLibrary(page)
  await page.getByRole('button', { name: 'Clear search' }).last().click()
  await page.getByRole('button', { name: /^Continue watching/ }).click()
  await expect(page.getByRole('heading', { name: 'Continue watching' })).toBeVisible()
  await expect(page.locator('[data-record-id]').first()).toBeVisible()
  await shoot(app, page, 'continue')
  await page.getByRole('button', { name: /^Settings/ }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await shoot(app, page, 'settings')
})
