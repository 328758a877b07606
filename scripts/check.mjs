import { resolve } from 'node:path'
import { check } from './lib/checks.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { prepare } from './lib/dependencies.mjs'

/** `npm run check`: format, lint, types and unit tests. */
const project = await prepare(resolve(import.meta.dirname, '..'))
await ensureChromium(project)
const { passed, failed } = await check(project)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
