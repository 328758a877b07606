import { Plural, useLingui } from '@lingui/react/macro'
import type { Recording } from '../../../shared/recording.ts'
import { formatNumber } from '../../format.ts'
import { useSaid } from '../../stores/context.ts'
import { RecordingRow } from './recording-item.tsx'
import list from './recording-list.module.css'
import type { ItemActions } from './row-actions.ts'
import styles from './search-results.module.css'

/** As many as leave room for what was said. */
const MOST_TITLES = 5

interface FoundTitlesProps {
  recordings: readonly Recording[]
  total: number
  actions: ItemActions
  menuOf: string | null
}

/** Recordings that are found by their titles, and what else is known of them. */
export function FoundTitles({ recordings, total, actions, menuOf }: FoundTitlesProps) {
  const { t } = useLingui()
  const setPart = useSaid((state) => state.setPart)
  const shown = recordings.slice(0, MOST_TITLES)
  return (
    <section className={styles.group} aria-labelledby="found-titles">
      <GroupHead id="found-titles" title={t`Titles`} words={formatNumber(total)} />
      <Rows label={t`Titles`} recordings={shown} actions={actions} menuOf={menuOf} />
      {total > shown.length && (
        <button type="button" className={styles.all} onClick={() => setPart('titles')}>
          <Plural value={total} one="Show # title" other="Show all # titles" />
        </button>
      )}
    </section>
  )
}

/** The name of a group of results, and how many there are. */
export function GroupHead({ id, title, words }: { id: string; title: string; words: string }) {
  return (
    <header className={styles.head}>
      <h2 id={id}>{title}</h2>
      <span>{words}</span>
    </header>
  )
}

interface RowsProps {
  label: string
  recordings: readonly Recording[]
  actions: ItemActions
  menuOf: string | null
  /** What stands below a title in place of the description. */
  noteOf?: (recording: Recording) => string | null
}

/** Recordings as the list has them, in a grid of their own. */
export function Rows({ label, recordings, actions, menuOf, noteOf }: RowsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are what is gone through
    <table className={`${list.frame} ${styles.rows}`} role="grid" aria-label={label}>
      <tbody>
        {recordings.map((recording) => (
          <RecordingRow
            key={recording.recordId}
            recording={recording}
            current={false}
            note={noteOf?.(recording)}
            menuOpen={recording.recordId === menuOf}
            actions={actions}
          />
        ))}
      </tbody>
    </table>
  )
}
