import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { DemoServer } from '../../src/main/demo/demo-server.ts'
import type { BadSubtitles, FaultAnswer } from '../../src/main/demo/faults.ts'
import { startSecondHost } from '../../src/main/demo/second-host.ts'
import { test as base, expect, type LaunchChoices, type Launched } from './app.ts'
import { formOf } from './server-form.ts'
import { startTestServer } from './test-server.ts'

interface Fixtures {
  server: DemoServer
  /** Starts the app on the server with faults already switched on. */
  open: (choices?: LaunchChoices) => Promise<Launched>
}

const test = base.extend<Fixtures>({
  server: async ({ browserName: _ }, use) => {
    const server = await startTestServer({ recordings: 40 })
    await use(server)
    await server.close()
  },
  open: async ({ server, start }, use) => {
    await use((choices = {}) =>
      start({
        args: ['--server', server.url, '--api-key', server.apiKey, ...(choices.args ?? [])],
        env: { ROOMREEL_API_SECRET: server.apiSecret, ...choices.env },
      }),
    )
  },
})

const cells = (page: Page) => page.getByRole('gridcell')
const alert = (page: Page) => page.getByRole('alert')
const retry = (page: Page) => page.getByRole('button', { name: 'Try again' })
const row = (page: Page, language: string) =>
  page
    .getByRole('row')
    .filter({ has: page.locator('td', { hasText: new RegExp(`(^| )${language}( |$)`) }) })
    .first()
const firstTitle = (page: Page) => page.getByRole('row').nth(1).textContent()
const playedSeconds = (page: Page) =>
  page
    .locator('video')
    .first()
    .evaluate((element: HTMLVideoElement) => element.currentTime)

/** Chromium reports every failed file and subtitle to the console by itself. */
const allowFailedLoads = ({ problems }: Launched): void => {
  expect(problems.filter((problem) => !/^Failed to load resource/.test(problem))).toEqual([])
  problems.length = 0
}

test.describe('a list that cannot be had says why, and comes back', () => {
  const cases: [FaultAnswer, RegExp, RegExp][] = [
    ['500', /reports a problem|not a plugNmeet server/, /500/],
    ['503-json', /reports a problem/, /503/],
    ['bad-key', /does not know the API key/, /401/],
    ['html', /not a plugNmeet server/, /./],
    ['truncated-json', /cannot be read/, /./],
    ['huge-json', /cannot be read/, /./],
    ['reset', /cannot be reached/, /./],
  ]
  for (const [fault, headline, raw] of cases) {
    test(fault, async ({ server, open }) => {
      server.faults.failAlways = fault
      const { page } = await open()
      await expect(alert(page).getByRole('heading')).toHaveText(headline)
      await expect(page.locator('code, [class*=raw]').first()).toHaveText(raw)
      expect(await page.content()).not.toContain(server.apiSecret)
      // The button asks the server, which still fails: so it stays, and can be clicked.
      let asked = 0
      server.onRequest = () => {
        asked += 1
      }
      await retry(page).click()
      await expect.poll(() => asked).toBeGreaterThan(0)
      server.faults.failAlways = null
      // From here on it is a race with what asks by itself: whoever is first, the list comes.
      await expect(async () => {
        if (await retry(page).isVisible()) await retry(page).click({ timeout: 1000 })
        await expect(cells(page).first()).toBeVisible({ timeout: 1000 })
      }).toPass({ timeout: 10_000 })
    })
  }

  test('dead host, then alive', async ({ server, start }) => {
    const silent = createServer()
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    await new Promise((resolve) => silent.close(resolve))
    const { page } = await start({
      args: ['--server', `http://127.0.0.1:${address.port}`, '--api-key', server.apiKey],
      env: { ROOMREEL_API_SECRET: server.apiSecret },
    })
    await expect(alert(page).getByRole('heading')).toHaveText(/refuses the connection/)
    const again = await startTestServer({
      recordings: 40,
      port: address.port,
      apiKey: server.apiKey,
      apiSecret: server.apiSecret,
    })
    await retry(page).click()
    await expect(cells(page).first()).toBeVisible()
    await again.close()
  })

  test('a slow server shows skeletons, then the list, and a newer question wins', async ({ server, open }) => {
    server.faults.latencyMs = 1500
    const { page } = await open()
    await expect(page.locator('[data-skeleton]')).toBeVisible()
    await expect(cells(page).first()).toBeVisible()
    await page.getByRole('button', { name: 'Oldest' }).click()
    await page.getByRole('button', { name: 'Newest' }).click()
    server.faults.latencyMs = 0
    await page.getByRole('button', { name: 'Oldest' }).click()
    await expect(page.getByRole('button', { name: 'Oldest' })).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByText('1–20 of 40')).toBeVisible()
    // Oldest, newest, oldest were asked in a row: the list is the last answer's, and stays so.
    const oldest = await firstTitle(page)
    await page.getByRole('button', { name: 'Newest' }).click()
    await expect.poll(() => firstTitle(page)).not.toBe(oldest)
    await page.getByRole('button', { name: 'Oldest' }).click()
    await expect.poll(() => firstTitle(page)).toBe(oldest)
  })
})

test('bad recordings are left out and counted, hostile text is text', async ({ server, open }) => {
  server.faults.badRecords = true
  const { page } = await open()
  await expect(cells(page).first()).toBeVisible()
  await expect(page.getByText(/could not be read|left out/)).toBeVisible()
  await expect(page.getByText('<img src=x onerror').first()).toBeVisible()
  expect(await page.title()).not.toBe('owned')
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  await cells(page).first().click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
})

test.describe('bad subtitles', () => {
  const cases: [BadSubtitles, RegExp | null][] = [
    ['markup', /hello/],
    ['broken-times', /the only good one/],
    ['many-cues', /^x$/],
    ['too-large', null],
    ['html', null],
    ['missing', null],
  ]
  for (const [fault, words] of cases) {
    test(`${fault}: the recording plays on`, async ({ server, open }) => {
      server.faults.badSubtitles = fault
      const launched = await open()
      const { page } = launched
      await row(page, 'DE').click()
      await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
      await page.locator('video').first().hover()
      await page.getByRole('button', { name: /Captions/ }).click()
      await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
      if (words === null) await expect(page.getByText(/subtitles could not be loaded/)).toBeVisible()
      else await expect(page.locator('[data-captions]')).toHaveText(words)
      expect(await page.locator('[data-captions] :is(img, script, a)').count()).toBe(0)
      const at = await playedSeconds(page)
      await expect.poll(() => playedSeconds(page)).toBeGreaterThan(at)
      allowFailedLoads(launched)
    })
  }
})

test.describe('a file that does not come as it should', () => {
  test('is not a video', async ({ server, open }) => {
    server.faults.notAVideo = 'html'
    const launched = await open()
    const { page } = launched
    await row(page, 'DE').click()
    await expect(alert(page)).toContainText('not a video')
    server.faults.notAVideo = null
    await retry(page).click()
    await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
    allowFailedLoads(launched)
  })

  test('is noise', async ({ server, open }) => {
    server.faults.notAVideo = 'random'
    const launched = await open()
    await row(launched.page, 'DE').click()
    await expect(alert(launched.page)).toContainText(/cannot be played|not a video/)
    allowFailedLoads(launched)
  })

  test('is cut off in the middle, and goes on at the same second after a retry', async ({ server, open }) => {
    server.faults.cutDownloadAfterBytes = 400_000
    const launched = await open()
    const { page } = launched
    await row(page, 'DE').click()
    await expect(alert(page)).toContainText('broke off', { timeout: 30_000 })
    const at = await playedSeconds(page)
    server.faults.cutDownloadAfterBytes = null
    await retry(page).click()
    await expect.poll(() => playedSeconds(page), { timeout: 20_000 }).toBeGreaterThan(at)
    await expect(alert(page)).toHaveCount(0)
    allowFailedLoads(launched)
  })

  test('plays while it grows', async ({ server, open }) => {
    server.faults.bytesPerSecond = 150_000
    const { page } = await open()
    await row(page, 'DE').click()
    await expect.poll(() => playedSeconds(page), { timeout: 20_000 }).toBeGreaterThan(1)
    await page.getByRole('tab', { name: 'Details' }).click()
    await expect(page.getByText(/%/).first()).toBeVisible()
  })

  test('is redirected to another host, which gets no API headers', async ({ server, open }) => {
    const host = await startSecondHost(fileURLToPath(new URL('../../resources/demo', import.meta.url)))
    server.faults.redirectDownloadsTo = host.url
    const { page } = await open()
    await row(page, 'DE').click()
    await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
    expect(host.requests.length).toBeGreaterThan(0)
    for (const { headers } of host.requests) {
      expect(Object.keys(headers).filter((name) => /api|signature|authorization|cookie/i.test(name))).toEqual([])
    }
    await host.close()
  })
})

test('a wrong address is corrected in a form that knows the whole of it', async ({ server, start }) => {
  server.faults.failAlways = 'html'
  const { page } = await start({
    args: ['--server', `${server.url}/meetings/`, '--api-key', server.apiKey],
    env: { ROOMREEL_API_SECRET: server.apiSecret },
  })
  await page.getByRole('button', { name: 'Edit server' }).click()
  const { url, key, secret, save } = formOf(page)
  await expect(url).toHaveValue(`${server.url}/meetings`)
  await expect(key).toHaveValue(server.apiKey)
  await expect(secret).toHaveValue('')
  server.faults.failAlways = null
  // plugNmeet is found at another path of the same host, and one press uses it.
  await page.getByRole('button', { name: 'Test connection' }).click()
  await page.getByRole('button', { name: `Use ${server.url}` }).click()
  await expect(url).toHaveValue(server.url)
  await expect(page.getByText(/^Connected · plugNmeet · 40 recordings/)).toBeVisible()
  await save.click()
  await page.getByRole('button', { name: 'Library' }).click()
  await expect(cells(page).first()).toBeVisible()
})

test('a wrong secret is replaced in place', async ({ server, open }) => {
  const { page } = await open({ env: { ROOMREEL_API_SECRET: 'an old one' } })
  await expect(alert(page).getByRole('heading')).toHaveText('The server did not accept the API secret')
  const field = page.getByLabel('New API secret', { exact: true })
  await expect(field).toBeFocused()
  await page.keyboard.type('still wrong')
  await page.keyboard.press('Enter')
  await expect(field).toHaveAccessibleDescription(/did not accept/)
  await field.fill(server.apiSecret)
  await page.keyboard.press('Enter')
  await expect(cells(page).first()).toBeVisible()
})

test('a server is connected from the welcome screen, with each mistake named at its field', async ({
  server,
  start,
}) => {
  const { page } = await start()
  await page.getByRole('button', { name: /Connect a server/ }).click()
  const { url, key, secret, save } = formOf(page)
  await save.click()
  await expect(url).toBeFocused()
  await expect(url).toHaveAttribute('aria-invalid', 'true')
  const tested = page.getByRole('button', { name: 'Test connection' })
  await url.fill(server.url)
  await key.fill(server.apiKey)
  await secret.fill('wrong')
  await tested.click()
  await expect(secret).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByText('The server did not accept the API secret').first()).toBeVisible()
  await secret.fill(server.apiSecret)
  await key.fill('unknown')
  await tested.click()
  await expect(key).toHaveAttribute('aria-invalid', 'true')
  await key.fill(server.apiKey)
  await save.click()
  await expect(cells(page).first()).toBeVisible()
})

test('everything works from the keyboard alone', async ({ start }) => {
  const { page } = await start({ args: ['--demo-recordings=60'] })
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await expect(page.getByRole('button', { name: /Explore the demo/ })).toBeVisible()
  await press('Tab', 'Enter')
  await expect(cells(page).first()).toBeVisible()
  await press('j')
  await expect(page.getByRole('row').nth(1)).toBeFocused()
  await press('ArrowDown', 'ArrowDown', 'Enter')
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  const paused = () =>
    page
      .locator('video')
      .first()
      .evaluate((element: HTMLVideoElement) => element.paused)
  await press('Space')
  await expect.poll(paused).toBe(true)
  await press('5')
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(10)
  await press('c', ']', 'm')
  await expect(page.locator('[data-captions]')).toBeVisible()
  const state = await page
    .locator('video')
    .evaluate(({ playbackRate, muted }: HTMLVideoElement) => ({ playbackRate, muted }))
  expect(state.playbackRate).toBeGreaterThan(1)
  expect(state.muted).toBe(true)
  await press('Escape')
  await expect(cells(page).first()).toBeVisible()
  await expect(page.getByRole('row').nth(3)).toBeFocused()
})
