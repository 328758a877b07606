import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from './app.ts'
import { finished, keepByKey, kill, percentOf, queued, toDownloads, toLibrary } from './keeping-app.ts'
import { backToLibrary, lookedThrough, playedSeconds, recordIds, rowOf, rows, test } from './library-app.ts'

test('what is kept survives a kill, goes on, and plays without the server', async ({ serve, open, userData }) => {
  const server = await serve({ recordings: 40 })
  server.faults.bytesPerSecond = 60_000
  const before = await open(server)
  await lookedThrough(before.page)
  const [first = '', second = '', third = ''] = await recordIds(before.page)
  for (const recordId of [first, second, third]) await keepByKey(before.page, recordId)
  await toDownloads(before.page)
  for (const recordId of [first, second, third])
    await expect.poll(() => percentOf(queued(before.page, recordId))).toBeGreaterThan(1)
  await queued(before.page, second)
    .getByRole('button', { name: /^Pause/ })
    .click()
  await expect(queued(before.page, second)).toContainText(/Paused\. .+ of .+ is kept\./)
  const paused = await percentOf(queued(before.page, second))
  // What was asked for is on disk soon; this is no test of that quarter of a second.
  await expect.poll(() => readFile(join(userData, 'downloads.json'), 'utf8')).toContain('"paused"')
  await kill(before)

  server.faults.bytesPerSecond = null
  const again = await open(server)
  await expect(rows(again.page).first()).toBeVisible()
  await toDownloads(again.page)
  await expect(finished(again.page)).toHaveCount(2)
  // What was paused waits for its user, with what it had.
  await expect(queued(again.page, second)).toContainText(/Paused\. .+ of .+ is kept\./)
  expect(await percentOf(queued(again.page, second))).toBeGreaterThanOrEqual(paused)
  await queued(again.page, second)
    .getByRole('button', { name: /^Resume/ })
    .click()
  await expect(finished(again.page)).toHaveCount(3)
  await expect(again.page.getByText('3 on this device')).toBeVisible()
  await again.app.close()
  await server.close()

  const { page } = await open(server)
  for (const recordId of [first, second, third]) {
    await expect(rowOf(page, recordId).locator('[data-status]')).toContainText('On device')
    await rowOf(page, recordId).click()
    await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0.3)
    await backToLibrary(page)
  }
})

test('a queue by the keyboard alone: keep, pause, another order, cancel', async ({ serve, open }) => {
  const server = await serve({ recordings: 40 })
  server.faults.bytesPerSecond = 20_000
  const { page } = await open(server)
  await lookedThrough(page)
  const ids = (await recordIds(page)).slice(0, 5)
  const [first = '', , , fourth = '', fifth = ''] = ids
  await rowOf(page, first).focus()
  for (const recordId of ids) {
    await expect(rowOf(page, recordId)).toBeFocused()
    await page.keyboard.press('d')
    await page.keyboard.press('ArrowDown')
  }
  await toDownloads(page)
  const order = (): Promise<(string | null)[]> =>
    page.locator('[data-download]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-download')))
  await expect.poll(order).toEqual(ids)
  await expect(queued(page, fourth)).toContainText('Starts when a running download ends')

  const titleOf = (recordId: string) => queued(page, recordId).locator('[data-title]')
  await titleOf(first).focus()
  for (let at = 0; at < 4; at += 1) await page.keyboard.press('ArrowDown')
  await expect(titleOf(fifth)).toBeFocused()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(order).toEqual([...ids.slice(0, 3), fifth, fourth])
  await expect(titleOf(fifth)).toBeFocused()
  await expect(page.getByText('Moved to place 4', { exact: true })).toBeAttached()

  // Tab leads to the row's own buttons.
  await titleOf(first).focus()
  await page.keyboard.press('Tab')
  await expect(queued(page, first).getByRole('button', { name: /^Pause/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(queued(page, first)).toContainText(/^.*Paused\./)
  await expect(queued(page, fifth).getByRole('button', { name: /^Pause/ })).toBeVisible()
  await titleOf(fourth).focus()
  await page.keyboard.press('Tab')
  await expect(queued(page, fourth).getByRole('button', { name: /to the front$/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(queued(page, fourth).getByRole('button', { name: /^Cancel/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(queued(page, fourth)).toHaveCount(0)
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)

  await toLibrary(page)
  await expect(rowOf(page, first).locator('[data-status]')).toContainText('Paused')
  await expect(rowOf(page, fourth).locator('[data-status]')).toContainText('On the server')
})

test('a file that the server no longer has fails with what to do, and a dropped connection mends itself', async ({
  serve,
  open,
}) => {
  const server = await serve({ recordings: 40 })
  const { page } = await open(server)
  await lookedThrough(page)
  const [gone = '', cut = ''] = await recordIds(page)
  server.remove([gone])
  server.faults.cutDownloadAfterBytes = 100_000
  await keepByKey(page, gone)
  await keepByKey(page, cut)
  await toDownloads(page)
  await expect(queued(page, gone)).toContainText(
    /Stopped: .+ no longer has this file\. Ask the people who run the server/,
  )
  await expect(queued(page, gone).getByRole('button', { name: 'Retry' })).toBeVisible()
  await expect(queued(page, cut)).toContainText(/Next attempt in \d+ s: .+ closed the connection before the end/)
  server.faults.cutDownloadAfterBytes = null
  await expect(finished(page)).toHaveCount(1, { timeout: 30_000 })
  await queued(page, gone)
    .getByRole('button', { name: /^Remove .+ from the list$/ })
    .click()
  await expect(page.getByText('Nothing is being downloaded.')).toBeVisible()
})
