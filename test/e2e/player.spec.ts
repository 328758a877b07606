import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, launch } from './app.ts'
import { answerDialogs } from './keeping-app.ts'
import { backToLibrary, lookedThrough, playedSeconds, rows, test } from './library-app.ts'

const video = (page: Page) => page.locator('video').first()
const playingRate = (page: Page): Promise<number> => video(page).evaluate((it: HTMLVideoElement) => it.playbackRate)
const isPaused = (page: Page): Promise<boolean> => video(page).evaluate((it: HTMLVideoElement) => it.paused)

/** Jumps, as the scrubber does. */
const jumpTo = (page: Page, seconds: number): Promise<void> =>
  video(page).evaluate((it: HTMLVideoElement, to) => {
    it.currentTime = to
  }, seconds)

test('a recording goes on where it was left, at its room’s speed, or starts over', async ({ serve, open }) => {
  const server = await serve({ recordings: 24 })
  const { page } = await open(server)
  await lookedThrough(page)
  await rows(page).first().click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  await page.keyboard.press(']')
  await page.keyboard.press(']')
  await expect.poll(() => playingRate(page)).toBe(1.5)
  await jumpTo(page, 14)
  await expect.poll(() => playedSeconds(page), { timeout: 15_000 }).toBeGreaterThan(21)
  await backToLibrary(page)

  await rows(page).first().click()
  const offer = page.getByRole('button', { name: /^Continue at 0:2\d$/ })
  await expect(offer).toBeFocused()
  expect(await isPaused(page)).toBe(true)
  await page.keyboard.press('Enter')
  await expect(offer).toBeHidden()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(20)
  expect(await playingRate(page)).toBe(1.5)
  await backToLibrary(page)
  await rows(page).first().click()
  await page.getByRole('button', { name: 'Start over' }).click()
  await expect.poll(() => isPaused(page)).toBe(false)
  expect(await playedSeconds(page)).toBeLessThan(5)
})

test('A to B, frames, bookmarks with notes, a picture of a frame, and the small player', async ({
  serve,
  open,
  userData,
}) => {
  const server = await serve({ recordings: 24 })
  const { app, page } = await open(server)
  await lookedThrough(page)
  await rows(page).filter({ hasText: 'Low-cost sensors' }).first().click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  await page.keyboard.press('a')
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(1)
  await page.keyboard.press('a')
  await expect(page.locator('[data-loop]')).toBeVisible()
  const end = await playedSeconds(page)
  await jumpTo(page, end + 5)
  await expect.poll(() => playedSeconds(page)).toBeLessThan(end + 0.6)
  await page.keyboard.press('a')
  await expect(page.locator('[data-loop]')).toHaveCount(0)

  await page.keyboard.press('.')
  await expect.poll(() => isPaused(page)).toBe(true)
  const at = await playedSeconds(page)
  await page.keyboard.press('.')
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(at)
  expect((await playedSeconds(page)) - at).toBeLessThan(0.3)

  await page.keyboard.press('b')
  await page.getByRole('button', { name: 'Add a note' }).click()
  const note = page.getByRole('textbox', { name: /^Note at / })
  await note.fill('parts list')
  await note.press('Enter')
  await expect(page.locator('[data-mark="bookmark"]')).toHaveCount(1)

  const file = join(userData, 'frame.png')
  await answerDialogs(app, { file })
  await page.getByRole('tab', { name: 'Transcript' }).click()
  await page.getByRole('region', { name: 'Player' }).focus()
  await page.keyboard.press('s')
  await expect(page.getByText('Saved as frame.png')).toBeVisible()
  expect((await stat(file)).size).toBeGreaterThan(5000)
  expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG')

  await page.keyboard.press('i')
  const small = page.getByRole('region', { name: 'Small player' })
  await expect(small).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible()
  await small.getByRole('button', { name: 'Play', exact: true }).click()
  await expect.poll(() => isPaused(page)).toBe(false)
  await page.keyboard.press('i')
  await expect(page.getByRole('region', { name: 'Player', exact: true })).toBeVisible()
  await expect.poll(() => isPaused(page)).toBe(false)
  await backToLibrary(page)
  await page.getByRole('searchbox').fill('parts')
  await expect(page.getByRole('heading', { name: 'Bookmarks', level: 2 })).toBeVisible()
})

test('details say what the server knows; an edit is sent as a patch, and a conflict is no loss', async ({
  serve,
  open,
}) => {
  const server = await serve({ recordings: 24 })
  const { page } = await open(server)
  await lookedThrough(page)
  const row = rows(page).filter({ hasText: 'Low-cost sensors' }).first()
  const recordId = (await row.getAttribute('data-record-id')) ?? ''
  await row.click()
  await page.getByRole('tab', { name: 'Details' }).click()
  const details = page.getByRole('tabpanel', { name: 'Details' })
  await expect(details.getByText('Took part')).toBeVisible()
  await expect(details.getByRole('heading', { name: 'Meeting summary' })).toBeVisible()
  await expect(details.getByText(/ UTC$/)).toHaveCount(1)

  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: 'Edit details' })
  await expect(dialog.getByRole('button', { name: 'Save on the server' })).toHaveAttribute(
    'title',
    'Nothing has changed',
  )
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Cheap sensors')
  await dialog.getByText('Show what will be sent').click()
  await expect(dialog.locator('pre')).toContainText('"title": "Cheap sensors"')
  await expect(dialog.locator('pre')).not.toContainText('description')
  const asked: string[] = []
  server.onRequest = (path, body) => void (path.endsWith('/updateMetadata') && asked.push(body))
  await dialog.getByRole('button', { name: 'Save on the server' }).click()
  await expect(dialog).toBeHidden()
  expect(asked).toEqual([JSON.stringify({ record_id: recordId, metadata: { title: 'Cheap sensors' } })])
  await expect(page.getByRole('heading', { name: 'Cheap sensors', level: 1 })).toBeVisible()

  await page.keyboard.press('e')
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Mine')
  server.edit(recordId, { description: 'Theirs' })
  await dialog.getByRole('button', { name: 'Save on the server' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Nothing was sent')
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Mine')
  await dialog.getByRole('button', { name: 'Keep mine' }).click()
  await dialog.getByRole('button', { name: 'Save on the server' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Mine', level: 1 })).toBeVisible()
})

test('a link to a moment plays it; one to an unknown server asks first', async ({ serve, open, userData }) => {
  const server = await serve({ recordings: 24 })
  const { page } = await open(server)
  await lookedThrough(page)
  const recordId = (await rows(page).first().getAttribute('data-record-id')) ?? ''
  const link = (host: string) => `roomreel://open?server=${encodeURIComponent(host)}&record=${recordId}&t=17s`
  const second = async (argument: string): Promise<void> => {
    // It tells the first one, and ends.
    await expect(launch(userData, { args: [argument] })).rejects.toThrow()
  }
  await second(link(server.url))
  await expect.poll(() => playedSeconds(page)).toBeGreaterThanOrEqual(17)
  expect(await playedSeconds(page)).toBeLessThan(40)
  await second(link('https://meet.unknown.example'))
  await expect(page.getByLabel('Server URL')).toHaveValue('https://meet.unknown.example')
})
