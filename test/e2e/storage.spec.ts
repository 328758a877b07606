import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect } from './app.ts'
import {
  answerDialogs,
  finished,
  keepByKey,
  keepHere,
  queued,
  setLimit,
  statusOf,
  toDownloads,
  toLibrary,
} from './keeping-app.ts'
import {
  askNow,
  backToLibrary,
  lookedThrough,
  playedSeconds,
  profileOf,
  recordIds,
  rowOf,
  rows,
  test,
  keep as watch,
} from './library-app.ts'

const ofSize = (page: Page, size: string): Locator => rows(page).filter({ hasText: size })

const idOf = async (row: Locator): Promise<string> => (await row.getAttribute('data-record-id')) ?? ''

test('at the limit what was only watched goes, what is kept stays, and what does not fit says so', async ({
  serve,
  open,
}) => {
  const server = await serve({ recordings: 40 })
  const { page } = await open(server)
  await lookedThrough(page)
  const kept = await idOf(ofSize(page, '1.6 MB').nth(0))
  const next = await idOf(ofSize(page, '1.6 MB').nth(1))
  const watched = await watch(page, ofSize(page, '1.3 MB').nth(0))
  await keepHere(page, kept)
  await setLimit(page, '0.0035')
  await expect(page.getByText('2.9 MB of 3.5 MB')).toBeVisible()

  await keepHere(page, next)
  await expect(statusOf(page, watched)).toContainText('On the server')
  await expect(statusOf(page, kept)).toContainText('On device')

  // Nothing is left that could go.
  const third = await idOf(ofSize(page, '1.3 MB').nth(1))
  await keepByKey(page, third)
  await expect(statusOf(page, third)).toContainText('Waiting')
  await toDownloads(page)
  await expect(queued(page, third)).toContainText(
    'Paused: the limit of 3.5 MB is reached. Free up space or raise the limit, and it starts.',
  )
  await page.getByRole('button', { name: 'Change limit…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Storage and downloads' })
  await dialog.getByLabel('GB', { exact: true }).fill('1')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(finished(page)).toHaveCount(3)
})

test('by the keyboard: space is freed, what was removed comes back, and the only copy asks', async ({
  serve,
  open,
  userData,
}) => {
  const server = await serve({ recordings: 40 })
  const { page } = await open(server)
  await lookedThrough(page)
  const [first = '', second = '', third = ''] = await recordIds(page)
  for (const recordId of [first, second, third]) await keepHere(page, recordId)
  await toDownloads(page)
  await expect(finished(page)).toHaveCount(3)

  await page.getByRole('button', { name: 'Free up space…' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Free up space' })
  await dialog.getByRole('checkbox', { name: 'All' }).focus()
  await page.keyboard.press('Space')
  await expect(dialog.getByRole('status')).toHaveText(/^3 selected · \d/)
  await dialog.getByRole('row').last().getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await expect(dialog.getByRole('status')).toHaveText(/^2 selected · \d/)
  await dialog.getByRole('button', { name: 'Remove from this device' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^2 recordings removed from this device, \d/)).toBeVisible()
  await expect(page.getByText('1 on this device')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('3 on this device')).toBeVisible()

  // The server has removed it: the copy here is the only one.
  await toLibrary(page)
  server.remove([second])
  const files = async (): Promise<number> =>
    (await readdir(join(userData, 'profiles', await profileOf(userData), 'media'))).filter((name) =>
      name.endsWith('.kept'),
    ).length
  await askNow(page, userData)
  await expect(statusOf(page, second)).toContainText('Not on server')
  const remove = async (): Promise<void> => {
    await rowOf(page, second).focus()
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Remove from this device' }).press('Enter')
  }
  await remove()
  const question = page.getByRole('dialog', { name: 'Remove the only copy?' })
  await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  expect(await files()).toBe(3)
  await remove()
  await question.getByRole('button', { name: 'Remove', exact: true }).press('Enter')
  await expect.poll(files).toBe(2)
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect.poll(files).toBe(3)
  await expect(statusOf(page, second)).toContainText('Not on server')
})

test('files move to another folder while one of them plays, and are found there at the next start', async ({
  serve,
  open,
  userData,
}) => {
  const server = await serve({ recordings: 40 })
  const place = await mkdtemp(join(tmpdir(), 'roomreel-place-'))
  const folder = join(place, 'recordings')
  await mkdir(folder)
  try {
    const before = await open(server)
    const { app, page } = before
    await lookedThrough(page)
    const [first = '', second = ''] = await recordIds(page)
    for (const recordId of [first, second]) await keepHere(page, recordId)
    await rowOf(page, first).click()
    await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0.3)
    await answerDialogs(app, { folder })
    const moved = page.evaluate('roomreel.storage.chooseLocation()')
    const begun = await playedSeconds(page)
    expect(await moved).toMatchObject({ ok: true })
    const old = join(userData, 'profiles', await profileOf(userData), 'media')
    const left = async (): Promise<string[]> =>
      // It may be gone as a whole.
      (await readdir(old).catch(() => [])).filter((name) => name.endsWith('.kept'))
    await expect.poll(left).toEqual([])
    await expect.poll(() => playedSeconds(page)).toBeGreaterThan(begun + 1)
    await backToLibrary(page)
    const there = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.kept'))
    expect(there).toHaveLength(2)
    await app.close()
    await server.close()

    const after = await open(server)
    await expect(statusOf(after.page, second)).toContainText('On device')
    await rowOf(after.page, second).click()
    await expect.poll(() => playedSeconds(after.page)).toBeGreaterThan(0.3)
    await backToLibrary(after.page)
    await after.page.getByRole('button', { name: 'Storage settings' }).click()
    await expect(after.page.getByRole('dialog')).toContainText(folder)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
})

test('a folder that is not there is named, and downloads go on when it is back', async ({ serve, open }) => {
  const server = await serve({ recordings: 40 })
  const place = await mkdtemp(join(tmpdir(), 'roomreel-place-'))
  const folder = join(place, 'disk')
  await mkdir(folder)
  try {
    const { app, page } = await open(server)
    await lookedThrough(page)
    const [first = '', second = ''] = await recordIds(page)
    await answerDialogs(app, { folder })
    expect(await page.evaluate('roomreel.storage.chooseLocation()')).toMatchObject({ ok: true })
    await keepHere(page, first)
    // Its picture is made of the file.
    await expect(rowOf(page, first).locator('[data-poster]')).toBeVisible()
    await rename(folder, `${folder} away`)
    await keepByKey(page, second)
    await toDownloads(page)
    await expect(queued(page, second)).toContainText('Paused: the folder for files is not there.')
    await expect(page.getByRole('status').filter({ hasText: 'Connect its disk' })).toContainText(folder)
    await rename(`${folder} away`, folder)
    await expect(finished(page)).toHaveCount(2, { timeout: 30_000 })
    await expect(page.getByRole('status').filter({ hasText: 'Connect its disk' })).toHaveCount(0)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
})

test('a number that is wrong is not saved, and has the focus', async ({ serve, open }) => {
  const { page } = await open(await serve({ recordings: 40 }))
  await lookedThrough(page)
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Storage settings' }).click()
  await dialog.getByRole('radio', { name: 'A limit of my own' }).check()
  const limit = dialog.getByLabel('GB', { exact: true })
  for (const typed of ['0', '0x10', '1e3', 'x', '99999999999']) {
    await limit.fill(typed)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByText('A number of GB from 0.001 to 1,000,000')).toBeVisible()
    await expect(limit).toBeFocused()
  }
  await page.keyboard.press('Escape')
  await toDownloads(page)
  await page.getByRole('button', { name: 'Rules…' }).first().click()
  await dialog.getByRole('checkbox', { name: 'Town council' }).check()
  const newest = dialog.getByLabel('Newest recordings of Town council')
  await newest.fill('x')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(newest).toBeFocused()
  await expect(dialog.getByText('A number from 1 to 10,000')).toBeVisible()
  await newest.fill('2')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
})

test('what was removed can be brought back while something else is said', async ({ serve, open }) => {
  const { page } = await open(await serve({ recordings: 40 }))
  await lookedThrough(page)
  const [first = '', second = '', third = ''] = await recordIds(page)
  for (const recordId of [first, second]) await keepHere(page, recordId)
  await toDownloads(page)
  const remove = page.getByRole('button', { name: /^Remove .* from this device$/ })
  await remove.first().click()
  await expect(remove).toHaveCount(1)
  await remove.click()
  await expect(remove).toHaveCount(0)
  await toLibrary(page)
  await keepByKey(page, third)
  await expect(page.getByText(/^Downloading “/)).toBeVisible()
  const undo = page.getByRole('button', { name: 'Undo' })
  for (const left of [1, 0]) {
    await undo.first().click()
    await expect(undo).toHaveCount(left)
  }
  for (const recordId of [first, second]) await expect(statusOf(page, recordId)).toContainText('On device')
})
