import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  // The downloads' words come with their screen: the window starts without them.
  catalogs: [
    {
      path: '<rootDir>/src/renderer/locales/{locale}',
      include: ['src/renderer'],
      exclude: ['src/renderer/features/downloads'],
    },
    {
      path: '<rootDir>/src/renderer/locales/downloads/{locale}',
      include: ['src/renderer/features/downloads'],
    },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
})
