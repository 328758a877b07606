import { useLingui } from '@lingui/react/macro'
import type { Bookmark, FoundBookmark } from '../../../shared/watching.ts'
import { formatClock, formatNumber } from '../../format.ts'
import { recordingTitle } from '../../recording-words.ts'
import { useStores } from '../../stores/context.ts'
import { GroupHead } from './found-titles.tsx'
import { Marked } from './marked.tsx'
import { excerptOf } from './said-words.ts'
import styles from './search-results.module.css'

const nameOf = ({ id }: Bookmark): string => `bookmark ${id}`

/** Bookmarks whose note has the words. */
export function FoundBookmarks({ found }: { found: readonly FoundBookmark[] }) {
  const { t } = useLingui()
  const { route, library, said } = useStores()
  const play = ({ bookmark, recording }: FoundBookmark): void => {
    library.getState().learn([recording])
    said.getState().setOpened(nameOf(bookmark))
    const from = { seconds: bookmark.seconds, paused: false }
    route.getState().go({ screen: 'player', recordId: recording.recordId, from })
  }
  return (
    <section className={styles.group} aria-labelledby="found-bookmarks">
      <GroupHead id="found-bookmarks" title={t`Bookmarks`} words={formatNumber(found.length)} />
      <ul className={styles.bookmarks}>
        {found.map((each) => (
          <li key={each.bookmark.id}>
            <button
              type="button"
              className={styles.hit}
              tabIndex={-1}
              data-record-id={each.recording.recordId}
              data-hit={nameOf(each.bookmark)}
              onClick={() => play(each)}
            >
              <time>{formatClock(each.bookmark.seconds)}</time>
              <span className={styles.words} dir="auto">
                <Marked text={excerptOf(each.bookmark.note, library.getState().view.filters.text)} />
              </span>
              <span className={styles.of}>{recordingTitle(each.recording)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
