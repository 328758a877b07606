import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  catalogs: [{ path: '<rootDir>/src/renderer/locales/{locale}', include: ['src/renderer'] }],
  format: formatter({ lineNumbers: false, origins: false }),
})
