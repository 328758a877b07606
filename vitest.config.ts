import { fileURLToPath } from 'node:url'
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [babel({ presets: [linguiTransformerBabelPreset()] }), lingui()],
  test: {
    include: ['test/unit/**/*.test.{ts,tsx}', 'test/standin/**/*.test.ts'],
    alias: { electron: fileURLToPath(new URL('./test/standin/electron.ts', import.meta.url)) },
    server: { deps: { inline: ['electron-store'] } },
    typecheck: { enabled: false },
  },
})
