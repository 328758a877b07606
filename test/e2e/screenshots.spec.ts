import type { Page } from '@playwright/test'
import { testCertificates } from '../fixtures/tls/make-certificates.ts'
import { startTlsFront } from '../fixtures/tls/tls-front.ts'
import { expect, test } from './app.ts'
import { addServer, chooseInSwitcher, fillIn, switcher } from './server-form.ts'
import { shoot } from './shoot.ts'
import { startTestServer } from './test-server.ts'

const KEYCHAIN = { env: { STANDIN_PASSWORD_STORE: 'kwallet6' } }

const cells = (page: Page) => page.getByRole('gridcell')

test('welcome, a new server, library and player', async ({ start }) => {
  const { app, page } = await start({ args: ['--demo-recordings=137'] })
  await expect(page.getByRole('button', { name: /Explore the demo/ })).toBeVisible()
  await shoot(app, page, 'welcome')
  await page.getByRole('button', { name: /Connect a server/ }).click()
  await expect(page.getByLabel('API secret', { exact: true })).toBeVisible()
  await shoot(app, page, 'servers-new')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Explore the demo/ }).click()
  await expect(cells(page).first()).toBeVisible()
  const rooms = page.getByRole('listbox', { name: 'Rooms' }).getByRole('option')
  await expect(rooms).toHaveCount(7)
  for (const at of [1, 2, 4]) await rooms.nth(at).click()
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: '2', exact: true }).click()
  await expect(page.getByText(/^21–40 of/)).toBeVisible()
  await page.getByRole('row').nth(4).hover()
  await shoot(app, page, 'library-list')
  await page.getByRole('button', { name: 'Grid' }).click()
  await expect(cells(page).first()).toBeVisible()
  await shoot(app, page, 'library-grid')
  await page.getByRole('button', { name: 'List' }).click()

  await page
    .getByRole('row')
    .filter({ has: page.locator('td', { hasText: /(^| )DE( |$)/ }) })
    .last()
    .click()
  const video = page.locator('video')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0)
  await video.hover()
  await page.getByRole('button', { name: /Captions/ }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await video.evaluate((element: HTMLVideoElement) => {
    element.pause()
    element.currentTime = element.duration * 0.42
  })
  await expect(page.locator('[data-captions]')).toHaveText(/\w/)
  await shoot(app, page, 'player')
  await page.getByRole('button', { name: /Captions/ }).click()
  await expect(page.getByRole('menuitemradio', { name: 'Deutsch' })).toBeVisible()
  await shoot(app, page, 'player-captions-menu')
})

test('menus, the shortcuts, a search without a match', async ({ start }) => {
  const { app, page } = await start({ args: ['--demo'] })
  await expect(cells(page).first()).toBeVisible()
  await page.getByRole('row').nth(3).hover()
  await page.getByRole('row').nth(3).getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await shoot(app, page, 'library-row-menu')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await shoot(app, page, 'shortcuts')
  await page.keyboard.press('Escape')
  await page.getByPlaceholder('Find a room').fill('room-of-nobody')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'No recordings match' })).toBeVisible()
  await shoot(app, page, 'state-no-match')
})

test('states of a server: empty, loading, refused, not reachable', async ({ start }) => {
  const empty = await startTestServer({ recordings: 0 })
  const { app, page } = await start(KEYCHAIN)
  await addServer(page, empty, 'Lakeside Council')
  await expect(page.getByRole('heading', { name: /No recordings/ })).toBeVisible()
  await shoot(app, page, 'state-empty')
  empty.faults.failAlways = 'bad-signature'
  // It is asked by itself as well, perhaps right now.
  await page
    .getByRole('button', { name: 'Check now' })
    .click({ timeout: 2000 })
    .catch(() => {})
  await expect(page.getByRole('heading', { name: /secret/ })).toBeVisible()
  await shoot(app, page, 'state-error')
  empty.faults.failAlways = 'reset'
  await page.keyboard.type('another secret')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/cannot be reached/)).toBeVisible()
  await shoot(app, page, 'state-error-again')
  await empty.close()
})

test('a slow server, and a player that cannot go on', async ({ start }) => {
  const server = await startTestServer({ recordings: 60 })
  const { app, page, problems } = await start()
  await addServer(page, server, 'Northlake University')
  await expect(cells(page).first()).toBeVisible()
  server.faults.notAVideo = 'html'
  await cells(page).first().click()
  await expect(page.getByRole('alert')).toContainText('not a video')
  await shoot(app, page, 'player-failed')
  server.faults.notAVideo = null
  await page.getByRole('button', { name: 'Back to library (Esc)' }).click()
  await page
    .getByRole('row')
    .filter({ has: page.locator('td', { hasText: /(^| )AR( |$)/ }) })
    .first()
    .click()
  const video = page.locator('video')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0)
  await video.hover()
  await page.getByRole('button', { name: /Captions/ }).click()
  await page.getByRole('menuitemradio', { name: 'العربية' }).click()
  await video.evaluate((element: HTMLVideoElement) => {
    element.pause()
    element.currentTime = element.duration * 0.3
  })
  await expect(page.locator('[data-captions]')).toHaveText(/\p{Script=Arabic}/u)
  await shoot(app, page, 'player-right-to-left')
  await page.getByRole('button', { name: 'Back to library (Esc)' }).click()
  await expect(cells(page).first()).toBeVisible()
  // One that was never seen, and takes its time.
  const slow = await startTestServer({ recordings: 60 })
  slow.onRequest = (path) => {
    slow.faults.latencyMs = path.endsWith('/recording/fetch') ? 60_000 : 0
  }
  await addServer(page, slow, 'Lakeside Council')
  await expect(page.locator('[data-skeleton]')).toBeVisible()
  await shoot(app, page, 'library-loading')
  await slow.close()
  // Chromium's own word on the file that was none.
  expect(problems.filter((problem) => !problem.startsWith('Failed to load resource'))).toEqual([])
  problems.length = 0
  await server.close()
})

test('servers: the list, a form, the switcher, and what is asked', async ({ start }) => {
  const north = await startTestServer({ recordings: 412 })
  const lake = await startTestServer({ recordings: 137 })
  const clinic = await startTestServer({ recordings: 20 })
  const { app, page } = await start(KEYCHAIN)
  await addServer(page, lake, 'Lakeside Council')
  await expect(cells(page).first()).toBeVisible()
  await addServer(page, clinic, 'Harbour Clinic')
  await expect(page.getByText('1–20 of 20')).toBeVisible()
  await addServer(page, north, 'Northlake University')
  await expect(page.getByText('1–20 of 412')).toBeVisible()
  await chooseInSwitcher(page, 'Manage servers')
  const row = (name: string) => page.getByRole('navigation', { name: 'Servers' }).getByText(name)
  await row('Northlake University').click()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await clinic.close()
  await page.keyboard.press('Control+3')
  await expect(page.getByText(/refuses the connection/)).toBeVisible()
  await shoot(app, page, 'library-not-answering')
  await page.keyboard.press('Control+1')
  await expect(page.getByText('1–20 of 412')).toBeVisible()
  await chooseInSwitcher(page, 'Manage servers')
  await row('Lakeside Council').click()
  const rooms = page.getByPlaceholder('Add a room ID')
  await rooms.fill('council-chamber, planning, public-hearings')
  await rooms.press('Enter')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText(/^(Connected · plugNmeet|The answer|.* reports)/).first()).toBeVisible()
  await shoot(app, page, 'servers')
  await page.getByRole('button', { name: 'Advanced' }).click()
  await page.getByLabel('Check for new recordings').scrollIntoViewIfNeeded()
  await shoot(app, page, 'servers-advanced')
  await switcher(page).click()
  await page.keyboard.press('ArrowDown')
  await shoot(app, page, 'servers-switcher')
  await page.keyboard.press('Escape')
  await row('Demo').click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await shoot(app, page, 'servers-discard')
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('heading', { name: 'Demo', level: 2 })).toBeVisible()
  await shoot(app, page, 'servers-demo')
  await row('Lakeside Council').click()
  await page.getByRole('button', { name: 'Remove server…' }).click()
  await expect(page.getByRole('dialog')).toContainText('Lakeside')
  await shoot(app, page, 'servers-remove')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Export…' }).click()
  await page.getByRole('checkbox', { name: /With secrets/ }).check()
  await shoot(app, page, 'servers-export')
  await page.keyboard.press('Escape')
  const file = {
    format: 'roomreel-servers',
    version: 1,
    servers: [
      { name: 'Lakeside Council', url: lake.url, apiKey: lake.apiKey, rooms: [] },
      { name: 'Town archive', url: 'https://video.archive.example', apiKey: 'roomreel-viewer' },
      { name: 'Adult education', url: 'https://meet.vhs.example:8443/pnm', apiKey: 'vhs' },
      { name: 7 },
    ],
  }
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer()
    data.items.add(new File([content], 'servers.json', { type: 'application/json' }))
    return data
  }, JSON.stringify(file))
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
  await expect(page.getByRole('dialog')).toContainText('Town archive')
  await shoot(app, page, 'servers-import')
  await north.close()
  await lake.close()
})

test('a certificate to look at, no keychain, and what a link offers', async ({ start }) => {
  const plain = await startTestServer({ recordings: 40 })
  const { selfSigned, selfSignedAnew } = await testCertificates()
  const front = await startTlsFront(plain.url, selfSigned)
  const { app, page } = await start({
    args: ['roomreel://add?url=meet.northlake.example&key=viewer&name=Northlake&secret=x'],
  })
  await expect(page.getByLabel('Server URL')).toHaveValue('https://meet.northlake.example')
  await shoot(app, page, 'servers-offered')
  await fillIn(page, { ...plain, url: front.url }, 'Test box')
  await page.getByRole('radio', { name: /In a file/ }).check()
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByRole('button', { name: 'Look at the certificate…' })).toBeVisible()
  await shoot(app, page, 'servers-no-keychain')
  await page.getByRole('button', { name: 'Look at the certificate…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await shoot(app, page, 'servers-certificate')
  await page.getByRole('button', { name: 'Trust this certificate' }).click()
  await expect(page.getByText(/^Connected/)).toBeVisible()
  await page.getByRole('radio', { name: /Until Roomreel/ }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(cells(page).first()).toBeVisible()
  front.show(selfSignedAnew)
  await page.getByRole('button', { name: 'Oldest' }).click()
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText(/another certificate/)
  await shoot(app, page, 'state-certificate-changed')
  await page.getByRole('button', { name: 'Look at the certificate…' }).click()
  await shoot(app, page, 'servers-certificate-changed')
  await front.close()
  await plain.close()
})
