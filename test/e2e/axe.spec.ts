import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { testCertificates } from '../fixtures/tls/make-certificates.ts'
import { startTlsFront } from '../fixtures/tls/tls-front.ts'
import { expect, test } from './app.ts'
import { finished, keepByKey, keepHere, queued, toDownloads, toLibrary } from './keeping-app.ts'
import { banner, lookedThrough, playedSeconds, recordIds, rowOf, rows, searchField } from './library-app.ts'
import { chooseInSwitcher, fillIn, formOf, switcher } from './server-form.ts'
import { startTestServer } from './test-server.ts'

/** Serious and critical findings, named so that a failure says where. */
async function findings(page: Page): Promise<string[]> {
  // Electron has no second page for axe to finish its run in: legacy mode stays in this one.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on welcome, servers, library and player (${colorScheme})`, async ({ start }) => {
    const { page } = await start()
    await page.emulateMedia({ colorScheme })
    await expect(page.getByRole('button', { name: /Explore the demo/ })).toBeVisible()
    expect(await findings(page), 'welcome').toEqual([])
    await page.getByRole('button', { name: /Connect a server/ }).click()
    await expect(page.getByLabel('API secret', { exact: true })).toBeVisible()
    expect(await findings(page), 'a new server').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Explore the demo/ }).click()
    const cells = page.getByRole('gridcell')
    await expect(cells.first()).toBeVisible()
    expect(await findings(page), 'library, list').toEqual([])
    await page.getByRole('button', { name: 'Grid' }).click()
    expect(await findings(page), 'library, grid').toEqual([])
    await page.getByRole('button', { name: 'List' }).click()
    await cells.first().click()
    await expect(page.locator('video')).toBeVisible()
    await expect
      .poll(() =>
        page
          .locator('video')
          .first()
          .evaluate((element: HTMLVideoElement) => element.currentTime),
      )
      .toBeGreaterThan(0)
    expect(await findings(page), 'player').toEqual([])
  })

  test(`axe finds nothing serious in the library’s states (${colorScheme})`, async ({ start }) => {
    const server = await startTestServer({ recordings: 300 })
    const { page } = await start({
      args: ['--server', server.url, '--api-key', server.apiKey],
      env: { ROOMREEL_API_SECRET: server.apiSecret },
    })
    await page.emulateMedia({ colorScheme })
    await lookedThrough(page)
    const room = page.getByRole('listbox', { name: 'Rooms' }).getByRole('option', { name: /^Town council/ })
    await room.click({ button: 'right' })
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
    expect(await findings(page), 'the menu of a room').toEqual([])
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await expect(page.getByRole('textbox', { name: /^Name of Town council/ })).toBeFocused()
    expect(await findings(page), 'a room’s name as it is typed').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    const panel = page.getByRole('dialog', { name: 'Filter' })
    await panel.getByLabel('From').fill('2026-11-02')
    await panel.getByRole('button', { name: 'New' }).click()
    await expect(page.getByRole('button', { name: 'Remove New' })).toBeVisible()
    expect(await findings(page), 'filters, with their panel').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Clear all' }).click()
    await searchField(page).fill('sensor')
    await expect(page.locator('mark').first()).toBeVisible()
    expect(await findings(page), 'a search').toEqual([])
    await searchField(page).fill('nobody said this')
    await expect(page.getByRole('heading', { name: /^No recordings match/ })).toBeVisible()
    expect(await findings(page), 'a search without a match').toEqual([])
    await searchField(page).fill('')
    await expect(rows(page).nth(3)).toBeVisible()
    await rows(page)
      .nth(3)
      .click({ modifiers: ['ControlOrMeta'] })
    await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeVisible()
    expect(await findings(page), 'a selection').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Endless' }).click()
    await expect(page.locator('[data-index="5"]')).toBeVisible()
    expect(await findings(page), 'the list without end').toEqual([])
    await page.getByRole('button', { name: 'Grid' }).click()
    await expect(page.locator('[data-index="5"]')).toBeVisible()
    expect(await findings(page), 'cards without end').toEqual([])
    await server.close()
    await page.getByRole('button', { name: 'Oldest' }).click()
    await expect(banner(page)).toBeVisible()
    expect(await findings(page), 'a server that does not answer').toEqual([])
  })

  test(`axe finds nothing serious on downloads, their dialogs, and what is kept (${colorScheme})`, async ({
    start,
  }) => {
    const server = await startTestServer({ recordings: 40 })
    const { page } = await start({
      args: ['--server', server.url, '--api-key', server.apiKey],
      env: { ROOMREEL_API_SECRET: server.apiSecret },
    })
    await page.emulateMedia({ colorScheme })
    await lookedThrough(page)
    const [here = '', gone = '', paused = '', one = '', two = '', three = '', waits = ''] = await recordIds(page)
    await toDownloads(page)
    expect(await findings(page), 'nothing is kept').toEqual([])
    await toLibrary(page)
    await keepHere(page, here)
    await expect(rowOf(page, here).locator('[data-poster]')).toBeVisible()
    server.remove([gone])
    server.faults.bytesPerSecond = 5000
    for (const recordId of [gone, paused, one, two, three, waits]) await keepByKey(page, recordId)
    expect(await findings(page), 'a list with posters and downloads').toEqual([])
    await toDownloads(page)
    await queued(page, paused)
      .getByRole('button', { name: /^Pause/ })
      .click()
    await expect(queued(page, paused)).toContainText('Paused')
    await expect(queued(page, gone)).toContainText('Stopped')
    await expect(queued(page, one)).toContainText('left')
    await expect(queued(page, waits)).toContainText('Starts when')
    await expect(finished(page)).toHaveCount(1)
    expect(await findings(page), 'downloads').toEqual([])

    const dialogs: [string, string][] = [
      ['Rules…', 'Rules for this server'],
      ['Free up space…', 'Free up space'],
      ['Change limit…', 'Storage and downloads'],
    ]
    for (const [button, name] of dialogs) {
      await page.getByRole('button', { name: button }).click()
      const dialog = page.getByRole('dialog', { name })
      await expect(dialog.getByRole('checkbox').nth(1)).toBeVisible()
      for (const box of await dialog.getByRole('checkbox').all()) await box.check()
      expect(await findings(page), name).toEqual([])
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    }
    await toLibrary(page)
    await rowOf(page, here).focus()
    await page.keyboard.press('Control+e')
    await expect(page.getByRole('dialog', { name: 'Export recording' }).getByRole('listitem')).toBeVisible()
    expect(await findings(page), 'export').toEqual([])
    await page.keyboard.press('Escape')
    await rowOf(page, here).click({ button: 'right' })
    await expect(page.getByRole('menuitem', { name: 'Show in folder' })).toBeVisible()
    expect(await findings(page), 'the menu of a kept recording').toEqual([])
    await page.keyboard.press('Escape')
    await rowOf(page, here).click()
    await expect.poll(() => playedSeconds(page)).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'On this device' }).click()
    await expect(page.getByRole('menuitem', { name: 'Remove from this device' })).toBeVisible()
    expect(await findings(page), 'the menu of what is kept, in the player').toEqual([])
    await server.close()
  })

  test(`axe finds nothing serious on the servers’ forms, dialogs and states (${colorScheme})`, async ({ start }) => {
    const server = await startTestServer({ recordings: 40 })
    const { selfSigned } = await testCertificates()
    const front = await startTlsFront(server.url, selfSigned)
    const { page } = await start()
    await page.emulateMedia({ colorScheme })
    await page.getByRole('button', { name: /Connect a server/ }).click()
    await fillIn(page, { ...server, url: front.url }, 'Test box')
    await page.getByRole('button', { name: 'Test connection' }).click()
    await expect(page.getByRole('button', { name: 'Look at the certificate…' })).toBeVisible()
    await page.getByRole('button', { name: 'Advanced' }).click()
    expect(await findings(page), 'a form with a failed test and no keychain').toEqual([])
    await page.getByRole('button', { name: 'Look at the certificate…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page), 'certificate').toEqual([])
    await page.getByRole('button', { name: 'Trust this certificate' }).click()
    await expect(page.getByText(/^Connected · plugNmeet/)).toBeVisible()
    await formOf(page).save.click()
    await expect(page.getByRole('gridcell').first()).toBeVisible()
    await switcher(page).click()
    await expect(page.getByRole('listbox', { name: 'Switch server' })).toBeVisible()
    expect(await findings(page), 'switcher').toEqual([])
    await page.keyboard.press('Escape')
    await chooseInSwitcher(page, 'Manage servers')
    expect(await findings(page), 'servers').toEqual([])
    await page.getByRole('button', { name: 'Export…' }).click()
    expect(await findings(page), 'export').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Remove server…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await findings(page), 'remove').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('navigation', { name: 'Servers' }).getByText('Demo').click()
    expect(await findings(page), 'the demo').toEqual([])
    await front.close()
    await server.close()
  })
}
