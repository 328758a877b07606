import { fileURLToPath } from 'node:url'
import type { ElectronApplication, Page } from '@playwright/test'

const FOLDER = fileURLToPath(new URL('../../docs/screenshots', import.meta.url))
const SIZES = [
  { width: 1280, height: 820 },
  { width: 900, height: 640 },
]

/** One screen, in every size and theme: `{name}-{theme}-{width}.png`. */
export async function shoot(app: ElectronApplication, page: Page, name: string): Promise<void> {
  for (const { width, height } of SIZES) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    await page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, { width, height })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}-${width}.png`, animations: 'disabled' })
    }
  }
}
