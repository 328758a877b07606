import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useId, useState } from 'react'
import { useLibrary } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './filter-bar.module.css'
import { panelFilters } from './filter-words.ts'

/** Fetched once there is time, or when it is opened. */
export const loadFilterPanel = () => import('./filter-panel.tsx')
const FilterPanel = lazy(async () => ({ default: (await loadFilterPanel()).FilterPanel }))

/** Opens what has no place in the row: dates, size, watched. */
export function FilterButton() {
  const { t } = useLingui()
  const id = useId()
  const on = useLibrary((state) => panelFilters(state.view.filters).length > 0)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className={styles.toggle}
        data-on={on || undefined}
        aria-label={t`Filter`}
        aria-haspopup="dialog"
        aria-expanded={open}
        popoverTarget={id}
        title={t`Filter`}
      >
        <Icon name="filter" size={14} />
        <span>{t`Filter`}</span>
      </button>
      <div
        id={id}
        className={styles.popover}
        popover="auto"
        role="dialog"
        aria-label={t`Filter`}
        onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
        // Once it is closed: what has the focus must still be there for the browser to give it back.
        onToggle={(event) => event.newState === 'closed' && setOpen(false)}
        // The list below has keys of its own.
        onKeyDown={(event) => event.stopPropagation()}
      >
        {open && (
          <Suspense fallback={null}>
            <FilterPanel />
          </Suspense>
        )}
      </div>
    </>
  )
}
