import { fileURLToPath } from 'node:url'
import { lingui } from '@lingui/vite-plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [lingui({ macroTransform: true })],
  test: {
    include: ['test/unit/**/*.test.{ts,tsx}', 'test/standin/**/*.test.ts'],
    alias: { electron: fileURLToPath(new URL('./test/standin/electron.ts', import.meta.url)) },
    server: { deps: { inline: ['electron-store'] } },
  },
})
