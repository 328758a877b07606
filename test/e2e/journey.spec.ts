import { readdirSync, readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'

const DEMO = new URL('../../resources/demo/', import.meta.url)

/** What the <video> is doing, read from the element itself. The frame above the scrubber is another one, after it. */
const video = (page: Page) =>
  page
    .locator('video')
    .first()
    .evaluate((element: HTMLVideoElement) => ({
      time: element.currentTime,
      duration: element.duration,
      paused: element.paused,
      frames: element.getVideoPlaybackQuality().totalVideoFrames,
    }))

interface FileCue {
  start: number
  end: number
  text: string
}

const seconds = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

/** The cues of a demo subtitle file as it lies in resources/, read here without the app's help. */
function cuesOf(file: string): FileCue[] {
  const blocks = readFileSync(new URL(file, DEMO), 'utf8').split('\n\n').slice(1)
  return blocks.map((block) => {
    const [times = '', ...lines] = block.trim().split('\n')
    const [start = '', end = ''] = times.split(' --> ')
    return { start: seconds(start), end: seconds(end), text: lines.join(' ').replace(/<[^>]*>/g, '') }
  })
}

const germanFiles = readdirSync(DEMO)
  .filter((name) => name.endsWith('.de.vtt'))
  .map((name) => ({ name, cues: cuesOf(name) }))

/** Which German file has the words on the caption plate at the time that the video shows; null: none has. */
async function fileOfCaption(page: Page): Promise<string | null> {
  const shown = await page.evaluate(() => {
    const lines = [...document.querySelectorAll('[data-captions] p')].map((line) => {
      const copy = line.cloneNode(true) as HTMLElement
      copy.querySelector('bdi')?.remove()
      return copy.textContent
    })
    return { text: lines.join(' '), time: document.querySelector('video')?.currentTime ?? 0 }
  })
  const file = germanFiles.find(({ cues }) =>
    cues.some(({ start, end, text }) => start <= shown.time && shown.time < end && text === shown.text),
  )
  return file?.name ?? null
}

/** What rows say but for what changes while a recording is watched: where it is, and what its file says of itself. */
const wordsOf = (rows: Locator): Promise<string[]> =>
  rows.evaluateAll((found) =>
    found.map((row) => {
      const copy = row.cloneNode(true) as HTMLElement
      for (const part of copy.querySelectorAll('[data-status], [data-length-words], [aria-hidden="true"]'))
        part.remove()
      return copy.textContent
    }),
  )

test('welcome → demo → filter → sort → page → play → captions → seek → back', async ({ start }) => {
  const { page } = await start({ args: ['--demo-recordings=400'] })
  await page.getByRole('button', { name: /Explore the demo/ }).click()
  const rows = page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
  await expect(rows).toHaveCount(20)
  await expect(page.getByText('400 recordings')).toBeVisible()

  const rooms = page.getByRole('listbox', { name: 'Rooms' })
  const room = (at: number) => rooms.getByRole('option').nth(at)
  await expect(rooms.getByRole('option')).toHaveCount(7)
  await room(1).click()
  await room(2).click()
  await expect(room(2)).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Oldest' }).click()
  await expect(page.getByText(/^1–20 of \d+$/)).toBeVisible()
  const firstOfPageOne = await rows.first().textContent()
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: '2', exact: true }).click()
  await expect(page.getByText(/^21–40 of \d+$/)).toBeVisible()
  await expect(rows.first()).not.toHaveText(firstOfPageOne ?? '')

  // One with German subtitles, somewhere down the page.
  const german = rows.filter({ has: page.locator('td', { hasText: /(^| )DE( |$)/ }) }).last()
  await german.scrollIntoViewIfNeeded()
  const listed = await wordsOf(rows)
  const scroller = page.getByTestId('recordings-scroller')
  const scrolled = await scroller.evaluate((element) => element.scrollTop)
  await german.click()

  await expect.poll(async () => (await video(page)).time).toBeGreaterThan(0.5)
  const first = await video(page)
  await expect.poll(async () => (await video(page)).time).toBeGreaterThan(first.time + 0.5)
  expect(first.frames).toBeGreaterThan(0)
  const sound = await page
    .locator('video')
    .first()
    .evaluate(async (element: HTMLVideoElement) => {
      const stream = (element as HTMLVideoElement & { captureStream(): MediaStream }).captureStream()
      return stream.getAudioTracks().length
    })
  expect(sound).toBe(1)

  await page.locator('video').first().hover()
  await page.getByRole('button', { name: /Captions/ }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await expect.poll(() => fileOfCaption(page)).not.toBeNull()
  const captionFile = await fileOfCaption(page)

  const { duration } = await video(page)
  await page.locator('video').first().hover()
  const track = page.getByRole('slider', { name: 'Position' }).locator('xpath=../../..')
  const box = await track.boundingBox()
  if (box === null) throw new Error('the scrubber is not on screen')
  await page.mouse.click(box.x + box.width * 0.8, box.y + box.height / 2)
  await expect.poll(async () => (await video(page)).time).toBeGreaterThan(duration * 0.79)
  await expect.poll(() => fileOfCaption(page)).toBe(captionFile)
  expect((await video(page)).time).toBeLessThan(duration * 0.95)

  await page.getByRole('button', { name: /Back to library/ }).click()
  await expect(page.getByText(/^21–40 of \d+$/)).toBeVisible()
  expect(await wordsOf(rows)).toEqual(listed)
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(scrolled)
  await expect(page.getByRole('button', { name: 'Oldest' })).toHaveAttribute('aria-pressed', 'true')
})

test('filters, page, sort, and the chosen language and speed survive a restart', async ({ start }) => {
  const before = await start({ args: ['--demo-recordings=400'] })
  await before.page.getByRole('button', { name: /Explore the demo/ }).click()
  const rooms = before.page.getByRole('listbox', { name: 'Rooms' })
  await rooms.getByRole('option').nth(3).click()
  await before.page.getByRole('button', { name: 'Oldest' }).click()
  await before.page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: '2', exact: true }).click()
  await expect(before.page.getByText(/^21–40 of \d+$/)).toBeVisible()
  const rows = (page: Page) =>
    page
      .getByRole('grid')
      .getByRole('row')
      .filter({ has: page.getByRole('gridcell') })
  const listed = await wordsOf(rows(before.page))
  const german = (page: Page) =>
    rows(page)
      .filter({ has: page.locator('td', { hasText: /(^| )DE( |$)/ }) })
      .first()
  await german(before.page).click()
  await expect.poll(async () => (await video(before.page)).time).toBeGreaterThan(0)
  await before.page.locator('video').first().hover()
  await before.page.getByRole('button', { name: /Captions/ }).click()
  await before.page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await before.page.getByRole('button', { name: /^Speed/ }).click()
  await before.page.getByRole('menuitemradio', { name: /^1\.5/ }).click()
  await expect.poll(() => fileOfCaption(before.page)).not.toBeNull()
  await before.app.close()

  const after = await start({ args: ['--demo-recordings=400'] })
  await expect(after.page.getByText(/^21–40 of \d+$/)).toBeVisible()
  await expect.poll(() => wordsOf(rows(after.page))).toEqual(listed)
  await expect(after.page.getByRole('button', { name: 'Oldest' })).toHaveAttribute('aria-pressed', 'true')
  await german(after.page).click()
  await expect.poll(() => fileOfCaption(after.page)).not.toBeNull()
  const played = await after.page
    .locator('video')
    .evaluate(({ playbackRate, preservesPitch }: HTMLVideoElement) => ({ playbackRate, preservesPitch }))
  expect(played).toEqual({ playbackRate: 1.5, preservesPitch: true })
})
