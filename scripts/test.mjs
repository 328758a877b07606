import { resolve } from 'node:path'
import { build } from './lib/build.mjs'
import { check, counted, readPlaywright, step, sum } from './lib/checks.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { prepare, runTool } from './lib/dependencies.mjs'
import { chooseElectron } from './lib/electron.mjs'

/** `npm test`: everything that CI checks. The last line says "N passed, N failed". */
const project = await prepare(resolve(import.meta.dirname, '..'))
await ensureChromium(project)
const counts = [await check(project), await step('Build', async () => ((await build(project)) ? 0 : 1))]
// Without a build there is nothing to drive; the failed build is counted already.
if (counts[1].failed === 0) counts.push(await endToEnd())
const { passed, failed } = sum(counts)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

async function endToEnd() {
  const { distPath, whyStandIn } = await chooseElectron(project)
  if (whyStandIn !== null) console.log(`\nElectron cannot be used: ${whyStandIn}. The app is driven in its stand-in.`)
  return counted('End-to-end tests', readPlaywright, (report) =>
    runTool(project, '@playwright/test', ['test', '-c', 'test/e2e/playwright.config.ts', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...(distPath === null ? {} : { ELECTRON_OVERRIDE_DIST_PATH: distPath }),
    }),
  )
}
