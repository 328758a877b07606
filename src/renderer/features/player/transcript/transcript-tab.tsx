import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { AppError } from '../../../../shared/app-error.ts'
import type { Track } from '../../../../shared/transcript.ts'
import { errorWords } from '../../../error-words.ts'
import { hasWords, searchWords } from '../../../match-marks.ts'
import { useSettings, useStores, useTranscript } from '../../../stores/context.ts'
import { Button } from '../../../ui/button.tsx'
import { useDelayed } from '../../../ui/use-delayed.ts'
import { offsetWords } from '../captions/caption-words.ts'
import { secondTrack } from '../captions/track-choice.ts'
import { useCues, useTimedCues } from '../captions/use-captions.ts'
import { useCueClock } from '../captions/use-cue-clock.ts'
import { CueList } from './cue-list.tsx'
import styles from './transcript.module.css'
import { TranscriptFoot } from './transcript-foot.tsx'
import { hitsIn, type TranscriptRow, transcriptRows } from './transcript-rows.ts'
import { TranscriptSearch } from './transcript-search.tsx'
import { rowsAsText } from './transcript-text.ts'
import { useReadTrack } from './use-read-track.ts'

interface TranscriptTabProps {
  video: HTMLVideoElement | null
  onSeek: (seconds: number) => void
  onCopy: (text: string) => Promise<boolean>
  onLoadFile: () => void
}

const NO_ROWS: readonly TranscriptRow[] = []
const SKELETON_AFTER_MS = 150

/** What was said, to be read, searched and gone to. */
export function TranscriptTab({ video, onSeek, onCopy, onLoadFile }: TranscriptTabProps) {
  const { toasts } = useStores()
  const { tracks, known, error, choice, query, hit, setMarks } = useTranscript((state) => state)
  const settings = useSettings((state) => state.player)
  const changePlayer = useSettings((state) => state.changePlayer)
  const track = useReadTrack()
  const second = secondTrack(tracks, choice, track)
  const loaded = useCues(track)
  const timed = useTimedCues(track)
  const secondLoaded = useCues(second)
  const offsetMs = track === null ? 0 : (choice.offsetsMs?.[track.id] ?? 0)
  const secondOffsetMs = second === null ? 0 : (choice.offsetsMs?.[second.id] ?? 0)
  const { latest } = useCueClock(video, timed, offsetMs)
  const secondCues = secondLoaded?.status === 'ready' ? secondLoaded.cues : null
  const rows = useMemo(
    () => (timed === null ? NO_ROWS : transcriptRows(timed.cues, secondCues, secondOffsetMs - offsetMs)),
    [timed, secondCues, secondOffsetMs, offsetMs],
  )
  const words = useMemo(() => searchWords(query), [query])
  const hits = useMemo(() => hitsIn(rows, words, (text) => hasWords(text, words)), [rows, words])
  useEffect(() => {
    setMarks(hits.map((row) => Math.max(0, ((rows[row]?.cue.startMs ?? 0) + offsetMs) / 1000)))
  }, [hits, rows, offsetMs, setMarks])
  useEffect(() => () => setMarks([]), [setMarks])
  const waiting = useDelayed(!known || loaded?.status === 'loading', SKELETON_AFTER_MS)
  const hitRow = hits[hit] ?? null
  /** The hit that was looked at until the reader wished to go along again. */
  const [left, setLeft] = useState<string | null>(null)
  const look = `${query} ${hitRow}`
  const follows = settings.followTranscript && (hitRow === null || left === look)
  const begun = useHitInSight(query, hits, latest)

  const copy = async (chosen: readonly TranscriptRow[]): Promise<void> => {
    const done = await onCopy(rowsAsText(chosen, offsetMs))
    toasts.getState().say(done ? t`Copied` : t`Could not copy; select the text instead`)
  }
  if (error !== null && tracks.length === 0) return <Unknown error={error} />
  if (known && tracks.length === 0) return <NoTracks onLoadFile={onLoadFile} />
  return (
    <>
      <TranscriptSearch hits={hits.length} first={begun} />
      {track?.kind === 'meeting' && (
        <p className={styles.note}>
          <Trans>
            Written down during the meeting: times are approximate. Shown {offsetWords(offsetMs)}; change it under
            Captions, Timing.
          </Trans>
        </p>
      )}
      {loaded?.status === 'failed' && track !== null ? (
        <Failed track={track} />
      ) : rows.length === 0 ? (
        <Waiting shown={waiting} />
      ) : (
        <CueList
          rows={rows}
          language={track?.language ?? ''}
          secondLanguage={second?.language ?? ''}
          layout={settings.transcriptLayout}
          offsetMs={offsetMs}
          words={words}
          hitRow={hitRow}
          current={latest}
          follows={follows}
          onFollow={(followTranscript) => {
            setLeft(followTranscript ? look : null)
            if (followTranscript !== settings.followTranscript) changePlayer({ followTranscript })
          }}
          onJump={onSeek}
          onCopy={(chosen) => void copy(chosen)}
        />
      )}
      <TranscriptFoot track={track} second={second} offsetMs={offsetMs} onCopyAll={() => void copy(rows)} />
    </>
  )
}

/** Where a search begins: at the first hit from the present place on. */
function useHitInSight(query: string, hits: readonly number[], latest: number): number {
  const place = useRef(latest)
  const asked = useRef('')
  if (asked.current !== query) {
    asked.current = query
    place.current = latest
  }
  const next = hits.findIndex((row) => row >= place.current)
  return Math.max(0, next)
}

function Failed({ track }: { track: Track }) {
  const retry = useTranscript((state) => state.retry)
  const failed = useTranscript((state) => state.loaded.get(track.id))
  if (failed?.status !== 'failed') return null
  const { headline, explanation } = errorWords(failed.error, {
    host: '',
    apiKey: '',
    otherwise: t`This transcript could not be read`,
  })
  return (
    <div className={styles.empty} role="alert">
      <b>{failed.error.code === 'not-found' ? t`The server does not have this file any more` : headline}</b>
      <p>{failed.error.code === 'malformed' ? failed.error.message : explanation}</p>
      <Button icon="retry" onClick={() => retry(track.id)}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  )
}

function Unknown({ error }: { error: AppError }) {
  const retry = useTranscript((state) => state.retry)
  const { headline, explanation } = errorWords(error, { host: '', apiKey: '' })
  return (
    <div className={styles.empty} role="alert">
      <b>{headline}</b>
      <p>{explanation}</p>
      <Button icon="retry" onClick={() => retry(null)}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  )
}

function NoTracks({ onLoadFile }: { onLoadFile: () => void }) {
  return (
    <div className={styles.empty}>
      <b>
        <Trans>No subtitles for this recording</Trans>
      </b>
      <p>
        <Trans>
          A .vtt or .srt file of your own can be read along and searched here. Drop it on the picture, or choose it.
        </Trans>
      </p>
      <Button icon="subs" onClick={onLoadFile}>
        <Trans>Load subtitle file…</Trans>
      </Button>
    </div>
  )
}

function Waiting({ shown }: { shown: boolean }) {
  return (
    <div className={styles.waiting} aria-hidden="true">
      {shown && ['72%', '88%', '64%', '80%', '70%', '84%'].map((width) => <span key={width} style={{ width }} />)}
    </div>
  )
}
