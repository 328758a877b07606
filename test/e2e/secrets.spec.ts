import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { testCertificates } from '../fixtures/tls/make-certificates.ts'
import { startTlsFront } from '../fixtures/tls/tls-front.ts'
import { expect, type Launched, test } from './app.ts'
import { addServer, chooseInSwitcher, exportServers, fillIn, formOf } from './server-form.ts'
import { startTestServer } from './test-server.ts'

const PASSPHRASE = 'correct-horse-battery-staple'
const WRONG_SECRET = 'typed-by-mistake-0123456789'
const FROM_LINK = 'held-by-a-link-0123456789'

/** Every way in which bytes could hold a text. */
function formsOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret)
  const forms = [secret, encodeURIComponent(secret), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex')]
  return [...forms.map((text) => Buffer.from(text)), Buffer.from(secret, 'utf16le')]
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** A server that says in its error what nobody should see. */
async function startEcho(secret: string): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ status: false, status_code: 'INTERNAL_SERVER_ERROR', msg: `you sent ${secret}` }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** What a run says to whoever started it. */
function outputOf({ app }: Launched): () => string {
  let text = ''
  const hear = (chunk: Buffer): void => {
    text += chunk.toString()
  }
  app.process().stdout?.on('data', hear)
  app.process().stderr?.on('data', hear)
  return () => text
}

test('no secret is on the disk, in a message between the processes, or in the output of a whole run', async ({
  start,
  userData,
}) => {
  const north = await startTestServer({ recordings: 40 })
  const lake = await startTestServer({ recordings: 40 })
  const { selfSigned } = await testCertificates()
  const front = await startTlsFront(lake.url, selfSigned)
  const trace = `${userData}.trace`
  const exported = `${userData}.json`
  const env = { STANDIN_PASSWORD_STORE: 'kwallet6', STANDIN_IPC_TRACE: trace }

  const first = await start({ env, args: [`roomreel://add?url=${north.url}&secret=${FROM_LINK}`] })
  const outputs = [outputOf(first)]
  const { page, app } = first
  await expect(formOf(page).url).toHaveValue(north.url)
  await fillIn(page, { ...north, apiSecret: WRONG_SECRET }, 'North')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(formOf(page).secret).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('button', { name: 'Show secret' }).click()
  await formOf(page).secret.fill(north.apiSecret)
  await formOf(page).save.click()
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await addServer(page, { ...lake, url: front.url }, 'Lake')
  await page.getByRole('button', { name: 'Look at the certificate…' }).click()
  await page.getByRole('button', { name: 'Trust this certificate' }).click()
  await expect(page.getByText('1–20 of 40')).toBeVisible()
  const echo = await startEcho(lake.apiSecret)
  await chooseInSwitcher(page, 'Add a server…')
  await fillIn(page, { ...lake, url: echo.url }, 'Echo')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('you sent •••')).toBeVisible()
  await formOf(page).save.click()
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText(/reports a problem/)
  await expect(page.getByText('you sent •••')).toBeVisible()
  await page.keyboard.press('Control+2')
  await echo.close()
  await front.close()
  await page.getByRole('gridcell').first().click()
  await expect(page.locator('video')).toBeVisible()
  await page.keyboard.press('Control+1')
  await page.getByRole('gridcell').first().click()
  await expect
    .poll(() =>
      page
        .locator('video')
        .first()
        .evaluate((element: HTMLVideoElement) => element.currentTime),
    )
    .toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await chooseInSwitcher(page, 'Manage servers')
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await expect(page.getByRole('heading', { name: 'North (2)' })).toBeVisible()
  await exportServers(app, page, exported, PASSPHRASE)
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Import…' }).click()
  await dialog.getByLabel(/^Passphrase/).fill(PASSPHRASE)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await app.close()

  const second = await start({ env })
  outputs.push(outputOf(second))
  await expect(second.page.getByRole('gridcell').first()).toBeVisible()
  north.faults.failAlways = 'bad-signature'
  await second.page.getByRole('button', { name: 'Oldest' }).click()
  await second.page.getByLabel('New API secret', { exact: true }).fill(WRONG_SECRET)
  await second.page.keyboard.press('Enter')
  await expect(second.page.getByLabel('New API secret', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await second.app.close()

  const files = await filesBelow(userData)
  for (const name of ['config.json', 'secrets.json', 'library.db', '.media'])
    expect(files.filter((file) => file.endsWith(name)).length, name).toBeGreaterThan(0)
  const places = new Map<string, Buffer>()
  for (const file of [...files, exported]) places.set(file, await readFile(file))
  places.set('output', Buffer.from(outputs.map((text) => text()).join('\n')))
  // The real Electron leaves no trace; what there is, is looked through.
  if (existsSync(trace)) {
    const messages = await readFile(trace)
    expect(messages.toString()).toContain('servers.save')
    expect(messages.toString()).toContain('profiles.replaceSecret')
    places.set('messages', messages)
  }
  const found: string[] = []
  for (const secret of [north.apiSecret, lake.apiSecret, WRONG_SECRET, FROM_LINK, PASSPHRASE])
    for (const form of formsOf(secret))
      for (const [place, bytes] of places) if (bytes.includes(form)) found.push(`${form.toString()} in ${place}`)
  expect(found).toEqual([])
  // Chromium's own word on the file of the server that was gone.
  expect(first.problems.filter((problem) => !problem.startsWith('Failed to load resource'))).toEqual([])
  first.problems.length = 0
  await north.close()
  await lake.close()
})
