import { open as openFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect } from './app.ts'
import { inTotal, keep, lookedThrough, playedSeconds, profileOf, rowOf, rows, test } from './library-app.ts'

const damageNotice = (page: Page) => page.getByRole('alert').filter({ hasText: 'was damaged' })

/** Writes noise over a part of a file; from and to as shares of its length. */
async function damage(file: string, from: number, to: number): Promise<void> {
  const { size } = await stat(file)
  const handle = await openFile(file, 'r+')
  const [start, end] = [Math.floor(size * from), Math.ceil(size * to)]
  await handle.write(Buffer.alloc(end - start, 'noise'), 0, end - start, start)
  await handle.close()
}

for (const [what, from, to] of [
  ['in its middle', 0.3, 0.7],
  ['at its beginning', 0, 0.01],
] as const) {
  test(`a library that was damaged ${what} is filled again, and says so once`, async ({ serve, open, userData }) => {
    const server = await serve({ recordings: 300 })
    const { page, app } = await open(server)
    await lookedThrough(page)
    const kept = await keep(page, rows(page).nth(3))
    await app.close()
    const file = join(userData, 'profiles', await profileOf(userData), 'library.db')
    await damage(file, from, to)

    const after = await open(server)
    await inTotal(after.page, '300 recordings')
    await lookedThrough(after.page)
    // Every part of the file has been read by then.
    await after.page.getByRole('combobox', { name: 'All orders' }).selectOption('title')
    await expect(damageNotice(after.page)).toContainText('set aside as library.db.damaged')
    await expect(damageNotice(after.page)).toContainText('Kept files are safe')
    await expect(rows(after.page)).toHaveCount(20)
    await after.page.getByRole('button', { name: 'On this device' }).click()
    await inTotal(after.page, '1 on this device')
    await rowOf(after.page, kept).click()
    await expect.poll(() => playedSeconds(after.page)).toBeGreaterThan(0)
    await after.page.keyboard.press('Escape')
    await damageNotice(after.page).getByRole('button', { name: 'Close' }).click()
    await expect(damageNotice(after.page)).toHaveCount(0)
    await after.page.getByRole('button', { name: 'On this device' }).click()
    await inTotal(after.page, '300 recordings')
    expect((await stat(`${file}.damaged`)).size).toBeGreaterThan(0)
    await after.app.close()

    const third = await open(server)
    await inTotal(third.page, '300 recordings')
    await lookedThrough(third.page)
    await expect(damageNotice(third.page)).toHaveCount(0)
  })
}
