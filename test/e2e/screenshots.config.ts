import { defineConfig } from '@playwright/test'
import config from './playwright.config.ts'

/** `npm run screenshots`: every screen in both themes and two sizes, into docs/screenshots/. */
export default defineConfig({ ...config, testMatch: '*screenshots.spec.ts', testIgnore: [], timeout: 120_000 })
