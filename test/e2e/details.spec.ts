import type { Page } from '@playwright/test'
import { expect, launch } from './app.ts'
import { lookedThrough, playedSeconds, rows, test } from './library-app.ts'

const idOf = async (page: Page, index: number): Promise<string> =>
  (await rows(page).nth(index).getAttribute('data-record-id')) ?? ''

const link = (server: string, recordId: string, seconds: number): string =>
  `roomreel://open?server=${encodeURIComponent(server)}&record=${recordId}&t=${seconds}s`

/** A second start tells the first one, and ends. */
const startedWith = (userData: string, argument: string): Promise<void> =>
  expect(launch(userData, { args: [argument] })).rejects.toThrow()

const playsFrom = async (page: Page, seconds: number): Promise<void> => {
  const at = (): Promise<number> =>
    page
      .locator('video')
      .first()
      .evaluate((it: HTMLVideoElement) => it.currentTime)
  await expect.poll(at).toBeGreaterThanOrEqual(seconds)
  expect(await at()).toBeLessThan(seconds + 5)
}

test('a link goes to another moment of the recording that is open, and waits for a dialog', async ({
  serve,
  open,
  userData,
}) => {
  const server = await serve({ recordings: 24 })
  const { page } = await open(server)
  await lookedThrough(page)
  const recordId = await idOf(page, 0)
  await startedWith(userData, link(server.url, recordId, 5))
  await playsFrom(page, 5)
  await startedWith(userData, link(server.url, recordId, 17))
  await playsFrom(page, 17)

  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: 'Edit details' })
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toBeVisible()
  await startedWith(userData, link(server.url, recordId, 10))
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await playsFrom(page, 10)
})

test('what was typed into the details is not lost by Esc, and a refusal says what it is about', async ({
  serve,
  open,
}) => {
  const server = await serve({ recordings: 24 })
  const { page } = await open(server)
  await lookedThrough(page)
  const recordId = await idOf(page, 0)
  await rows(page).first().click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: 'Edit details' })
  const title = dialog.getByRole('textbox', { name: 'Title' })
  await expect(title).toBeFocused()
  const sent: string[] = []
  server.onRequest = (path, body) => void (path.endsWith('/updateMetadata') && sent.push(body))
  await title.fill('Typed')
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('alert')).toHaveText('What you changed is not saved.')
  await dialog.getByRole('button', { name: 'Go on editing' }).click()
  await expect(title).toBeFocused()
  await expect(title).toHaveValue('Typed')
  server.remove([recordId])
  await dialog.getByRole('button', { name: 'Save on the server' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The details could not be saved on the server')
  await expect(title).toHaveValue('Typed')
  expect(sent).toEqual([])
})

test('a bookmark that is brought back comes back to its own recording', async ({ serve, open }) => {
  const server = await serve({ recordings: 24 })
  const { page } = await open(server)
  await lookedThrough(page)
  await rows(page).first().click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(1)
  await page.keyboard.press('b')
  await page.getByRole('tab', { name: 'Bookmarks' }).click()
  const note = page.getByRole('textbox', { name: /^Note at / })
  await note.fill('here')
  await page.getByRole('button', { name: /^Remove the bookmark/ }).click()
  await page.getByRole('button', { name: 'Next recording' }).click()
  const none = page.getByText(/^No bookmarks yet/)
  await expect(none).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Previous recording' }).click()
  await expect(note).toHaveValue('here')
  await page.getByRole('button', { name: 'Next recording' }).click()
  await expect(none).toBeVisible()
})
