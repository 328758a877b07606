import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { expect } from './app.ts'
import { keepHere } from './keeping-app.ts'
import { allowFailedLoads, backToLibrary, lookedThrough, playedSeconds, searchField, test } from './library-app.ts'
import { addServer } from './server-form.ts'

const KEYCHAIN = { env: { STANDIN_PASSWORD_STORE: 'kwallet6' } }

const hits = (page: Page): Locator => page.locator('[data-hit]')
const current = (page: Page): Locator => page.locator('[data-cue][aria-current="true"]')

/** Seconds of "0:11", "1:02:03". */
const secondsOf = (clock: string): number => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

/** Waits until every recording's subtitles were fetched. */
const allFetched = (page: Page): Promise<void> =>
  expect(page.getByText(/^Searched \d+ transcripts?\. \d+ recordings have no subtitles/)).toBeVisible({
    timeout: 20_000,
  })

/** A hit, played: at most a second from its time, with the transcript there. Answers the recording. */
async function playHit(page: Page): Promise<string> {
  const hit = hits(page).first()
  const recordId = (await hit.getAttribute('data-record-id')) ?? ''
  const said = secondsOf((await hit.locator('time').textContent()) ?? '')
  await hit.press('Enter')
  await expect
    .poll(() =>
      page
        .locator('video')
        .first()
        .evaluate((video: HTMLVideoElement) => video.readyState),
    )
    .toBeGreaterThan(1)
  const begun = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const video = document.querySelector('video')
        if (video === null) return
        if (video.played.length > 0) resolve(video.played.start(0))
        video.addEventListener('timeupdate', () => video.played.length > 0 && resolve(video.played.start(0)))
      }),
  )
  // The clock leaves out what is less than a second.
  expect(begun).toBeGreaterThanOrEqual(said)
  expect(begun - said).toBeLessThan(1)
  await expect(current(page)).toBeVisible()
  expect(secondsOf((await current(page).locator('time').textContent()) ?? '')).toBe(said)
  return recordId
}

/** Waits until the transcript has gone along to a later cue. */
async function goesAlong(page: Page): Promise<void> {
  const before = await current(page).getAttribute('data-cue')
  await expect(current(page)).not.toHaveAttribute('data-cue', before ?? '', { timeout: 15_000 })
  await expect(current(page)).toBeInViewport()
}

async function chooseLanguage(page: Page, name: string, words: RegExp): Promise<void> {
  await page.getByRole('region', { name: 'Player' }).hover()
  await page.getByRole('button', { name: /^Captions/ }).click()
  await page.getByRole('menu', { name: 'Captions' }).getByRole('menuitemradio', { name, exact: true }).click()
  await expect(page.getByRole('list', { name: 'Transcript' })).toContainText(words)
}

/** From the sidebar, on from where it was left. */
async function continueFrom(page: Page, recordId: string, least: number): Promise<void> {
  await page.getByRole('button', { name: /^Continue watching/ }).click()
  await page
    .locator(`[role="row"][data-record-id="${recordId}"], tr[data-record-id="${recordId}"]`)
    .first()
    .press('Enter')
  await expect
    .poll(() =>
      page
        .locator('video')
        .first()
        .evaluate(({ played }: HTMLVideoElement) => (played.length > 0 ? played.start(0) : 0)),
    )
    .toBeGreaterThan(least - 1)
}

test('a spoken word is searched, played from, read along, and gone on with; without the server as well', async ({
  serve,
  start,
}) => {
  const server = await serve({ recordings: 24 })
  const first = await start(KEYCHAIN)
  await addServer(first.page, server, 'Northlake University')
  const { page } = first
  await lookedThrough(page)
  await searchField(page).fill('turbidity')
  await expect(hits(page).first()).toBeVisible()
  await allFetched(page)
  await expect(page.getByRole('heading', { name: 'Search', level: 1 })).toBeVisible()
  const found = (await hits(page).first().getAttribute('data-record-id')) ?? ''
  await searchField(page).fill('')
  await keepHere(page, found)
  await searchField(page).fill('turbidity')
  await expect(hits(page).first()).toHaveAttribute('data-record-id', found)
  const recordId = await playHit(page)
  await goesAlong(page)
  await chooseLanguage(page, 'Deutsch', /Sturm|See|Messgerät/)
  await expect.poll(() => playedSeconds(page), { timeout: 15_000 }).toBeGreaterThan(18)
  const left = await playedSeconds(page)
  await backToLibrary(page)
  await searchField(page).fill('')
  await continueFrom(page, recordId, left)
  await backToLibrary(page)
  await first.app.close()

  await server.close()
  const again = await start(KEYCHAIN)
  const offline = again.page
  await searchField(offline).fill('turbidity')
  await expect(hits(offline).first()).toHaveAttribute('data-record-id', recordId)
  await playHit(offline)
  await goesAlong(offline)
  await chooseLanguage(offline, 'English', /turbidity/)
  const leftOffline = await playedSeconds(offline)
  await backToLibrary(offline)
  await searchField(offline).fill('')
  await continueFrom(offline, recordId, leftOffline)
  await backToLibrary(offline)
  allowFailedLoads(again)
})

/** The names that a screen reader says of everything that can have the focus. */
const nameless = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, input, select, textarea, [tabindex="0"]')]
      .filter((element) => element.checkVisibility() && element.closest('[aria-hidden="true"]') === null)
      .filter((element) => {
        const named = element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby')
        const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0]?.textContent : null
        return [named, label, element.textContent, element.title].every((name) => !name || name.trim() === '')
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )

const findings = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a screen reader finds its way through search, player, what was begun, and settings (${colorScheme})`, async ({
    serve,
    start,
  }) => {
    const server = await serve({ recordings: 24 })
    const { page } = await start(KEYCHAIN)
    await addServer(page, server, 'Northlake University')
    await page.emulateMedia({ colorScheme })
    await lookedThrough(page)
    await searchField(page).fill('turbidity')
    await allFetched(page)
    for (const name of ['What was said']) await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: /^\d+ matches? in \d+ recordings?$/ })).toHaveCount(1)
    await expect(
      page
        .getByRole('list', { name: /^Said in / })
        .first()
        .getByRole('button')
        .first(),
    ).toHaveAccessibleName(/^\d+:\d\d.*turbidity.*Play from here$/)
    expect(await nameless(page), 'search').toEqual([])
    expect(await findings(page), 'search').toEqual([])

    await hits(page).first().press('Enter')
    await expect.poll(() => playedSeconds(page)).toBeGreaterThan(5)
    await page.keyboard.press('c')
    await page.keyboard.press('Shift+C')
    await expect(page.getByRole('region', { name: 'Player' })).toBeVisible()
    await expect(page.getByRole('slider', { name: 'Position' })).toHaveAttribute(
      'aria-valuetext',
      /^\d+:\d\d of \d+:\d\d$/,
    )
    const tabs = page.getByRole('tablist', { name: 'Panel' }).getByRole('tab')
    await expect(tabs).toHaveText(['Transcript', 'Details', 'Bookmarks'])
    await expect(tabs.first()).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('tabpanel', { name: 'Transcript' })).toBeVisible()
    const cues = page.getByRole('list', { name: 'Transcript' }).getByRole('listitem')
    await expect(cues.first()).toHaveAttribute('aria-posinset', '1')
    await expect(cues.first()).toHaveAttribute('aria-setsize', /^\d+$/)
    await expect(page.getByRole('switch', { name: 'Follow playback' })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: /^\d+ match(es)?$/ })).toHaveCount(1)
    expect(await nameless(page), 'player').toEqual([])
    expect(await findings(page), 'player, with two languages').toEqual([])
    for (const name of ['Details', 'Bookmarks']) {
      await page.getByRole('tab', { name }).click()
      expect(await nameless(page), name).toEqual([])
      expect(await findings(page), name).toEqual([])
    }
    await expect.poll(() => playedSeconds(page), { timeout: 15_000 }).toBeGreaterThan(18)
    await backToLibrary(page)
    await searchField(page).fill('')
    await page.getByRole('button', { name: /^Continue watching/ }).click()
    await expect(page.getByRole('grid', { name: 'Continue watching' }).getByRole('row')).toHaveCount(1)
    expect(await nameless(page), 'continue watching').toEqual([])
    expect(await findings(page), 'continue watching').toEqual([])
    await page.getByRole('button', { name: /^Settings/ }).click()
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
    expect(await nameless(page), 'settings').toEqual([])
    expect(await findings(page), 'settings').toEqual([])
  })
}
