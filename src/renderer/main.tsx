import './styles/tokens.css'
import './styles/global.css'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { createRoot } from 'react-dom/client'
import type { Bridge } from '../shared/contract.ts'
import { App } from './app.tsx'
import { followPosters } from './features/posters/follow-posters.ts'
import { setFormatLocale } from './format.ts'
import { startI18n } from './i18n.ts'
import { StoresContext } from './stores/context.ts'
import { createStores, type Stores } from './stores/stores.ts'

declare global {
  interface Window {
    /** The preload's only gift. */
    readonly roomreel: Bridge
  }
}

/** Asks main how it has started, and hands the answer to whom it concerns. */
async function start(stores: Stores): Promise<void> {
  const state = await stores.session.getState().start()
  if (state !== null) stores.settings.getState().load(state)
}

function mount(): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no #root')
  startI18n()
  const stores = createStores(window.roomreel, window)
  // Before anything is drawn: rows that were drawn once are not drawn again for another locale.
  stores.session.subscribe(({ system }) => {
    setFormatLocale(system.locale)
    document.documentElement.dataset.platform = system.platform
  })
  createRoot(root).render(
    <I18nProvider i18n={i18n}>
      <StoresContext value={stores}>
        <App onStart={() => void start(stores)} />
      </StoresContext>
    </I18nProvider>,
  )
  followPosters(window.roomreel)
  void start(stores)
}

mount()
