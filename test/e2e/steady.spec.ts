import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import { ask, banner, inTotal, lookedThrough, rowOf, rows, searchField, test } from './library-app.ts'

const scroller = (page: Page) => page.getByTestId('recordings-scroller')

/** A row, or card, in the middle of what is in sight. */
const middleOf = (page: Page): Promise<string> =>
  scroller(page).evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const row = document.elementFromPoint(left + width / 3, top + height / 2)?.closest('[data-record-id]')
    return row?.getAttribute('data-record-id') ?? ''
  })

for (const [layout, paging] of [
  ['Grid', 'Pages'],
  ['List', 'Endless'],
  ['Grid', 'Endless'],
] as const) {
  test(`${layout}, ${paging}: a banner that comes and goes, and news, leave what is under the pointer`, async ({
    serve,
    open,
    userData,
  }) => {
    const server = await serve({ recordings: 400 })
    const { page } = await open(server)
    await lookedThrough(page)
    await page.getByRole('button', { name: layout }).click()
    if (paging === 'Endless') await page.getByRole('button', { name: paging }).click()
    else await page.getByRole('group', { name: 'Per page' }).getByRole('button', { name: '100' }).click()
    await expect(rows(page).nth(8)).toBeAttached()
    await scroller(page).evaluate((element) => {
      element.scrollTop = 900
    })
    await expect.poll(() => middleOf(page)).not.toBe('')
    const row = rowOf(page, await middleOf(page))
    await row.hover()
    const top = async (): Promise<number | undefined> => (await row.boundingBox())?.y
    const before = await top()

    // The next look at the server finds nobody there.
    server.faults.failAlways = 'reset'
    expect(await ask(page, userData)).toBe(false)
    await expect(banner(page)).toBeVisible()
    expect(await top()).toBe(before)

    server.faults.failAlways = null
    server.insert(server.make(1))
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect(banner(page)).toHaveCount(0)
    await inTotal(page, '401 recordings')
    await expect.poll(top).toBe(before)
  })
}

test('a server that refuses the key leaves what is known within reach', async ({ serve, open }) => {
  const server = await serve({ recordings: 120 })
  const first = await open(server)
  await lookedThrough(first.page)
  await first.app.close()
  server.faults.failAlways = 'bad-key'
  const { page } = await open(server)
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText(/does not know the API key/)
  await expect(rows(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Show what is known here' }).click()
  await expect(rows(page)).toHaveCount(20)
  await expect(banner(page)).toContainText(/does not know the API key.*showing what is known here/)
  await searchField(page).fill('budget')
  await inTotal(page, /^\d+ match(es)? in \d+ recordings?$/)
  await expect(page.getByRole('button', { name: 'Edit server' })).toBeVisible()
  server.faults.failAlways = null
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(banner(page)).toHaveCount(0)
  await expect(searchField(page)).toHaveValue('budget')
})

test('a search ends with the run, and filters do not', async ({ serve, open }) => {
  const server = await serve({ recordings: 120 })
  const before = await open(server)
  await lookedThrough(before.page)
  await before.page.getByRole('button', { name: 'With subtitles' }).click()
  await searchField(before.page).fill('airway')
  await inTotal(before.page, /^\d+ matches in \d+ recordings$/)
  await before.app.close()
  await server.close()
  const { page } = await open(server)
  await expect(rows(page)).toHaveCount(20)
  await expect(searchField(page)).toHaveValue('')
  await expect(page.getByRole('button', { name: 'With subtitles', pressed: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Newest', pressed: true })).toBeVisible()
})
