import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'

/** What the <video> is doing, read from the element itself. */
const video = (page: Page) =>
  page.locator('video').evaluate((element: HTMLVideoElement) => ({
    time: element.currentTime,
    duration: element.duration,
    paused: element.paused,
    frames: element.getVideoPlaybackQuality().totalVideoFrames,
  }))

/** The cue that the recording's own subtitles have at a time, read from what the app serves. */
const cueAt = (page: Page, seconds: number) =>
  page.locator('video').evaluate((element: HTMLVideoElement, at) => {
    const cues = [...(element.textTracks[0]?.cues ?? [])] as VTTCue[]
    const cue = cues.find((candidate) => candidate.startTime <= at && at < candidate.endTime)
    return cue?.getCueAsHTML().textContent ?? null
  }, seconds)

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
  const german = rows.filter({ hasText: 'DE' }).last()
  await german.scrollIntoViewIfNeeded()
  const listed = await rows.allTextContents()
  const scroller = page.getByTestId('recordings-scroller')
  const scrolled = await scroller.evaluate((element) => element.scrollTop)
  await german.click()

  await expect.poll(async () => (await video(page)).time).toBeGreaterThan(0.5)
  const first = await video(page)
  await expect.poll(async () => (await video(page)).time).toBeGreaterThan(first.time + 0.5)
  expect(first.frames).toBeGreaterThan(0)
  const sound = await page.locator('video').evaluate(async (element: HTMLVideoElement) => {
    const stream = (element as HTMLVideoElement & { captureStream(): MediaStream }).captureStream()
    return stream.getAudioTracks().length
  })
  expect(sound).toBe(1)

  await page.locator('video').hover()
  await page.getByRole('button', { name: /Captions/ }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await page.keyboard.press('Escape')
  const caption = page.getByTestId('caption')
  const showsRightCue = async () => {
    const { time } = await video(page)
    const expected = await cueAt(page, time)
    return expected !== null && (await caption.textContent()) === expected
  }
  await expect.poll(showsRightCue).toBe(true)
  await expect(caption).toHaveText(/[a-zäöüß]{3}/i)

  const { duration } = await video(page)
  const box = await page.getByTestId('scrubber').boundingBox()
  if (box === null) throw new Error('the scrubber is not on screen')
  await page.mouse.click(box.x + box.width * 0.8, box.y + box.height / 2)
  await expect.poll(async () => (await video(page)).time).toBeGreaterThan(duration * 0.79)
  await expect.poll(showsRightCue).toBe(true)
  expect((await video(page)).time).toBeLessThan(duration * 0.95)

  await page.getByRole('button', { name: 'Library' }).click()
  await expect(page.getByText(/^21–40 of \d+$/)).toBeVisible()
  expect(await rows.allTextContents()).toEqual(listed)
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(scrolled)
  await expect(page.getByRole('button', { name: 'Oldest' })).toHaveAttribute('aria-pressed', 'true')
})

test('filters, page, sort and the chosen language survive a restart', async ({ start }) => {
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
  const listed = await rows(before.page).allTextContents()
  await before.app.close()

  const after = await start({ args: ['--demo-recordings=400'] })
  await expect(after.page.getByText(/^21–40 of \d+$/)).toBeVisible()
  await expect.poll(() => rows(after.page).allTextContents()).toEqual(listed)
  await expect(after.page.getByRole('button', { name: 'Oldest' })).toHaveAttribute('aria-pressed', 'true')
})
