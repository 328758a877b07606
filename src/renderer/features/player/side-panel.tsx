import { t } from '@lingui/core/macro'
import type { KeyboardEvent, ReactNode } from 'react'
import styles from './side-panel.module.css'

export type PanelTab = 'transcript' | 'details' | 'bookmarks'

const TABS: readonly PanelTab[] = ['transcript', 'details', 'bookmarks']

interface SidePanelProps {
  tab: PanelTab
  onTab: (tab: PanelTab) => void
  children: ReactNode
}

const nameOf = (tab: PanelTab): string =>
  tab === 'transcript' ? t`Transcript` : tab === 'details' ? t`Details` : t`Bookmarks`

/** The panel beside the recording, one tab at a time. */
export function SidePanel({ tab, onTab, children }: SidePanelProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = by === 0 ? undefined : TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]
    if (next === undefined) return
    event.preventDefault()
    onTab(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <aside className={styles.panel} aria-label={t`Transcript and details`}>
      <div className={styles.tabs} role="tablist" aria-label={t`Panel`} onKeyDown={onKeyDown} data-own-arrows="">
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            data-tab={each}
            aria-selected={each === tab}
            aria-controls="side-panel"
            tabIndex={each === tab ? 0 : -1}
            onClick={() => onTab(each)}
          >
            {nameOf(each)}
          </button>
        ))}
      </div>
      <div id="side-panel" role="tabpanel" className={styles.body} aria-labelledby={`tab-${tab}`}>
        {children}
      </div>
    </aside>
  )
}
