import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  // The words of what is fetched later come with it: the window starts without them.
  catalogs: [
    {
      path: '<rootDir>/src/renderer/locales/{locale}',
      include: ['src/renderer'],
      exclude: [
        'src/renderer/features/downloads',
        'src/renderer/features/player',
        'src/renderer/features/edit',
        'src/renderer/features/settings',
      ],
    },
    {
      path: '<rootDir>/src/renderer/locales/later/{locale}',
      include: [
        'src/renderer/features/downloads',
        'src/renderer/features/player',
        'src/renderer/features/edit',
        'src/renderer/features/settings',
      ],
    },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
})
