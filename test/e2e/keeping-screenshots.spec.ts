import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import {
  answerDialogs,
  finished,
  keepByKey,
  keepHere,
  percentOf,
  queued,
  toDownloads,
  toLibrary,
} from './keeping-app.ts'
import { askNow, backToLibrary, lookedThrough, playedSeconds, recordIds, rowOf, rows, test } from './library-app.ts'
import { addServer } from './server-form.ts'
import { shoot } from './shoot.ts'

const KEYCHAIN = { env: { STANDIN_PASSWORD_STORE: 'kwallet6' } }

/** What was said of the keys pressed would cover the picture. */
const silence = (page: Page): Promise<void> =>
  expect(page.getByRole('status').filter({ hasText: /^Downloading “/ })).toHaveCount(0, { timeout: 20_000 })

test('downloads in every state, and their dialogs', async ({ serve, start, userData }) => {
  const server = await serve({ recordings: 412 })
  const { app, page } = await start(KEYCHAIN)
  await addServer(page, server, 'Northlake University')
  await expect(page.getByText(/^Saved/)).toHaveCount(0)
  await lookedThrough(page)
  await toDownloads(page)
  await expect(page.getByRole('heading', { name: /^Nothing is kept/ })).toBeVisible()
  await shoot(app, page, 'downloads-empty')
  await toLibrary(page)

  await expect(rows(page)).toHaveCount(20)
  const ids = await recordIds(page)
  const here = ids.slice(5, 10)
  for (const recordId of here) await keepHere(page, recordId)
  const [first = '', second = '', third = '', fourth = '', gone = ''] = ids
  server.remove([gone])
  server.faults.bytesPerSecond = 9000
  await keepByKey(page, third)
  await toDownloads(page)
  await expect.poll(() => percentOf(queued(page, third))).toBeGreaterThan(4)
  await queued(page, third)
    .getByRole('button', { name: /^Pause/ })
    .click()
  await toLibrary(page)
  await keepByKey(page, gone)
  await toDownloads(page)
  await expect(queued(page, gone)).toContainText('Stopped')
  await toLibrary(page)
  await page.getByRole('button', { name: 'Storage settings' }).click()
  const storage = page.getByRole('dialog', { name: 'Storage and downloads' })
  await storage.getByLabel('At once, on all servers').fill('2')
  await storage.getByRole('button', { name: 'Save' }).click()
  for (const recordId of [first, second, fourth]) await keepByKey(page, recordId)
  await toDownloads(page)
  for (const recordId of [first, second])
    await expect(queued(page, recordId)).toContainText(/B\/s · .+ left/, { timeout: 30_000 })
  await expect(queued(page, fourth)).toContainText('Starts when')
  await expect(finished(page)).toHaveCount(5)
  await silence(page)
  await queued(page, first).hover()
  await shoot(app, page, 'downloads')

  await page.getByRole('button', { name: 'Free up space…' }).click()
  const freeUp = page.getByRole('dialog', { name: 'Free up space' })
  await freeUp.getByRole('checkbox').nth(1).check()
  await freeUp.getByRole('checkbox').nth(2).check()
  await shoot(app, page, 'downloads-free-up')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Change limit…' }).click()
  await storage.getByRole('radio', { name: 'A limit of my own' }).check()
  await shoot(app, page, 'downloads-storage')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Rules…' }).click()
  const rules = page.getByRole('dialog', { name: 'Rules for this server' })
  await rules.getByRole('checkbox', { name: 'Town council' }).check()
  await rules.getByRole('checkbox', { name: /^Remove kept copies/ }).check()
  await expect(rules.getByRole('status')).toContainText('Would keep')
  await shoot(app, page, 'downloads-rules')
  await page.keyboard.press('Escape')

  await toLibrary(page)
  await rows(page).nth(3).hover()
  await shoot(app, page, 'library-statuses')
  await page.getByRole('button', { name: 'Grid' }).click()
  await rows(page).nth(6).hover()
  await shoot(app, page, 'library-statuses-grid')
  await page.getByRole('button', { name: 'List' }).click()

  const folder = await mkdtemp(join(tmpdir(), 'Talks '))
  try {
    await answerDialogs(app, { folder })
    for (const recordId of [here[0] ?? '', here[1] ?? '', ids[12] ?? ''])
      await rowOf(page, recordId).click({ modifiers: ['ControlOrMeta'] })
    await page.keyboard.press('Control+e')
    const dialog = page.getByRole('dialog', { name: 'Export recordings' })
    await expect(dialog.getByRole('listitem').first()).toBeVisible()
    await shoot(app, page, 'export')
    await dialog.getByRole('button', { name: 'Choose a folder…' }).click()
    await expect(page.getByRole('region', { name: 'Exports' })).toContainText('2 of 3 done')
    await shoot(app, page, 'export-running')
    await page.getByRole('region', { name: 'Exports' }).getByRole('button', { name: 'Stop' }).click()
    await expect(page.getByRole('region', { name: 'Exports' })).toContainText('Export stopped')
    await page.getByRole('region', { name: 'Exports' }).getByRole('button', { name: 'Close' }).click()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await page.keyboard.press('Escape')

  const only = here[2] ?? ''
  server.remove([only])
  await askNow(page, userData)
  await expect(rowOf(page, only).locator('[data-status]')).toContainText('Not on server')
  await rowOf(page, only).click({ button: 'right' })
  await expect(page.getByRole('menuitem', { name: 'Remove from this device' })).toBeVisible()
  await shoot(app, page, 'library-kept-menu')
  await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
  await expect(page.getByRole('dialog', { name: 'Remove the only copy?' })).toBeVisible()
  await shoot(app, page, 'only-copy')
})

test('a player with what is kept, what is coming, and what is waited for', async ({ serve, start }) => {
  const server = await serve({ recordings: 137 })
  const { app, page } = await start(KEYCHAIN)
  await addServer(page, server, 'Northlake University')
  await expect(page.getByText(/^Saved/)).toHaveCount(0)
  await lookedThrough(page)
  const large = rows(page).filter({ hasText: '1.6 MB' })
  const kept = (await large.nth(0).getAttribute('data-record-id')) ?? ''
  const room = await recordIds(page)
  for (const recordId of room.slice(8, 14)) await keepHere(page, recordId)
  await keepHere(page, kept)
  await silence(page)
  const video = page.locator('video')
  await rowOf(page, kept).click()
  await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
  await video.evaluate((element: HTMLVideoElement) => {
    element.pause()
    element.currentTime = element.duration * 0.42
  })
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.seeking)).toBe(false)
  await shoot(app, page, 'player-kept')
  await page.getByRole('button', { name: 'On this device' }).click()
  await expect(page.getByRole('menuitem', { name: 'Remove from this device' })).toBeVisible()
  await shoot(app, page, 'player-kept-menu')
  await page.keyboard.press('Escape')
  await backToLibrary(page)

  server.faults.bytesPerSecond = 45_000
  await large.nth(1).click()
  await expect.poll(() => playedSeconds(page), { timeout: 20_000 }).toBeGreaterThan(1)
  await video.hover()
  await shoot(app, page, 'player-stream')
  await page.keyboard.press('d')
  await expect(page.getByText(/^Downloading \d+%/).first()).toBeVisible()
  await page.keyboard.press('9')
  await expect(page.getByText(/^Available in/)).toBeVisible()
  await video.hover()
  await shoot(app, page, 'player-waiting')
})
