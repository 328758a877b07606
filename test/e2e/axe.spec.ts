import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'

/** Serious and critical findings, named so that a failure says where. */
async function findings(page: Page): Promise<string[]> {
  // Electron has no second page for axe to finish its run in: legacy mode stays in this one.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on welcome, connect, library and player (${colorScheme})`, async ({ start }) => {
    const { page } = await start()
    await page.emulateMedia({ colorScheme })
    await expect(page.getByRole('button', { name: /Explore the demo/ })).toBeVisible()
    expect(await findings(page), 'welcome').toEqual([])
    await page.getByRole('button', { name: /Connect a server/ }).click()
    await expect(page.getByLabel('API secret', { exact: true })).toBeVisible()
    expect(await findings(page), 'connect').toEqual([])
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
      .poll(() => page.locator('video').evaluate((element: HTMLVideoElement) => element.currentTime))
      .toBeGreaterThan(0)
    expect(await findings(page), 'player').toEqual([])
  })
}
