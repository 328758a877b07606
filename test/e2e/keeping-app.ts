import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'
import type { Launched } from './app.ts'
import { rowOf } from './library-app.ts'

/** A row of the queue. */
export const queued = (page: Page, recordId: string): Locator => page.locator(`[data-download="${recordId}"]`)

export const finished = (page: Page): Locator =>
  page.getByRole('list', { name: 'Finished', exact: true }).getByRole('listitem')

export const statusOf = (page: Page, recordId: string): Locator => rowOf(page, recordId).locator('[data-status]')

/** Keeps a recording by the keyboard. */
export async function keepByKey(page: Page, recordId: string): Promise<void> {
  await rowOf(page, recordId).focus()
  await page.keyboard.press('d')
}

/** Keeps a recording, and waits until it is here. */
export async function keepHere(page: Page, recordId: string): Promise<void> {
  await keepByKey(page, recordId)
  await expect(statusOf(page, recordId)).toContainText('On device')
}

export async function toDownloads(page: Page): Promise<void> {
  await page.keyboard.press('Control+j')
  await expect(page.getByRole('heading', { name: 'Downloads', level: 1 })).toBeVisible()
}

export async function toLibrary(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible()
}

/** How far a download is, in percent, as its row says it. */
export const percentOf = async (row: Locator): Promise<number> =>
  Number(/(\d+)%/.exec((await row.textContent()) ?? '')?.[1] ?? 0)

/** Ends the app as a power cut would. */
export async function kill({ app }: Launched): Promise<void> {
  const ended = new Promise((resolve) => app.process().once('exit', resolve))
  app.process().kill('SIGKILL')
  await ended
}

/** What the system's dialogs answer from now on: a folder, and a file to save to. */
export const answerDialogs = (app: ElectronApplication, answer: { folder?: string; file?: string }): Promise<void> =>
  app.evaluate(({ dialog }, { folder = '', file = '' }) => {
    dialog.showOpenDialog = async () => ({ canceled: folder === '', filePaths: folder === '' ? [] : [folder] })
    dialog.showSaveDialog = async () => ({ canceled: file === '', filePath: file })
  }, answer)

/** Sets the limit for all files in the storage dialog. */
export async function setLimit(page: Page, gigabytes: string): Promise<void> {
  await page.getByRole('button', { name: 'Storage settings' }).click()
  const dialog = page.getByRole('dialog', { name: 'Storage and downloads' })
  await dialog.getByRole('radio', { name: 'A limit of my own' }).check()
  await dialog.getByLabel('GB', { exact: true }).fill(gigabytes)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
}

/** How bright and how varied a picture is: its mean, and how far its pixels are from it on average; 0 to 255. */
export const lightOf = (picture: Locator): Promise<{ mean: number; spread: number }> =>
  picture.evaluate(async (element) => {
    const image = element as HTMLImageElement
    await image.decode()
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    const lights = Array.from({ length: data.length / 4 }, (_, at) => data[at * 4 + 1] ?? 0)
    const mean = lights.reduce((sum, light) => sum + light, 0) / lights.length
    return { mean, spread: lights.reduce((sum, light) => sum + Math.abs(light - mean), 0) / lights.length }
  })
