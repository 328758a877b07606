import { expect } from './app.ts'
import {
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
} from './library-app.ts'
import { shoot } from './shoot.ts'

test('a search, filters, a selection, a room’s menu, the list without end', async ({ serve, open }) => {
  const server = await serve({ recordings: 412 })
  const { app, page } = await open(server)
  await lookedThrough(page)
  const [first = '', , third = '', fourth = ''] = await recordIds(page)
  await keep(page, rowOf(page, third))
  await rowOf(page, first).click()
  await expect.poll(() => playedSeconds(page), { timeout: 20_000 }).toBeGreaterThan(6)
  await backToLibrary(page)
  await rowOf(page, fourth).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Mark as watched' }).click()
  await expect(rowOf(page, fourth)).toContainText('Watched to the end')
  await expect(page.getByText('Marked as watched')).toHaveCount(0, { timeout: 15_000 })

  await searchField(page).fill('sensor')
  await expect(rows(page).locator('mark').first()).toBeVisible()
  await rows(page).nth(2).hover()
  await shoot(app, page, 'library-search')
  await searchField(page).fill('a word that nobody has said')
  await expect(page.getByRole('heading', { name: /^No recordings match/ })).toBeVisible()
  await shoot(app, page, 'state-no-match-search')
  await searchField(page).fill('')
  await inTotal(page, '412 recordings')

  const rooms = page.getByRole('listbox', { name: 'Rooms' }).getByRole('option')
  await rooms.filter({ hasText: 'Research seminar' }).click()
  await page.getByRole('combobox', { name: 'Language of subtitles' }).selectOption('de')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const panel = page.getByRole('dialog', { name: 'Filter' })
  await panel.getByLabel('From').fill('2026-09-01')
  await panel.getByLabel('To').fill('2026-11-12')
  await panel.getByRole('button', { name: 'New' }).click()
  await expect(page.getByRole('button', { name: 'Remove New' })).toBeAttached()
  await shoot(app, page, 'library-filters')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clear all' }).click()
  await inTotal(page, '412 recordings')

  for (const at of [1, 2, 4])
    await rows(page)
      .nth(at)
      .click({ modifiers: ['ControlOrMeta'] })
  await rows(page).nth(5).hover()
  await shoot(app, page, 'library-selection')
  await page.keyboard.press('Escape')
  await rooms.filter({ hasText: 'Town council' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Pin to the top' }).click()
  await rooms.filter({ hasText: 'Student council' }).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
  await shoot(app, page, 'room-menu')
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await expect(page.getByRole('textbox', { name: /^Name of/ })).toBeFocused()
  // A window that changes its size ends the field: one size is enough.
  await page.screenshot({ path: 'docs/screenshots/room-rename-light-900.png', animations: 'disabled' })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Endless' }).click()
  await page.locator('[data-index="3"]').focus()
  await page.keyboard.press('End')
  await expect(page.locator('[data-index="411"]')).toBeFocused()
  await shoot(app, page, 'library-endless')
})

test('without its server, with what it has deleted, and while it is looked through', async ({
  serve,
  open,
  userData,
}) => {
  const server = await serve({ recordings: 137 })
  const launched = await open(server)
  const { app, page } = launched
  await lookedThrough(page)
  const ids = await recordIds(page)
  for (const at of [1, 3, 4, 8]) await keep(page, rowOf(page, ids[at] ?? ''))
  server.remove([ids[3] ?? ''])
  await askNow(page, userData)
  await expect(rowOf(page, ids[3] ?? '')).toContainText('Not on server')
  await rowOf(page, ids[4] ?? '').hover()
  await shoot(app, page, 'library-not-on-server')
  await server.close()
  await page.getByRole('button', { name: 'Oldest' }).click()
  await expect(banner(page)).toBeVisible()
  await page.getByRole('button', { name: 'Newest' }).click()
  await page.getByRole('heading', { name: 'Library' }).hover()
  await shoot(app, page, 'state-offline')
  await page.getByRole('button', { name: 'On this device' }).click()
  await inTotal(page, '4 on this device')
  await page.getByRole('heading', { name: 'Library' }).hover()
  await shoot(app, page, 'state-offline-on-device')
  await app.close()

  const large = await serve({ ...asBefore(server, 13_700), port: 0 })
  large.onRequest = (_path, body) => {
    large.faults.latencyMs = /"from":(2[4-9]\d\d|[3-9]\d\d\d|\d{5})/.test(body) ? 600_000 : 0
  }
  const again = await open(large)
  await expect(again.page.getByText(/· 2,\d\d\d of 13,700 recordings known/)).toBeVisible()
  await shoot(again.app, again.page, 'library-crawling')
  await searchField(again.page).fill('budget')
  await expect(again.page.getByRole('progressbar', { name: 'Known recordings' })).toBeVisible()
  await shoot(again.app, again.page, 'library-coverage')
})
