import { i18n } from '@lingui/core'
import { messages } from './locales/later/en.po'

let loaded = false

/** Adds the words of features/downloads and features/player: they come with those screens, not with the window. */
export function loadLaterWords(): void {
  // Loading words draws everything anew that has some.
  if (!loaded) i18n.load('en', messages)
  loaded = true
}
