import type { Locator, Page } from '@playwright/test'
import { expect } from './app.ts'
import {
  allowFailedLoads,
  asBefore,
  askNow,
  backToLibrary,
  banner,
  inTotal,
  keep,
  lookedThrough,
  playedSeconds,
  recordIds,
  rowOf,
  rows,
  searchField,
  test,
  turnTo,
} from './library-app.ts'
import { addServer } from './server-form.ts'

const scroller = (page: Page) => page.getByTestId('recordings-scroller')

const topOf = async (row: Locator): Promise<number> => {
  const box = await row.boundingBox()
  if (box === null) throw new Error('the row is not on screen')
  return box.y
}

/** The network is back, as the system says it. */
const online = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online')))

test('everything that is known can be browsed without the server', async ({ serve, open }) => {
  const server = await serve({ recordings: 300 })
  const before = await open(server)
  await lookedThrough(before.page)
  const kept = await keep(before.page, rows(before.page).nth(2))
  await before.app.close()
  await server.close()

  const launched = await open(server)
  const { page } = launched
  await expect(rows(page)).toHaveCount(20, { timeout: 2000 })
  await inTotal(page, '300 recordings')
  await expect(banner(page)).toContainText(/Last updated (just now|\d+ min ago)\./)
  await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible()

  // A page that was never on screen.
  await turnTo(page, 15)
  await expect(page.getByText('281–300 of 300')).toBeVisible()
  await expect(rows(page)).toHaveCount(20)
  const newestLast = await recordIds(page)
  await page.getByRole('button', { name: 'Oldest' }).click()
  await expect(page.getByText('1–20 of 300')).toBeVisible()
  await expect.poll(() => recordIds(page)).toEqual(newestLast.toReversed())
  for (const order of ['title', 'largest', 'room']) {
    const shown = await recordIds(page)
    await page.getByRole('combobox', { name: 'All orders' }).selectOption(order)
    await expect.poll(() => recordIds(page)).not.toEqual(shown)
  }
  await page.getByRole('button', { name: 'Grid' }).click()
  await expect(rows(page)).toHaveCount(20)
  await page.getByRole('button', { name: 'List' }).click()

  await searchField(page).fill('calibr sensor')
  await inTotal(page, /^\d+ matches in \d+ recordings$/)
  await expect(rows(page).first().locator('mark').first()).toBeVisible()
  await searchField(page).fill('')
  await page.getByRole('combobox', { name: 'Language of subtitles' }).selectOption('de')
  await expect(page.getByText(/^1–20 of \d+$/)).not.toHaveText('1–20 of 300')
  await page.getByRole('button', { name: 'Subtitles: German' }).click()
  await inTotal(page, '300 recordings')

  // What is on this device plays; what is not says what is missing.
  const elsewhere = rows(page).filter({ hasText: 'On the server' }).first()
  await expect(elsewhere.locator('[data-status]')).toHaveAttribute('title', /plays once the server is back/)
  await elsewhere.click()
  await expect(page.getByRole('alert')).toContainText(/refuses the connection|server is back|cannot be reached/i)
  await backToLibrary(page)
  await page.getByRole('button', { name: 'On this device' }).click()
  await inTotal(page, '1 on this device')
  await expect(rowOf(page, kept)).toBeVisible()
  await rowOf(page, kept).click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0.5)
  allowFailedLoads(launched)
})

test('a server that comes back takes the banner away, and what is new moves no row', async ({
  serve,
  open,
  userData,
}) => {
  const server = await serve({ recordings: 120 })
  const { page } = await open(server)
  await lookedThrough(page)
  await page.getByRole('group', { name: 'Per page' }).getByRole('button', { name: '50' }).click()
  await expect(rows(page)).toHaveCount(50)
  await server.close()
  await page.getByRole('button', { name: 'Oldest' }).click()
  await expect(banner(page)).toBeVisible()
  await page.getByRole('button', { name: 'Newest' }).click()
  await expect(page.getByText('1–50 of 120')).toBeVisible()
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('button', { name: 'Retry' })).toBeEnabled()
  await expect(banner(page)).toBeVisible()

  // The row under the pointer.
  const again = await serve(asBefore(server, 120))
  const [first] = again.make()
  if (first === undefined) throw new Error('nothing was made')
  again.insert([first])
  await scroller(page).evaluate((element) => {
    element.scrollTop = 640
  })
  const hovered = rowOf(page, (await recordIds(page))[14] ?? '')
  await hovered.hover()
  const hoveredAt = await topOf(hovered)
  await online(page)
  await inTotal(page, '121 recordings')
  await expect(banner(page)).toHaveCount(0)
  await expect(rowOf(page, first.recordId)).toHaveCount(1)
  expect(await topOf(hovered)).toBe(hoveredAt)

  // The row that the keyboard is on, with the pointer elsewhere.
  await page.getByRole('heading', { name: 'Library' }).hover()
  const focused = rowOf(page, (await recordIds(page))[16] ?? '')
  await focused.focus()
  const focusedAt = await topOf(focused)
  again.insert(again.make(2))
  await askNow(page, userData)
  await inTotal(page, '123 recordings')
  expect(await topOf(focused)).toBe(focusedAt)
  await expect(focused).toBeFocused()

  // At its top, with nobody in the list, it simply shows what is new.
  await page.getByRole('heading', { name: 'Library' }).click()
  await focused.evaluate((row: HTMLElement) => row.blur())
  await scroller(page).evaluate((element) => {
    element.scrollTop = 0
  })
  const [newest] = again.make()
  if (newest === undefined) throw new Error('nothing was made')
  again.insert([newest])
  await askNow(page, userData)
  await expect(rows(page).first()).toHaveAttribute('data-record-id', newest.recordId)
  await expect(rows(page).first()).toBeInViewport()
})

test('what is deleted on the server goes, unless its file is here', async ({ serve, open, userData }) => {
  const server = await serve({ recordings: 300 })
  const { page } = await open(server)
  await lookedThrough(page)
  const kept = await keep(page, rows(page).nth(1))
  const [, , third = ''] = await recordIds(page)
  await turnTo(page, 15)
  await expect(page.getByText('281–300 of 300')).toBeVisible()
  const [elsewhere = ''] = await recordIds(page)
  await turnTo(page, 1)
  await expect(rowOf(page, third)).toBeVisible()
  const count = async (): Promise<number> => {
    const numbers = await page
      .getByRole('listbox', { name: 'Rooms' })
      .getByRole('option')
      .filter({ hasNotText: 'All rooms' })
      .allTextContents()
    return numbers.reduce((sum, words) => sum + Number(/\d+$/.exec(words)?.[0] ?? 0), 0)
  }
  expect(await count()).toBe(300)

  server.remove([third])
  await askNow(page, userData)
  await expect(rowOf(page, third)).toHaveCount(0)
  await inTotal(page, '299 recordings')
  await expect.poll(count).toBe(299)

  server.remove([elsewhere])
  await askNow(page, userData)
  await inTotal(page, '298 recordings')
  await expect.poll(count).toBe(298)

  server.remove([kept])
  await askNow(page, userData)
  const status = rowOf(page, kept).locator('[data-status]')
  await expect(status).toContainText('Not on server')
  await expect(status).toHaveAttribute('title', 'Removed from server. This copy is the only one.')
  await page.getByRole('button', { name: 'On this device' }).click()
  await inTotal(page, '1 on this device')
  await rowOf(page, kept).click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0.5)
})

test('with five servers that never answer, what is known of each is there at once', async ({ serve, start }) => {
  const servers = await Promise.all([31, 32, 33, 34, 35].map((recordings) => serve({ recordings })))
  const keychain = { env: { STANDIN_PASSWORD_STORE: 'kwallet6' } }
  const before = await start(keychain)
  for (const [at, server] of servers.entries()) {
    await addServer(before.page, server, `Server ${at}`)
    await inTotal(before.page, `${31 + at} recordings`)
    await lookedThrough(before.page)
  }
  await before.app.close()

  const asked = new Set<string>()
  for (const server of servers) {
    server.faults.failPath = '/'
    server.faults.failAlways = 'hang'
    server.onRequest = () => asked.add(server.url)
  }
  const { page } = await start(keychain)
  await inTotal(page, '35 recordings')
  await expect(rows(page)).toHaveCount(20)
  for (const at of [0, 1, 2, 3, 4]) {
    await page.keyboard.press(`Control+${at + 1}`)
    await expect(page.locator('main header').getByText(`${31 + at} recordings`, { exact: true })).toBeVisible({
      timeout: 1500,
    })
    await expect(rows(page)).toHaveCount(20)
    await page.getByRole('button', { name: 'Next page' }).click()
    await expect(rows(page)).toHaveCount(11 + at)
  }
  // All that while not one of them has said a word, and nobody has given up on it.
  await expect(banner(page)).toHaveCount(0)
  expect(asked).toEqual(new Set(servers.map(({ url }) => url)))
})
