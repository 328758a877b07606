import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { type CSSProperties, memo } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { SaidHit, SaidPage, SaidRecording } from '../../../shared/transcript.ts'
import { errorWords } from '../../error-words.ts'
import { formatClock } from '../../format.ts'
import { recordingTitle } from '../../recording-words.ts'
import { useSaid, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import { GroupHead, Rows } from './found-titles.tsx'
import { Marked } from './marked.tsx'
import type { ItemActions } from './row-actions.ts'
import { excerptOf, saidWords } from './said-words.ts'
import styles from './search-results.module.css'

/** As the style sheet has them. */
const ROW_PX = 64
const HIT_PX = 29
const MORE_PX = 28
const PADDING_PX = 12

interface FoundSaidProps {
  said: SaidPage
  actions: ItemActions
  menuOf: string | null
}

/** Where it was said: by recording, each hit with its time and the way there. */
export function FoundSaid({ said, actions, menuOf }: FoundSaidProps) {
  const { t } = useLingui()
  const outdated = useSaid((state) => state.outdated)
  return (
    <section className={styles.group} aria-labelledby="found-said" aria-busy={outdated}>
      <GroupHead id="found-said" title={t`What was said`} words={saidWords(said)} />
      {said.recordings.map((found) => (
        <FoundRecording
          key={found.recording.recordId}
          found={found}
          isMenuOpen={menuOf === found.recording.recordId}
          actions={actions}
        />
      ))}
    </section>
  )
}

interface FoundRecordingProps {
  found: SaidRecording
  isMenuOpen: boolean
  actions: ItemActions
}

const FoundRecording = memo(function FoundRecording({ found, isMenuOpen, actions }: FoundRecordingProps) {
  const { t } = useLingui()
  const { recording, hits, total } = found
  const { recordId } = recording
  const all = useSaid((state) => state.allHits.get(recordId))
  const showAll = useSaid((state) => state.showAll)
  const shown = all ?? hits
  const rest = all === undefined ? total - hits.length : 0
  const title = recordingTitle(recording)
  return (
    <div className={styles.found} style={heightOf(shown.length, rest)}>
      <Rows label={title} recordings={[recording]} actions={actions} menuOf={isMenuOpen ? recordId : null} />
      <ol className={styles.hits} aria-label={t`Said in ${title}`}>
        {shown.map((hit) => (
          <li key={`${hit.startMs} ${hit.text}`}>
            <Hit recordId={recordId} hit={hit} />
          </li>
        ))}
        {rest > 0 && (
          <li>
            <button type="button" className={styles.more} onClick={() => void showAll(recordId)}>
              <Plural value={rest} one="# more in this recording" other="# more in this recording" />
            </button>
          </li>
        )}
      </ol>
    </div>
  )
})

/** What is out of sight is not laid out: its height is known, so that nothing moves when it comes into sight. */
function heightOf(hits: number, rest: number): CSSProperties {
  const height = ROW_PX + hits * HIT_PX + (rest > 0 ? MORE_PX : 0) + PADDING_PX
  return { containIntrinsicHeight: `${height}px` }
}

/** Something that was said: played from there when it is pressed. */
function Hit({ recordId, hit: { startMs, speaker, text } }: { recordId: string; hit: SaidHit }) {
  const { route, library, said } = useStores()
  const clock = formatClock(startMs / 1000)
  const name = `${recordId} ${startMs}`
  const play = (): void => {
    said.getState().setOpened(name)
    library.getState().keepPosition({ recordId })
    const search = library.getState().view.filters.text
    route.getState().go({ screen: 'player', recordId, from: { seconds: startMs / 1000, paused: false }, search })
  }
  const words = text.replace(/\s+/g, ' ')
  return (
    <button type="button" className={styles.hit} tabIndex={-1} data-record-id={recordId} data-hit={name} onClick={play}>
      <time>{clock}</time>
      <span className={hidden.hidden}>, {speaker !== null && `${speaker}: `}</span>
      <span className={styles.words} dir="auto">
        <Marked text={excerptOf(words, library.getState().view.filters.text)} />
      </span>
      <span className={styles.go}>
        <Icon name="play" size={14} />
        <Trans>Play from here</Trans>
      </span>
    </button>
  )
}

/** What was said could not be searched; titles were. */
export function SaidFailed({ error }: { error: AppError }) {
  const { t } = useLingui()
  const retry = useSaid((state) => state.retry)
  const { headline } = errorWords(error, { host: '', apiKey: '', otherwise: t`It could not be read on this device` })
  return (
    <div className={styles.failed} role="status">
      <span>
        <Trans>What was said could not be searched: {headline}. Titles were.</Trans>
      </span>
      <Button icon="retry" onClick={retry}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  )
}
