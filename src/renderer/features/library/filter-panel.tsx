import { useLingui } from '@lingui/react/macro'
import { useId, useState } from 'react'
import type { RecordingFilters } from '../../../shared/recording.ts'
import { useLibrary } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/segments.tsx'
import styles from './filter-panel.module.css'
import { dayOf, dayStart, lastDayOf, NO_PANEL_FILTERS, panelFilters, watchedWords } from './filter-words.ts'

const MB = 1e6

/** When, how large, and how far watched: every change counts at once. */
export function FilterPanel() {
  const { t } = useLingui()
  const filters = useLibrary((state) => state.view.filters)
  const setFilters = useLibrary((state) => state.setFilters)
  /** Fields keep what is typed; they begin anew when everything is cleared. */
  const [clearings, setClearings] = useState(0)
  const { since, until } = filters
  return (
    <div key={clearings} className={styles.panel}>
      <div className={styles.days}>
        <DayField label={t`From`} begin={dayOf(since)} onDay={(day) => setFilters({ since: dayStart(day) })} />
        <DayField
          label={t`To`}
          begin={dayOf(lastDayOf(until))}
          onDay={(day) => setFilters({ until: dayStart(day, 1) })}
        />
      </div>
      {since !== null && until !== null && since >= until && (
        <p className={styles.wrong} role="alert">{t`“From” is later than “To”, so nothing can match.`}</p>
      )}
      <SizeField minBytes={filters.minBytes} onChange={(minBytes) => setFilters({ minBytes })} />
      <WatchedChoice watched={filters.watched} onChange={(watched) => setFilters({ watched })} />
      <Button
        look="ghost"
        disabled={panelFilters(filters).length === 0 ? t`None of these filters is set` : null}
        onClick={() => {
          setFilters(NO_PANEL_FILTERS)
          setClearings(clearings + 1)
        }}
      >
        {t`Clear these filters`}
      </Button>
    </div>
  )
}

/** A day of the calendar. While it is incomplete it limits nothing. */
function DayField({ label, begin, onDay }: { label: string; begin: string; onDay: (day: string) => void }) {
  const id = useId()
  const [typed, setTyped] = useState(begin)
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        min="1970-01-01"
        max="9999-12-31"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          onDay(event.target.value)
        }}
      />
    </div>
  )
}

interface SizeFieldProps {
  minBytes: number | null
  onChange: (minBytes: number | null) => void
}

function SizeField({ minBytes, onChange }: SizeFieldProps) {
  const { t } = useLingui()
  const id = useId()
  const [typed, setTyped] = useState(minBytes === null ? '' : String(minBytes / MB))
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t`Minimum size in MB`}</label>
      <input
        id={id}
        type="number"
        min="0"
        max="1000000"
        step="any"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          const size = event.target.valueAsNumber
          onChange(size > 0 && event.target.validity.valid ? Math.round(size * MB) : null)
        }}
      />
    </div>
  )
}

type Watched = RecordingFilters['watched']
const WATCHED = ['new', 'started', 'finished'] as const

function WatchedChoice({ watched, onChange }: { watched: Watched; onChange: (watched: Watched) => void }) {
  const { t } = useLingui()
  return (
    <div className={styles.field}>
      <span aria-hidden="true">{t`Watched state`}</span>
      <Segments
        label={t`Watched state`}
        value={watched ?? 'any'}
        options={[
          { value: 'any' as const, label: t`Any` },
          ...WATCHED.map((value) => ({ value, label: watchedWords(value) })),
        ]}
        onChange={(value) => onChange(value === 'any' ? null : value)}
      />
    </div>
  )
}
