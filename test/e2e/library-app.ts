import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { DemoServer, DemoServerOptions } from '../../src/main/demo/demo-server.ts'
import { test as base, expect, type LaunchChoices, type Launched } from './app.ts'
import { startTestServer } from './test-server.ts'

interface Fixtures {
  /** Starts a server that is closed after the test, if it is not before. */
  serve: (options: Omit<Partial<DemoServerOptions>, 'resourcesDir'>) => Promise<DemoServer>
  /** Starts the app on a server; on the same folder as before, so that a second time is a restart. */
  open: (server: DemoServer, choices?: LaunchChoices) => Promise<Launched>
}

/** Tests of the library, with servers that come, go and change. */
export const test = base.extend<Fixtures>({
  serve: async ({ browserName: _ }, use) => {
    const servers: DemoServer[] = []
    await use(async (options) => {
      const server = await startTestServer(options)
      servers.push(server)
      return server
    })
    for (const server of servers) await server.close()
  },
  open: async ({ start }, use) => {
    await use((server, choices = {}) =>
      start({
        args: ['--server', server.url, '--api-key', server.apiKey, ...(choices.args ?? [])],
        env: { ROOMREEL_API_SECRET: server.apiSecret, ...choices.env },
      }),
    )
  },
})

/** The same server again, at the same address: one that was closed comes back. */
export const asBefore = ({ url, apiKey, apiSecret }: DemoServer, recordings: number) => ({
  port: Number(new URL(url).port),
  apiKey,
  apiSecret,
  recordings,
})

/** The rows or cards that show a recording. */
export const rows = (page: Page): Locator => page.locator('[data-record-id]')

/** How many recordings there are, beside the screen's name. */
export const inTotal = (page: Page, words: string | RegExp): Promise<void> =>
  expect(page.locator('main header').getByText(words, { exact: true })).toBeVisible()

/** What says that the server does not answer. */
export const banner = (page: Page): Locator => page.getByRole('status').filter({ hasText: 'Last updated' })

export const searchField = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search titles' })

/** Of a search, the list of titles. */
export const onlyTitles = (page: Page): Promise<void> => page.getByRole('button', { name: /^Titles/ }).click()

/** Waits until the server has been looked through: only then does a room have its number. */
export const lookedThrough = (page: Page): Promise<void> =>
  expect(page.getByRole('listbox', { name: 'Rooms' }).getByRole('option', { name: /^Town council\s*\d/ })).toBeVisible()

export const recordIds = (page: Page): Promise<string[]> =>
  rows(page).evaluateAll((found) => found.map((row) => row.getAttribute('data-record-id') ?? ''))

/** Leads to a page by its number in the footer. */
export const turnTo = (page: Page, number: number): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('button', { name: String(number), exact: true })
    .click()

/** The only saved server's ID: what its folder is called. */
export async function profileOf(userData: string): Promise<string> {
  const [profileId] = await readdir(join(userData, 'profiles'))
  if (profileId === undefined) throw new Error('no server has been opened')
  return profileId
}

/** Has the open server asked now, which by itself happens every few minutes; answers whether it said something. */
export async function ask(page: Page, userData: string): Promise<boolean> {
  const profileId = await profileOf(userData)
  const answer = await page.evaluate(
    (id) =>
      (
        window as unknown as { roomreel: { library: { refresh: (input: unknown) => Promise<{ ok: boolean }> } } }
      ).roomreel.library.refresh({ profileId: id }),
    profileId,
  )
  return answer.ok
}

/** Makes the open server's news known. */
export async function askNow(page: Page, userData: string): Promise<void> {
  expect(await ask(page, userData)).toBe(true)
}

export const playedSeconds = (page: Page): Promise<number> =>
  page
    .locator('video')
    .first()
    .evaluate((element: HTMLVideoElement) => element.currentTime)

export const backToLibrary = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Back to library (Esc)' }).click()

/** Plays a recording until its whole file is here. */
export async function keep(page: Page, row: Locator): Promise<string> {
  const recordId = (await row.getAttribute('data-record-id')) ?? ''
  await row.click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  await backToLibrary(page)
  await expect(rowOf(page, recordId).locator('[data-status]')).toContainText('On device')
  return recordId
}

export const rowOf = (page: Page, recordId: string): Locator => page.locator(`[data-record-id="${recordId}"]`)

/** Chromium reports every file that cannot be had to the console by itself. */
export const allowFailedLoads = ({ problems }: Launched): void => {
  expect(problems.filter((problem) => !/^Failed to load resource/.test(problem))).toEqual([])
  problems.length = 0
}
