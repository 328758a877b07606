import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { lingui } from '@lingui/vite-plugin'
import { createServer } from 'vite'
import { keyboardTable, withTable } from './lib/keyboard-table.mjs'

/** `node scripts/keyboard-map.mjs`: writes every shortcut of the code into docs/player.md. */
const root = resolve(import.meta.dirname, '..')
const file = join(root, 'docs/player.md')

// The code's words are macros, which Vite makes into code.
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [lingui({ macroTransform: true })],
  server: { middlewareMode: true, ws: false },
  optimizeDeps: { noDiscovery: true },
})
try {
  const { i18n } = await vite.ssrLoadModule('@lingui/core')
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  const { shortcutTables } = await vite.ssrLoadModule('/src/renderer/features/shell/shortcuts.ts')
  await writeFile(file, withTable(await readFile(file, 'utf8'), keyboardTable(shortcutTables())))
} finally {
  await vite.close()
}
