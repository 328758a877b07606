import type { Page } from '@playwright/test'
import type { DemoServer } from '../../src/main/demo/demo-server.ts'
import { expect } from './app.ts'
import {
  backToLibrary,
  inTotal,
  keep,
  lookedThrough,
  onlyTitles,
  playedSeconds,
  recordIds,
  rowOf,
  rows,
  searchField,
  test,
  turnTo,
} from './library-app.ts'

const pressed = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true, pressed: true })
const filterPanel = (page: Page) => page.getByRole('dialog', { name: 'Filter' })
const openFilter = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(filterPanel(page)).toBeVisible()
}
/** How many recordings match; NaN while nothing is said. */
const matches = async (page: Page): Promise<number> => {
  const words = (await page.locator('main header').textContent()) ?? ''
  return Number.parseInt(/([\d,]+) (recording|match)/.exec(words)?.[1]?.replaceAll(',', '') ?? '', 10)
}

/** What titles are sorted by: their first words, whatever the case and marks of their letters. */
const beginning = (title: string): string => title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().slice(0, 32)

/** From now on the server holds back what lies deeper than its first hundred recordings. */
const holdBackTheDeep = (server: DemoServer): void => {
  server.onRequest = (_path, body) => {
    server.faults.latencyMs = /"from":[1-9]\d/.test(body) ? 60_000 : 0
  }
}

test('a search as it is typed, its keys, and the way back to it', async ({ serve, open }) => {
  const server = await serve({ recordings: 300 })
  const { page } = await open(server)
  await lookedThrough(page)
  // A list draws what is in sight first.
  await expect(rows(page)).toHaveCount(20)
  const all = await recordIds(page)
  await page.keyboard.press('/')
  await expect(searchField(page)).toBeFocused()
  await page.keyboard.type('calib drif', { delay: 20 })
  await expect(page.getByRole('heading', { name: 'Search', level: 1 })).toBeVisible()
  await onlyTitles(page)
  await inTotal(page, /^\d+ matches$/)
  await expect(pressed(page, 'Best match')).toBeVisible()
  // The words in the title count for more than those in a description.
  await expect(rows(page).first()).toContainText('Cheap sensors, good data? Calibration and drift')
  await expect(rows(page).first().locator('mark')).toHaveText(['Calib', 'drif'])
  const ranked = await recordIds(page)
  await page.getByRole('button', { name: 'Newest' }).click()
  await expect.poll(() => recordIds(page)).not.toEqual(ranked)
  await page.getByRole('button', { name: 'Best match' }).click()
  await expect.poll(() => recordIds(page)).toEqual(ranked)

  // Quotes, operators and brackets are no more than what stands between words.
  const found = await matches(page)
  await searchField(page).fill('"calib -drif* ^(and')
  await expect.poll(() => matches(page)).toBeLessThanOrEqual(found)
  await expect(rows(page).first()).toContainText(/calibration.*drift/i)
  await searchField(page).fill('ünïversität')
  await expect(page.getByRole('heading', { name: 'No recordings match “ünïversität”' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).last().click()
  await inTotal(page, '300 recordings')
  await expect(pressed(page, 'Newest')).toBeVisible()
  await expect.poll(() => recordIds(page)).toEqual(all)
  // Letters without their marks find those with them.
  await searchField(page).fill('offnungszeiten')
  await onlyTitles(page)
  await expect(rows(page).first().locator('mark').first()).toHaveText('Öffnungszeiten')

  // From the field into the list, into a recording, and back.
  await searchField(page).press('ArrowDown')
  await expect(rows(page).first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const opened = await rows(page).nth(1).getAttribute('data-record-id')
  await page.keyboard.press('Enter')
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await expect(searchField(page)).toHaveValue('offnungszeiten')
  await expect(rowOf(page, opened ?? '')).toBeFocused()

  await page.keyboard.press('/')
  await page.keyboard.press('Escape')
  await expect(searchField(page)).toHaveValue('')
  await expect(searchField(page)).toBeFocused()
  await inTotal(page, '300 recordings')
  await page.keyboard.press('Escape')
  await expect(searchField(page)).not.toBeFocused()
})

test('filters combine, show as chips, and go one by one or all at once', async ({ serve, open }) => {
  const server = await serve({ recordings: 300 })
  const { page } = await open(server)
  await lookedThrough(page)
  const kept = await keep(page, rows(page).first())

  await page.getByRole('button', { name: 'With subtitles' }).click()
  await expect.poll(() => matches(page)).toBeLessThan(300)
  const withAny = await matches(page)
  await page.getByRole('combobox', { name: 'Language of subtitles' }).selectOption('de')
  await expect.poll(() => matches(page)).toBeLessThan(withAny)
  await expect(pressed(page, 'Subtitles: German')).toBeVisible()
  const german = await matches(page)

  await page
    .getByRole('listbox', { name: 'Rooms' })
    .getByRole('option', { name: /^Faculty board/ })
    .click()
  await expect.poll(() => matches(page)).toBeLessThan(german)
  await page.getByRole('button', { name: 'Remove Faculty board' }).click()
  await expect.poll(() => matches(page)).toBe(german)

  await openFilter(page)
  const panel = filterPanel(page)
  await panel.getByLabel('From').fill('2026-11-02')
  await panel.getByLabel('To').fill('2026-11-10')
  await expect.poll(() => matches(page)).toBeLessThan(german)
  await panel.getByLabel('Minimum size in MB').fill('0.9')
  await panel.getByRole('button', { name: 'New' }).click()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: 'Filter', exact: true })).toBeFocused()
  for (const words of ['From 2 Nov', 'Until 10 Nov', 'At least 900 kB', 'New'])
    await expect(page.getByRole('button', { name: `Remove ${words}`, exact: true })).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
  for (const words of await rows(page).allTextContents()) expect(words).toMatch(/\b([2-9]|10) Nov\b/)

  await page.getByRole('button', { name: 'On this device' }).click()
  await expect(page.getByRole('heading', { name: 'No recordings match' })).toBeVisible()
  for (const words of ['From 2 Nov', 'Until 10 Nov', 'At least 900 kB'])
    await page.getByRole('button', { name: `Remove ${words}` }).click()
  await inTotal(page, /^[01] on this device$/)
  await page.getByRole('button', { name: 'Clear all' }).click()
  await inTotal(page, '300 recordings')
  await expect(page.getByRole('button', { name: /^Remove / })).toHaveCount(0)

  // A search and a filter go together, and only the search's own cross ends it.
  await searchField(page).fill('board')
  await page.getByRole('button', { name: 'On this device' }).click()
  await inTotal(page, '1 match')
  await expect(rowOf(page, kept).locator('mark').first()).toHaveText(/board/i)
  await page.getByRole('button', { name: 'Clear search' }).click()
  await inTotal(page, '1 on this device')
})

test('watched, started and new are three lists', async ({ serve, open }) => {
  const server = await serve({ recordings: 60 })
  const { page } = await open(server)
  await lookedThrough(page)
  const [first = '', second = ''] = await recordIds(page)
  await rowOf(page, first).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Mark as watched' }).click()
  await expect(rowOf(page, first)).toContainText('Watched to the end')
  await rowOf(page, second).click()
  await expect.poll(() => playedSeconds(page), { timeout: 20_000 }).toBeGreaterThan(5.5)
  await backToLibrary(page)
  await expect(rowOf(page, second)).toContainText(/Watched to 0:0\d/)
  for (const [state, expected] of [
    ['Watched', [first]],
    ['Started', [second]],
  ] as const) {
    await openFilter(page)
    await filterPanel(page).getByRole('button', { name: state }).click()
    await page.keyboard.press('Escape')
    await expect.poll(() => recordIds(page)).toEqual(expected)
  }
  await openFilter(page)
  await filterPanel(page).getByRole('button', { name: 'New' }).click()
  await inTotal(page, '58 recordings')
})

test('a search says how much of the server it has looked at', async ({ serve, open }) => {
  const server = await serve({ recordings: 400 })
  holdBackTheDeep(server)
  const { page } = await open(server)
  await expect(rows(page)).toHaveCount(20)
  await expect(page.getByText('· 100 of 400 recordings known')).toBeVisible()
  await searchField(page).fill('restore')
  await expect(rows(page).first().locator('mark').first()).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Known recordings' })).toHaveAttribute('value', '0.25')
  await expect(page.getByText('100 of 400 recordings known', { exact: true })).toBeVisible()
  await searchField(page).fill('word that nobody said')
  await expect(page.getByText('100 of 400 recordings are known so far; more may match.')).toBeVisible()
  await searchField(page).fill('')
  // A page that the server holds back, and has never shown, is waited for.
  await turnTo(page, 20)
  await expect(page.locator('[data-skeleton]').first()).toBeVisible()
})

test('page, order and filters are there again after a recording, and after a restart', async ({ serve, open }) => {
  const server = await serve({ recordings: 300 })
  const { page, app } = await open(server)
  await lookedThrough(page)
  await page.getByRole('button', { name: 'With subtitles' }).click()
  await page.getByRole('combobox', { name: 'All orders' }).selectOption('title')
  await expect(pressed(page, 'Title')).toBeVisible()
  await turnTo(page, 3)
  await expect(page.getByText(/^41–60 of \d+$/)).toBeVisible()
  const listed = await recordIds(page)
  const titles = (await page.locator('[data-record-id] td b').allTextContents()).map(beginning)
  expect(titles).toEqual(titles.toSorted())
  await rows(page).nth(10).click()
  await expect(page.locator('video')).toBeVisible()
  await page.goBack()
  await expect(page.getByText(/^41–60 of \d+$/)).toBeVisible()
  expect(await recordIds(page)).toEqual(listed)
  await app.close()

  const again = await open(server)
  await expect(again.page.getByText(/^41–60 of \d+$/)).toBeVisible()
  await expect.poll(() => recordIds(again.page)).toEqual(listed)
  await expect(pressed(again.page, 'Title')).toBeVisible()
  await expect(pressed(again.page, 'With subtitles')).toBeVisible()
})
