import { basename } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect } from './app.ts'
import { finished, keepByKey, keepHere, lightOf, statusOf, toDownloads, toLibrary } from './keeping-app.ts'
import { askNow, backToLibrary, lookedThrough, playedSeconds, recordIds, rowOf, rows, test } from './library-app.ts'

interface Seen {
  notes: string[]
  shares: number[]
  questions: string[]
  dragged: string[]
}

/** Watches what the app asks of the desktop; its question before quitting is answered with "stay". */
const watchDesktop = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow, Notification, dialog }) => {
    const seen: Seen = { notes: [], shares: [], questions: [], dragged: [] }
    Object.assign(globalThis, { seen })
    Notification.prototype.show = function show(this: { title: string }) {
      seen.notes.push(this.title)
    }
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) throw new Error('there is no window')
    window.setProgressBar = (share) => void seen.shares.push(share)
    window.webContents.startDrag = ({ file }) => void seen.dragged.push(file)
    dialog.showMessageBox = async (...given: unknown[]) => {
      seen.questions.push((given.at(-1) as { message: string }).message)
      return { response: 1, checkboxChecked: false }
    }
  })

const seen = (app: ElectronApplication): Promise<Seen> =>
  app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)

test('the desktop sees progress, hears once that all is done, and a quit meanwhile is asked about', async ({
  serve,
  open,
}) => {
  const server = await serve({ recordings: 40 })
  server.faults.bytesPerSecond = 100_000
  const { app, page } = await open(server)
  await lookedThrough(page)
  await watchDesktop(app)
  const [first = '', second = ''] = await recordIds(page)
  await keepByKey(page, first)
  await keepByKey(page, second)
  await expect.poll(async () => (await seen(app)).shares.some((share) => share > 0 && share < 1)).toBe(true)

  await app.evaluate((electron) => electron.app.quit())
  await expect.poll(async () => (await seen(app)).questions).toEqual(['2 downloads are running'])
  await expect(rows(page)).toHaveCount(20)

  server.faults.bytesPerSecond = null
  await expect(statusOf(page, first)).toContainText('On device', { timeout: 30_000 })
  await expect(statusOf(page, second)).toContainText('On device', { timeout: 30_000 })
  await expect.poll(async () => (await seen(app)).notes).toEqual(['2 recordings are on this device'])
  await expect.poll(async () => (await seen(app)).shares.at(-1)).toBe(-1)
})

test('a kept recording is dragged out under a readable name', async ({ serve, open }) => {
  const server = await serve({ recordings: 40 })
  const { app, page } = await open(server)
  await lookedThrough(page)
  await watchDesktop(app)
  const [first = ''] = await recordIds(page)
  await keepHere(page, first)
  const title = (await rowOf(page, first).locator('b').textContent()) ?? ''
  await rowOf(page, first).dispatchEvent('dragstart')
  await expect.poll(async () => (await seen(app)).dragged.length).toBe(1)
  const [path = ''] = (await seen(app)).dragged
  expect(basename(path)).toMatch(/^\d{4}-\d\d-\d\d .+\.mp4$/)
  expect(basename(path)).toContain(title)
})

/** What a row shows of a file that has come. */
async function expectPoster(page: Page, recordId: string): Promise<void> {
  const thumb = rowOf(page, recordId).locator('[data-poster]')
  await expect(thumb.locator('[data-length]')).toHaveText(/^\d+:\d\d$/)
  await expect.poll(async () => (await lightOf(thumb.locator('img'))).spread).toBeGreaterThan(5)
  expect((await lightOf(thumb.locator('img'))).mean).toBeGreaterThan(10)
}

test('a recording that has come shows its picture and length, also after it was removed and after a restart', async ({
  serve,
  open,
}) => {
  const server = await serve({ recordings: 40 })
  const before = await open(server)
  const { page } = before
  await lookedThrough(page)
  const [first = '', second = ''] = await recordIds(page)
  for (const recordId of [first, second]) await keepHere(page, recordId)
  for (const recordId of [first, second]) await expectPoster(page, recordId)
  await page.getByRole('button', { name: 'Grid' }).click()
  for (const recordId of [first, second]) await expectPoster(page, recordId)
  await page.getByRole('button', { name: 'List' }).click()

  await rowOf(page, first).click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  await expect(page.getByRole('complementary')).toContainText(/\d+:\d\d/)
  await page.getByRole('button', { name: 'On this device' }).click()
  await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
  await expect(page.getByRole('button', { name: 'Keep on this device' })).toBeVisible()
  await backToLibrary(page)
  await expect(statusOf(page, first)).toContainText('On the server')
  await expectPoster(page, first)
  await before.app.close()

  const after = await open(server)
  await expect(statusOf(after.page, first)).toContainText('On the server')
  for (const recordId of [first, second]) await expectPoster(after.page, recordId)
})

test('a rule keeps the newest recordings of a room, and those that come', async ({ serve, open, userData }) => {
  const server = await serve({ recordings: 120 })
  const { page } = await open(server)
  await lookedThrough(page)
  await toDownloads(page)
  await page.getByRole('button', { name: 'Rules…' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Rules for this server' })
  await dialog.getByRole('checkbox', { name: 'Town council' }).check()
  await dialog.getByLabel('Newest recordings of Town council').fill('2')
  await expect(dialog.getByRole('status')).toHaveText(/^Would keep 2 recordings now \(.+\)\.$/)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(finished(page)).toHaveCount(2)

  const [newest] = server.make(60).filter(({ roomTitle }) => roomTitle === 'Town council')
  if (newest === undefined) throw new Error('nothing of that room was made')
  server.insert([newest])
  await askNow(page, userData)
  await expect(finished(page)).toHaveCount(3, { timeout: 30_000 })
  await toLibrary(page)
  await expect(statusOf(page, newest.recordId)).toContainText('On device')
})

test('the keep button of the player follows the download and its end', async ({ serve, open }) => {
  const server = await serve({ recordings: 40 })
  server.faults.bytesPerSecond = 150_000
  const { page } = await open(server)
  await lookedThrough(page)
  const [first = ''] = await recordIds(page)
  await rowOf(page, first).click()
  await page.getByRole('button', { name: 'Keep on this device' }).click()
  await expect(page.getByText(/^Downloading \d+%/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Cancel download' }).click()
  await expect(page.getByRole('button', { name: 'Keep on this device' })).toBeVisible()
  await page.keyboard.press('d')
  await expect(page.getByRole('button', { name: 'On this device' })).toBeVisible({ timeout: 30_000 })
  await backToLibrary(page)
  await toDownloads(page)
  await expect(finished(page)).toHaveCount(1)
})
