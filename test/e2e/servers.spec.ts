import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { testCertificates } from '../fixtures/tls/make-certificates.ts'
import { startTlsFront } from '../fixtures/tls/tls-front.ts'
import { expect } from './app.ts'
import { addServer, chooseInSwitcher, exportServers, fillIn, formOf, listed, switcher, total } from './server-form.ts'
import { test } from './servers-app.ts'

const cells = (page: Page) => page.getByRole('gridcell')
const profilesFolder = (userData: string) => readdir(join(userData, 'profiles'))

test('add with a wrong secret, fix it in place, add another, switch by keys, restart', async ({ server, open }) => {
  const [north, lake] = [await server(137), await server(60)]
  const { page, app } = await open()
  const { secret, save } = formOf(page)
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await fillIn(page, { ...north, apiSecret: 'a wrong secret' }, 'Northlake University')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'did not accept the API secret' })).toBeVisible()
  await expect(secret).toHaveAttribute('aria-invalid', 'true')
  await secret.fill(north.apiSecret)
  // Live: nobody presses the button again.
  await expect(page.getByText(/^Connected · plugNmeet · 137 recordings · [\d,]+ ms$/)).toBeVisible()
  await save.click()
  await expect(total(page)).toHaveText('137 recordings')

  await addServer(page, lake, 'Lakeside Council')
  await expect(total(page)).toHaveText('60 recordings')
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: '3', exact: true }).click()
  await expect(page.getByText('41–60 of 60')).toBeVisible()
  const lastPage = await page.getByRole('row').nth(1).textContent()

  // The other one is slow now, and is left before it has said anything: what it knows is there at once.
  north.faults.latencyMs = 3000
  await page.keyboard.press('Control+1')
  await expect(switcher(page)).toContainText('Northlake University')
  await expect(page.getByText('1–20 of 137')).toBeVisible({ timeout: 1000 })
  await page.keyboard.press('Control+2')
  await expect(page.getByText('41–60 of 60')).toBeVisible({ timeout: 1000 })
  await expect(page.getByRole('row').nth(1)).toHaveText(lastPage ?? '')
  await page.keyboard.press('Control+1')
  await expect(page.getByText('1–20 of 137')).toBeVisible({ timeout: 1000 })
  north.faults.latencyMs = 0

  await app.close()
  const again = await open()
  await expect(switcher(again.page)).toContainText('Northlake University')
  await expect(total(again.page)).toHaveText('137 recordings')
  await again.page.keyboard.press('Control+2')
  await expect(again.page.getByText('41–60 of 60')).toBeVisible()
  await again.page.keyboard.press('Control+3')
  await expect(switcher(again.page)).toContainText('Demo')
})

test('a recording that was being watched is come back to, where it was left', async ({ server, open }) => {
  const north = await server(40)
  const { page } = await open()
  await addServer(page, north, 'Northlake University')
  await cells(page).first().click()
  const video = page.locator('video')
  const at = () => video.evaluate((element: HTMLVideoElement) => element.currentTime)
  await expect.poll(at).toBeGreaterThan(0)
  await page.keyboard.press('Space')
  await page.keyboard.press('5')
  await expect.poll(at).toBeGreaterThan(10)
  const left = await at()
  await page.keyboard.press('Control+2')
  await expect(switcher(page)).toContainText('Demo')
  await page.keyboard.press('Control+1')
  await expect(video).toBeVisible()
  await expect.poll(at).toBeCloseTo(left, 0)
  expect(await video.evaluate((element: HTMLVideoElement) => element.paused)).toBe(true)
  await page.keyboard.press('Escape')
  await expect(total(page)).toHaveText('40 recordings')
})

test('a self-signed certificate is refused, looked at, trusted, and asked about again when it changes', async ({
  server,
  open,
}) => {
  const plain = await server(40)
  const { selfSigned, selfSignedAnew } = await testCertificates()
  const front = await startTlsFront(plain.url, selfSigned)
  const { page } = await open()
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await fillIn(page, { ...plain, url: front.url }, 'Test box')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByRole('status').filter({ hasText: /vouches only for itself/ })).toBeVisible()
  await page.getByRole('button', { name: 'Look at the certificate…' }).click()
  const dialog = page.getByRole('dialog', { name: /The certificate of/ })
  const fingerprint = ({ sha256 }: { sha256: string }): string => sha256.split(':').slice(0, 8).join(' ')
  await expect(dialog).toContainText(fingerprint(selfSigned))
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Trust this certificate' }).click()
  await expect(page.getByText(/^Connected · plugNmeet · 40 recordings/)).toBeVisible()
  await formOf(page).save.click()
  await expect(total(page)).toHaveText('40 recordings')

  front.show(selfSignedAnew)
  await page.getByRole('button', { name: 'Oldest' }).click()
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText(/another certificate/)
  await page.getByRole('button', { name: 'Look at the certificate…' }).click()
  await expect(dialog).toContainText(fingerprint(selfSigned))
  await expect(dialog).toContainText(fingerprint(selfSignedAnew))
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(cells(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Look at the certificate…' }).click()
  await dialog.getByRole('button', { name: 'Trust this certificate' }).click()
  await expect(page.getByText('1–20 of 40')).toBeVisible()
  await front.close()
})

test('a server is removed with its folder, after a question that says what goes', async ({
  server,
  open,
  userData,
}) => {
  const north = await server(40)
  const { page } = await open()
  await addServer(page, north, 'Northlake University')
  await cells(page).first().click()
  await expect(page.locator('video')).toBeVisible()
  await expect(page.getByText('On device').or(page.getByText('On this device')).first()).toBeVisible()
  await page.keyboard.press('Escape')
  const [folder = ''] = await profilesFolder(userData)
  expect(existsSync(join(userData, 'profiles', folder, 'library.db'))).toBe(true)
  await chooseInSwitcher(page, 'Manage servers')
  await page.getByRole('button', { name: 'Remove server…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Northlake University')
  await expect(dialog).toContainText(/1 kept file, [\d.]+ (kB|MB)/)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await profilesFolder(userData)).toContain(folder)
  await page.getByRole('button', { name: 'Remove server…' }).click()
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(listed(page)).toHaveCount(1)
  await expect.poll(() => profilesFolder(userData)).not.toContain(folder)
  expect(await readFile(join(userData, 'config.json'), 'utf8')).not.toContain(folder)
  expect(await readFile(join(userData, 'secrets.json'), 'utf8')).not.toContain(folder)
})

test('without a keychain nothing is kept silently: the form says so and asks', async ({ server, start, userData }) => {
  const north = await server(40)
  const { page, app } = await start()
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await expect(page.getByText(/no keychain/)).toContainText('basic_text')
  await fillIn(page, north, 'Northlake')
  await expect(page.getByRole('radio', { name: 'Until Roomreel quits' })).toBeChecked()
  await formOf(page).save.click()
  await expect(total(page)).toHaveText('40 recordings')
  expect(existsSync(join(userData, 'secrets.json'))).toBe(false)
  await app.close()

  const again = await start()
  await expect(again.page.getByRole('alert')).toContainText(/secret/)
  await again.page.getByLabel('New API secret', { exact: true }).fill(north.apiSecret)
  await again.page.getByRole('radio', { name: /In a file/ }).check()
  await again.page.keyboard.press('Enter')
  await expect(again.page.getByText('Check this box, or keep the secret until Roomreel quits')).toBeVisible()
  await again.page.getByRole('checkbox', { name: /I understand/ }).check()
  await again.page.getByRole('button', { name: 'Save and reconnect' }).click()
  await expect(total(again.page)).toHaveText('40 recordings')
  expect(await readFile(join(userData, 'secrets.json'), 'utf8')).toContain(north.apiSecret)
})

test('a link and a second start offer a server, and the form asks; a secret in a link is thrown away', async ({
  server,
  open,
  userData,
}) => {
  const north = await server(40)
  const link = `roomreel://add?url=${encodeURIComponent(north.url)}&key=${north.apiKey}&name=North&secret=leaked-by-link`
  const { page } = await open({ args: [link] })
  const { name, url, key, secret, save } = formOf(page)
  await expect(url).toHaveValue(north.url)
  await expect(key).toHaveValue(north.apiKey)
  await expect(name).toHaveValue('North')
  await expect(secret).toHaveValue('')
  await expect(page.getByText(/The link held a secret/)).toBeVisible()
  await secret.fill(north.apiSecret)
  await save.click()
  await expect(total(page)).toHaveText('40 recordings')

  // The second process hands its arguments over and leaves.
  await expect(open({ args: ['roomreel://add?url=meet.example.org&name=Second'] })).rejects.toThrow()
  await expect(url).toHaveValue('https://meet.example.org')
  await expect(name).toHaveValue('Second')
  await page.keyboard.press('Escape')
  await expect(total(page)).toHaveText('40 recordings')
  expect(await profilesFolder(userData)).toHaveLength(1)
  expect(await readFile(join(userData, 'config.json'), 'utf8')).not.toContain('leaked-by-link')
})

test('servers go out to a file and come in again, by dialog and by a drop on the window', async ({
  server,
  open,
  userData,
}) => {
  const north = await server(40)
  const { page, app } = await open()
  await addServer(page, north, 'Northlake')
  await expect(total(page)).toHaveText('40 recordings')
  await chooseInSwitcher(page, 'Manage servers')
  const file = join(userData, '..', `${userData.split('/').at(-1)}.json`)
  await exportServers(app, page, file, 'correct horse battery')
  const dialog = page.getByRole('dialog')
  const text = await readFile(file, 'utf8')
  expect(text).not.toContain(north.apiSecret)

  await page.getByRole('button', { name: 'Remove server…' }).click()
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(listed(page)).toHaveCount(1)

  // Dropped on the window: looked at, and nothing taken without a yes.
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer()
    data.items.add(new File([content], 'servers.json', { type: 'application/json' }))
    return data
  }, text)
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  await expect(dialog).toContainText('Northlake')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(listed(page)).toHaveCount(1)

  await page.getByRole('button', { name: 'Import…' }).click()
  await dialog.getByLabel(/^Passphrase/).fill('not the passphrase')
  await dialog.getByRole('button', { name: /^(Add|Import)/ }).click()
  await expect(dialog.getByText(/passphrase does not open/i)).toBeVisible()
  await dialog.getByLabel(/^Passphrase/).fill('correct horse battery')
  await dialog.getByRole('button', { name: /^(Add|Import)/ }).click()
  await expect(listed(page)).toHaveCount(2)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+1')
  await expect(total(page)).toHaveText('40 recordings')
})

test('a damaged settings file is said once, and its servers are not lost with it', async ({
  server,
  open,
  userData,
}) => {
  const north = await server(40)
  const first = await open()
  await addServer(first.page, north, 'Northlake')
  await expect(total(first.page)).toHaveText('40 recordings')
  await first.app.close()
  const config = join(userData, 'config.json')
  const values = JSON.parse(await readFile(config, 'utf8')) as object
  await writeFile(config, JSON.stringify({ ...values, player: 'loud' }))
  const second = await open()
  await expect(second.page.getByRole('alert').filter({ hasText: 'config.json.unreadable' })).toBeVisible()
  await expect(total(second.page)).toHaveText('40 recordings')
  await second.app.close()
  const third = await open()
  await expect(total(third.page)).toHaveText('40 recordings')
  await expect(third.page.getByRole('alert')).toHaveCount(0)
})

test('servers preset for this computer are managed, and a long list is searched by typing', async ({
  server,
  open,
  userData,
}) => {
  const north = await server(40)
  const file = join(userData, 'preset.json')
  await mkdir(userData, { recursive: true })
  const servers = Array.from({ length: 30 }, (_, at) => ({ name: `Campus ${at + 1}`, url: `https://c${at}.invalid` }))
  await writeFile(
    file,
    JSON.stringify({ servers: [...servers, { name: 'Harbour Clinic', url: north.url, apiKey: north.apiKey }] }),
  )
  const { page } = await open({ args: [`--servers-file=${file}`, '--demo'] })
  await expect(cells(page).first()).toBeVisible()
  await switcher(page).click()
  const find = page.getByRole('combobox', { name: 'Find a server' })
  await expect(find).toBeFocused()
  await page.keyboard.type('harb')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText(/secret/)
  await page.getByLabel('New API secret', { exact: true }).fill(north.apiSecret)
  await page.keyboard.press('Enter')
  await expect(total(page)).toHaveText('40 recordings')
  await chooseInSwitcher(page, 'Manage servers')
  await expect(page.getByText(/Preset by whoever looks after this computer/)).toBeVisible()
  await expect(formOf(page).url).not.toBeEditable()
  await expect(page.getByRole('button', { name: 'Remove server…' })).toHaveCount(0)
})

test('the application’s menu lists the servers and does what it says', async ({ server, open }) => {
  const north = await server(40)
  const { page, app } = await open()
  await addServer(page, north, 'Northlake')
  await expect(total(page)).toHaveText('40 recordings')
  const click = (id: string) =>
    app.evaluate(({ Menu }, item) => {
      const found = Menu.getApplicationMenu()?.getMenuItemById(item)
      if (found === null || found === undefined) throw new Error(`no menu item ${item}`)
      found.click()
    }, id)
  await click('server-demo')
  await expect(switcher(page)).toContainText('Demo')
  await click('add-server')
  await expect(page.getByRole('heading', { name: 'New server' })).toBeVisible()
  await click('manage-servers')
  await expect(page.getByRole('heading', { name: 'Demo', level: 2 })).toBeVisible()
})
