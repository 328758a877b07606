import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import { answerDialogs, keepHere } from './keeping-app.ts'
import { test as base, lookedThrough, rowOf, rows } from './library-app.ts'

const RESOURCES = fileURLToPath(new URL('../../resources/demo', import.meta.url))

const test = base.extend<{ folder: string }>({
  folder: async ({ browserName: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'roomreel-exports-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

const sha256 = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')

/** Checksums of the demo's own videos. */
async function originals(): Promise<Set<string>> {
  const names = (await readdir(RESOURCES)).filter((name) => /\.(mp4|webm|m4a)$/.test(name))
  return new Set(await Promise.all(names.map((name) => sha256(join(RESOURCES, name)))))
}

/** Recordings of the lake and the poll: MP4 with subtitles in English and German. */
const videosOf = (page: Page): Promise<string[]> =>
  rows(page)
    .filter({ has: page.locator('td', { hasText: /^EN DE$/ }) })
    .filter({ hasText: /1\.6 MB|900 kB/ })
    .evaluateAll((found) => found.map((row) => row.getAttribute('data-record-id') ?? ''))

test('several recordings go into a folder with their subtitles, and another time beside themselves', async ({
  serve,
  open,
  folder,
}) => {
  const server = await serve({ recordings: 40 })
  const { app, page } = await open(server)
  await lookedThrough(page)
  await answerDialogs(app, { folder })
  const [here = '', elsewhere = ''] = await videosOf(page)
  await keepHere(page, here)
  for (const recordId of [here, elsewhere]) await rowOf(page, recordId).click({ modifiers: ['ControlOrMeta'] })
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog', { name: 'Export recordings' })
  await expect(dialog.getByRole('list', { name: 'What that makes' }).getByRole('listitem')).toHaveCount(2)
  await expect(dialog).toContainText('1 of 2 is not on this device and is downloaded first.')
  const names = await dialog.getByRole('list', { name: 'What that makes' }).getByRole('listitem').allTextContents()
  const [first = '', second = ''] = names.map((name) => name.replace(/\.mp4$/, ''))
  expect(names[0]).toMatch(/^\d{4}-\d\d-\d\d .+\.mp4$/)
  await dialog.getByRole('checkbox', { name: /^What the server says/ }).check()
  await dialog.getByRole('button', { name: 'Choose a folder…' }).click()
  const panel = page.getByRole('region', { name: 'Exports' })
  await expect(panel).toContainText(/^2 recordings exported to roomreel-exports-/)

  const partsOf = (name: string): string[] =>
    ['.mp4', '.json', '.en.vtt', '.en.srt', '.de.vtt', '.de.srt'].map((end) => `${name}${end}`)
  expect((await readdir(folder)).toSorted()).toEqual([...partsOf(first), ...partsOf(second)].toSorted())
  const known = await originals()
  for (const name of [first, second]) expect(known).toContain(await sha256(join(folder, `${name}.mp4`)))
  expect(await readFile(join(folder, `${first}.de.vtt`), 'utf8')).toMatch(/^WEBVTT\n[\s\S]+\d\d:\d\d\.\d{3} --> /)
  expect(await readFile(join(folder, `${first}.de.srt`), 'utf8')).toMatch(/^1\r?\n\d\d:\d\d:\d\d,\d{3} --> /)
  const about = JSON.parse(await readFile(join(folder, `${first}.json`), 'utf8'))
  expect(JSON.stringify(about)).toContain(here)
  expect(JSON.stringify(about)).not.toContain(server.apiSecret)

  // The same again: nothing that is there is written over.
  await panel.getByRole('button', { name: 'Close' }).click()
  const before = await sha256(join(folder, `${first}.mp4`))
  await page.keyboard.press('Control+e')
  await dialog.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(panel).toContainText('2 recordings exported')
  expect(await readdir(folder)).toContain(`${first} (2).mp4`)
  expect(await readdir(folder)).toHaveLength(24)
  expect(await sha256(join(folder, `${first}.mp4`))).toBe(before)
})

test('one recording goes to a file of the user’s choice, is shown there, and a cancelled dialog does nothing', async ({
  serve,
  open,
  folder,
}) => {
  const server = await serve({ recordings: 40 })
  const { app, page } = await open(server)
  await lookedThrough(page)
  const shown = (): Promise<string[]> => app.evaluate(() => (globalThis as unknown as { shown: string[] }).shown)
  await app.evaluate(({ shell, dialog }) => {
    const given: string[] = []
    Object.assign(globalThis, { shown: given })
    shell.showItemInFolder = (path) => void given.push(path)
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' })
  })
  const [recordId = ''] = await videosOf(page)
  await rowOf(page, recordId).focus()
  await page.keyboard.press('Control+e')
  const dialog = page.getByRole('dialog', { name: 'Export recording' })
  await expect(dialog).toContainText('It is not on this device and is downloaded first.')
  await dialog.getByLabel('Name of the files').fill('{title}')
  await dialog.getByRole('button', { name: 'Choose a file…' }).click()
  await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeEnabled()
  await expect(dialog).toBeVisible()
  expect(await readdir(folder)).toEqual([])

  await answerDialogs(app, { file: join(folder, 'My talk.mp4') })
  await dialog.getByRole('button', { name: 'Choose a file…' }).click()
  const panel = page.getByRole('region', { name: 'Exports' })
  await expect(panel).toContainText('1 recording exported to roomreel-exports-')
  expect((await readdir(folder)).toSorted()).toEqual(
    ['My talk.de.srt', 'My talk.de.vtt', 'My talk.en.srt', 'My talk.en.vtt', 'My talk.mp4'].toSorted(),
  )
  expect(await originals()).toContain(await sha256(join(folder, 'My talk.mp4')))
  await panel.getByRole('button', { name: 'Show in folder' }).click()
  await expect.poll(shown).toEqual([join(folder, 'My talk.mp4')])
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(panel).toHaveCount(0)
})
