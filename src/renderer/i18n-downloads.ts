import { i18n } from '@lingui/core'
import { messages } from './locales/downloads/en.po'

let loaded = false

/** Adds the words of features/downloads: they come with that screen, not with the window. */
export function loadDownloadWords(): void {
  // Loading words draws everything anew that has some.
  if (!loaded) i18n.load('en', messages)
  loaded = true
}
