import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { calls, eventNames } from './src/shared/contract.ts'

/** The dev server's nonce; main puts the same one into the dev CSP (src/main/electron/app-protocol.ts). */
const DEV_NONCE = 'roomreel-dev'

export default defineConfig({
  main: {
    // Everything is bundled: an app that reads one file starts faster than one that walks node_modules. SQLite is native.
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          'library-thread': 'src/main/library/thread.ts',
          'probe-thread': 'src/main/media/probe-thread.ts',
          'transcript-thread': 'src/main/transcripts/transcript-thread.ts',
        },
        external: ['electron', 'better-sqlite3'],
        output: { codeSplitting: true },
      },
    },
  },
  preload: {
    define: {
      __CALL_NAMES__: JSON.stringify(Object.keys(calls)),
      __EVENT_NAMES__: JSON.stringify(eventNames),
    },
    // A sandboxed preload cannot load an ES module.
    build: { externalizeDeps: false, rolldownOptions: { output: { format: 'cjs' } } },
  },
  renderer: {
    plugins: [react(), lingui({ macroTransform: true })],
    html: { cspNonce: DEV_NONCE },
    build: { minify: true, assetsInlineLimit: 0, target: 'chrome140', modulePreload: { polyfill: false } },
    server: {
      host: '127.0.0.1',
      port: 5173,
      strictPort: true,
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: 5173 },
    },
  },
})
