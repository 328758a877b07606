import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testIgnore: '*screenshots.spec.ts',
  outputDir: '../../test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Two cores: apps side by side would only take each other's time.
  workers: 1,
  forbidOnly: true,
  reporter: [['list']],
})
