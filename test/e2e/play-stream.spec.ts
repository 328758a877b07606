import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import { lookedThrough, playedSeconds, rows, test } from './library-app.ts'

/** The stretches of the recording that are on this device, as the bar draws them: from and to, in percent. */
const stretches = (page: Page): Promise<{ from: number; to: number }[]> =>
  page.locator('[data-on-device]').evaluateAll((found) =>
    found.map((element) => {
      const { left, width } = (element as HTMLElement).style
      return { from: Number.parseFloat(left), to: Number.parseFloat(left) + Number.parseFloat(width) }
    }),
  )

const arrived = async (page: Page): Promise<number> => (await stretches(page))[0]?.to ?? 0

const duration = (page: Page): Promise<number> =>
  page
    .locator('video')
    .first()
    .evaluate((element: HTMLVideoElement) => element.duration)

/** Opens one of 1.6 MB, which is not here. */
async function openLarge(page: Page): Promise<void> {
  await lookedThrough(page)
  await rows(page).filter({ hasText: '1.6 MB' }).first().click()
}

test('a recording that is not here plays while the bar grows; ahead of it the wait is named', async ({
  serve,
  open,
}) => {
  const server = await serve({ recordings: 40 })
  server.faults.bytesPerSecond = 100_000
  const { page } = await open(server)
  await openLarge(page)
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0.3)
  const early = await arrived(page)
  expect(early).toBeGreaterThan(0)
  expect(early).toBeLessThan(90)
  await expect.poll(() => arrived(page)).toBeGreaterThan(early)
  expect(await stretches(page)).toHaveLength(1)

  await page.keyboard.press('9')
  await expect(page.getByText(/^Available in (about \d+ s|a moment)$/)).toBeVisible()
  expect(await arrived(page)).toBeLessThan(90)
  const wanted = (await duration(page)) * 0.9
  await expect.poll(() => playedSeconds(page), { timeout: 30_000 }).toBeGreaterThan(wanted + 0.3)
  await expect(page.getByText(/^Available in/)).toHaveCount(0)
})

test('where the server sends any part of a file, a place ahead opens there', async ({ serve, open }) => {
  const server = await serve({ recordings: 40 })
  server.faults.honourRange = true
  server.faults.bytesPerSecond = 100_000
  const { page } = await open(server)
  await openLarge(page)
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0.3)
  await page.keyboard.press('8')
  const wanted = (await duration(page)) * 0.8
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(wanted + 0.3)
  // What lies between is not here yet.
  const parts = await stretches(page)
  expect(parts.length).toBeGreaterThan(1)
  expect(parts[0]?.to).toBeLessThan(75)
  // And it is filled in later.
  server.faults.bytesPerSecond = null
  await expect.poll(() => stretches(page), { timeout: 30_000 }).toEqual([{ from: 0, to: 100 }])
})
