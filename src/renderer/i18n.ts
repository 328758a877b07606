import { i18n } from '@lingui/core'
import { messages } from './locales/en.po'

/** Loads the words: English so far. What they say about dates and numbers is format.ts's part. */
export function startI18n(): void {
  i18n.loadAndActivate({ locale: 'en', messages })
}
