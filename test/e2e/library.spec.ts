import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { startTestServer } from './test-server.ts'

const rows = (page: Page) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })

test('one session, one room, and a room that is typed by its ID', async ({ start }) => {
  const { page } = await start({ args: ['--demo', '--demo-recordings=120'] })
  await expect(rows(page)).toHaveCount(20)
  const first = await rows(page).first().getAttribute('data-record-id')
  const total = page.locator('main header').getByText(/^\d+ recordings?$/)
  await expect(total).toHaveText('120 recordings')

  await rows(page).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Only this session' }).click()
  await expect(total).not.toHaveText('120 recordings')
  await expect(rows(page).first()).toHaveAttribute('data-record-id', first ?? '')
  await page.getByRole('button', { name: 'Remove the session filter' }).click()
  await expect(total).toHaveText('120 recordings')

  await rows(page).first().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Only this room' }).click()
  const chosen = page.getByRole('listbox', { name: 'Rooms' }).getByRole('option', { selected: true })
  await expect(chosen).toHaveCount(1)
  await expect(total).toHaveText(/^\d\d recordings$/)
  const inRoom = await total.textContent()
  await page.getByRole('button', { name: 'Clear 1' }).first().click()
  await expect(total).toHaveText('120 recordings')

  // What the list does not know can still be asked for.
  const find = page.getByPlaceholder('Find a room')
  await find.fill('room-of-nobody')
  await find.press('Enter')
  await expect(page.getByRole('heading', { name: 'No recordings match' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(total).toHaveText('120 recordings')
  expect(inRoom).not.toBe('120 recordings')
})

test('grid and list, page sizes and the sidebar keep the place', async ({ start }) => {
  const { page } = await start({ args: ['--demo', '--demo-recordings=300'] })
  await expect(page.getByText('1–20 of 300')).toBeVisible()
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: '4', exact: true }).click()
  await expect(page.getByText('61–80 of 300')).toBeVisible()
  await page.getByRole('group', { name: 'Per page' }).getByRole('button', { name: '50' }).click()
  await expect(page.getByText('51–100 of 300')).toBeVisible()
  await page.getByRole('button', { name: 'Grid' }).click()
  await expect(rows(page)).toHaveCount(50)
  await page.keyboard.press('Control+b')
  await expect(page.getByPlaceholder('Find a room')).toBeHidden()
  await page.keyboard.press('Control+b')
  await page.getByRole('button', { name: 'List' }).click()
  await expect(page.getByText('51–100 of 300')).toBeVisible()
})

test('a seek beyond what has come waits for it and plays on there', async ({ start }) => {
  const server = await startTestServer({ recordings: 24 })
  const { page } = await start({
    args: ['--server', server.url, '--api-key', server.apiKey],
    env: { ROOMREEL_API_SECRET: server.apiSecret },
  })
  server.faults.bytesPerSecond = 120_000
  await rows(page).filter({ hasText: 'Low-cost sensors' }).first().click()
  const seconds = () =>
    page
      .locator('video')
      .first()
      .evaluate((element: HTMLVideoElement) => element.currentTime)
  await expect.poll(seconds).toBeGreaterThan(0.5)
  await page.keyboard.press('8')
  await expect(page.getByText(/Waiting for the server · \d+% on this device/)).toBeVisible()
  server.faults.bytesPerSecond = null
  const { duration, at } = await page
    .locator('video')
    .evaluate((element: HTMLVideoElement) => ({ duration: element.duration, at: element.currentTime }))
  expect(at).toBeGreaterThan(duration * 0.79)
  await expect.poll(seconds, { timeout: 20_000 }).toBeGreaterThan(at + 0.5)
  await server.close()
})
