import { Plural, useLingui } from '@lingui/react/macro'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { formatNumber } from '../../format.ts'
import { useLibrary, useRoute, useSaid } from '../../stores/context.ts'
import { offline } from '../../stores/library.ts'
import { isSearch } from '../../stores/library-view.ts'
import { Button } from '../../ui/button.tsx'
import { limitCount } from './filter-words.ts'
import styles from './list-states.module.css'
import { profileName } from './profile-words.ts'
import { useClearLimits } from './use-clear-limits.ts'

/** Nothing on the server: the only place with a drawing. */
export function EmptyState({ profile }: { profile: ProfileSummary }) {
  const { t } = useLingui()
  const go = useRoute((route) => route.go)
  const busy = useLibrary((state) => state.refreshing)
  const refresh = useLibrary((state) => state.refresh)
  const silent = useLibrary((state) => offline(state) !== null)
  const name = profileName(profile)
  const minutes = profile.checkMinutes
  return (
    <div className={styles.center}>
      <Frames />
      <h2>{t`No recordings on ${name} yet`}</h2>
      <p>
        {t`A recording shows up here a few minutes after someone stops recording in a room.`}{' '}
        {minutes > 0 && (
          <Plural value={minutes} one="Roomreel checks every minute." other="Roomreel checks every # minutes." />
        )}
      </p>
      <div className={styles.buttons}>
        <Button
          look="primary"
          icon="retry"
          busy={busy}
          hint={silent ? t`${name} does not answer now. Roomreel asks it again.` : null}
          onClick={() => void refresh()}
        >
          {t`Check now`}
        </Button>
        <Button onClick={() => go({ screen: 'welcome' })}>{t`Switch server`}</Button>
      </div>
    </div>
  )
}

/** Nothing matches what is looked for, or what the list is limited to. */
export function NoMatch() {
  const { t } = useLingui()
  const view = useLibrary((state) => state.view)
  const setText = useLibrary((state) => state.setText)
  const clearLimits = useClearLimits()
  const searching = isSearch(view)
  const limited = limitCount(view) > 0
  const text = view.filters.text.trim()
  return (
    <div className={styles.center}>
      <h2>{searching ? t`No recordings match “${text}”` : t`No recordings match`}</h2>
      <p>{limited ? t`There are none in what is chosen here. Without the filters there may be some.` : <Searched />}</p>
      <Unknown />
      <div className={styles.buttons}>
        {searching && <Button look="primary" onClick={() => setText('')}>{t`Clear search`}</Button>}
        {limited && (
          <Button look={searching ? 'plain' : 'primary'} onClick={clearLimits}>
            {t`Clear filters`}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Titles may match, but nobody said it. */
export function NothingSaid() {
  const { t } = useLingui()
  const text = useLibrary((state) => state.view.filters.text.trim())
  const limited = useLibrary((state) => limitCount(state.view) > 0)
  const setPart = useSaid((state) => state.setPart)
  const clearLimits = useClearLimits()
  return (
    <div className={styles.center}>
      <h2>{t`Nobody said “${text}”`}</h2>
      <p>{t`Only transcripts that are on this device can be searched.`}</p>
      <div className={styles.buttons}>
        <Button look="primary" onClick={() => setPart('all')}>{t`Search titles, too`}</Button>
        {limited && <Button onClick={clearLimits}>{t`Clear filters`}</Button>}
      </div>
    </div>
  )
}

/** Where a search has looked. */
function Searched() {
  const { t } = useLingui()
  return t`Each word has to begin a word of the title, the description, the room, the details or what was said.`
}

/** What is not known here cannot match. */
function Unknown() {
  const { t } = useLingui()
  const library = useLibrary((state) => state.library)
  const complete = useLibrary((state) => state.page === null || state.page.complete)
  if (complete || library === null || library.complete) return null
  const known = formatNumber(library.known)
  const total = library.total === null ? null : formatNumber(Math.max(library.known, library.total))
  return (
    <p className={styles.unknown}>
      {total === null
        ? t`${known} recordings are known so far; more may match.`
        : t`${known} of ${total} recordings are known so far; more may match.`}
    </p>
  )
}

function Frames() {
  return (
    <svg className={styles.frames} viewBox="0 0 176 84" aria-hidden="true">
      <rect x="1" y="16" width="93" height="52" rx="6" opacity="0.350" />
      <rect x="82" y="16" width="93" height="52" rx="6" opacity="0.350" />
      <rect className={styles.front} x="24" y="6" width="128" height="72" rx="8" />
      <path d="M80 32v20l17-10z" />
    </svg>
  )
}
