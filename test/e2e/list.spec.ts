import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import {
  askNow,
  backToLibrary,
  inTotal,
  lookedThrough,
  onlyTitles,
  playedSeconds,
  recordIds,
  rowOf,
  rows,
  searchField,
  test,
} from './library-app.ts'

const selected = (page: Page) => page.locator('[data-record-id][aria-selected="true"]')
const batchBar = (page: Page) => page.getByRole('toolbar', { name: 'Selection' })
const scroller = (page: Page) => page.getByTestId('recordings-scroller')
const scrolled = (page: Page) => scroller(page).evaluate((element) => element.scrollTop)
const rowAt = (page: Page, index: number) => page.locator(`[data-record-id][data-index="${index}"]`)
const toEndless = (page: Page) => page.getByRole('button', { name: 'Endless' }).click()
const roomOption = (page: Page, name: RegExp) =>
  page.getByRole('listbox', { name: 'Rooms' }).getByRole('option', { name })

test('recordings are selected by pointer and keyboard, and marked together', async ({ serve, open }) => {
  const server = await serve({ recordings: 60 })
  const { page } = await open(server)
  await lookedThrough(page)
  await rows(page)
    .nth(1)
    .click({ modifiers: ['ControlOrMeta'] })
  await rows(page)
    .nth(4)
    .click({ modifiers: ['Shift'] })
  await expect(selected(page)).toHaveCount(4)
  await expect(batchBar(page)).toContainText('4 selected')
  await rows(page)
    .nth(2)
    .click({ modifiers: ['ControlOrMeta'] })
  await expect(batchBar(page)).toContainText('3 selected')
  // Refreshes and other pages leave it.
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page.getByText('21–40 of 60')).toBeVisible()
  await expect(batchBar(page)).toContainText('3 selected')
  await page.getByRole('button', { name: 'Previous page' }).click()
  await expect(selected(page)).toHaveCount(3)
  await page.keyboard.press('Escape')
  await expect(selected(page)).toHaveCount(0)
  await expect(batchBar(page)).toHaveCount(0)

  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(batchBar(page)).toContainText('3 selected')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(batchBar(page)).toContainText('2 selected')
  const marked = await selected(page).evaluateAll((found) => found.map((row) => row.getAttribute('data-record-id')))
  await page.getByRole('button', { name: 'Mark as watched' }).click()
  await expect(page.getByText('Marked as watched')).toBeVisible()
  for (const recordId of marked) await expect(rowOf(page, recordId ?? '')).toContainText('Watched to the end')
  await page.keyboard.press('Control+a')
  await expect(batchBar(page)).toContainText('20 selected')
  await page.getByRole('button', { name: /^Clear/ }).click()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('dialog', { name: 'Filter' }).getByRole('button', { name: 'Watched' }).click()
  await expect.poll(() => recordIds(page)).toEqual(marked)
})

test('one list without end: its ends, its keys, and the way back to a place in it', async ({
  serve,
  open,
  userData,
}) => {
  const server = await serve({ recordings: 700 })
  const { page } = await open(server)
  await lookedThrough(page)
  await toEndless(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0)
  await expect(rowAt(page, 0)).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('End')
  await expect(rowAt(page, 699)).toBeFocused()
  await expect(rowAt(page, 699)).toBeInViewport()
  await page.keyboard.press('Home')
  await expect(rowAt(page, 0)).toBeFocused()

  // By the wheel, down to where nothing has been asked for yet.
  await scroller(page).hover()
  for (const place of [100, 200, 300, 400]) {
    await page.mouse.wheel(0, 6400)
    await expect(rowAt(page, place + 2)).toBeVisible()
  }
  const at = await scrolled(page)
  const middle = await rowAt(page, 403).getAttribute('data-record-id')
  const top = (await rowAt(page, 403).boundingBox())?.y
  await rowAt(page, 403).click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  await backToLibrary(page)
  await expect(rowAt(page, 403)).toHaveAttribute('data-record-id', middle ?? '')
  expect(await scrolled(page)).toBe(at)
  await expect(rowAt(page, 403)).toBeFocused()

  // What comes in above moves nothing in sight.
  server.insert(server.make(3))
  await askNow(page, userData)
  await inTotal(page, '703 recordings')
  await expect(rowAt(page, 406)).toHaveAttribute('data-record-id', middle ?? '')
  expect((await rowAt(page, 406).boundingBox())?.y).toBe(top)

  await page.getByRole('button', { name: 'Grid' }).click()
  await expect(rowAt(page, 406)).toBeInViewport()
  await page.getByRole('button', { name: 'List' }).click()
  await page.getByRole('button', { name: 'Pages', exact: true }).click()
  await expect(page.getByText(/^(381–400|401–420) of 703$/)).toBeVisible()
  await toEndless(page)
  await searchField(page).fill('sensor')
  await onlyTitles(page)
  await inTotal(page, /^\d+ matches$/)
  await expect(rowAt(page, 0).locator('mark').first()).toBeVisible()
})

test('what goes by being used leaves the keyboard beside it', async ({ serve, open }) => {
  const server = await serve({ recordings: 60 })
  const { page } = await open(server)
  await lookedThrough(page)
  const press = (name: string | RegExp, key = 'Enter') => page.getByRole('button', { name, exact: true }).press(key)

  // Faster than the answer: the rows that the arrow leads to are about to give way.
  await page.keyboard.press('/')
  await page.keyboard.type('sensor')
  await page.keyboard.press('ArrowDown')
  await inTotal(page, /^\d+ matches in \d+ recordings$/)
  await expect(rows(page).first()).toBeFocused()
  await searchField(page).fill('a word that nobody has said')
  await page.getByRole('main').getByRole('button', { name: 'Clear search' }).last().press('Enter')
  await inTotal(page, '60 recordings')
  await expect(searchField(page)).toBeFocused()

  await rows(page).nth(2).press('Space')
  await press('Mark as new', 'Escape')
  await expect(rows(page).nth(2)).toBeFocused()

  for (const name of [/^Faculty board/, /^Town council/]) await roomOption(page, name).click()
  await press('On this device')
  await press('Remove Faculty board')
  await expect(page.getByRole('button', { name: 'Remove Town council' })).toBeFocused()
  await press('Clear all')
  await expect(page.getByRole('button', { name: 'On this device' })).toBeFocused()

  await press('Next page')
  await expect(page.getByText('21–40 of 60')).toBeVisible()
  await press('Endless')
  await expect(page.getByRole('button', { name: 'Endless' })).toBeFocused()
  await expect(rowAt(page, 20)).toBeInViewport()
  await page.keyboard.press('j')
  await expect(rowAt(page, 20)).toBeFocused()
})

test('a room gets a name and a pin of the user’s own, which stay', async ({ serve, open }) => {
  const server = await serve({ recordings: 120 })
  const { page, app } = await open(server)
  await lookedThrough(page)
  await roomOption(page, /^Town council/).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const field = page.getByRole('textbox', { name: 'Name of Town council on this device' })
  await expect(field).toBeFocused()
  await field.fill('Old hall')
  await field.press('Enter')
  await expect(roomOption(page, /^Old hall/)).toBeFocused()
  await expect(rows(page).filter({ hasText: 'Old hall' }).first()).toBeVisible()
  await searchField(page).fill('old hall')
  await inTotal(page, /^\d+ matches in \d+ recordings$/)
  await searchField(page).fill('')
  await roomOption(page, /^Student council/).focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Pin to the top' }).click()
  await expect(page.getByRole('listbox', { name: 'Rooms' }).getByRole('option').nth(1)).toContainText('Student council')
  await roomOption(page, /^Faculty board/).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.keyboard.type('never')
  await page.keyboard.press('Escape')
  await expect(roomOption(page, /^Faculty board/)).toBeVisible()
  await app.close()

  const again = await open(server)
  const rooms = again.page.getByRole('listbox', { name: 'Rooms' }).getByRole('option')
  await expect(rooms.nth(1)).toContainText('Student council')
  await expect(roomOption(again.page, /^Old hall/)).toHaveAttribute('title', /town-council/)
  await roomOption(again.page, /^Old hall/).click({ button: 'right' })
  await again.page.getByRole('menuitem', { name: 'Rename' }).click()
  await again.page.keyboard.press('ControlOrMeta+a')
  await again.page.keyboard.press('Delete')
  await again.page.keyboard.press('Enter')
  await expect(roomOption(again.page, /^Town council/)).toBeVisible()
})

test('how far a recording was watched shows in the list, and stays', async ({ serve, open }) => {
  const server = await serve({ recordings: 40 })
  const { page, app } = await open(server)
  await lookedThrough(page)
  const [recordId = ''] = await recordIds(page)
  await rowOf(page, recordId).click()
  await expect.poll(() => playedSeconds(page), { timeout: 20_000 }).toBeGreaterThan(5.5)
  await backToLibrary(page)
  await expect(rowOf(page, recordId)).toContainText(/Watched to 0:0\d/)
  await app.close()
  const again = await open(server)
  await expect(rowOf(again.page, recordId)).toContainText(/Watched to 0:0\d/)
})
