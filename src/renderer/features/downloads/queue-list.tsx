import { plural, t as text } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { DownloadList } from '../../../shared/download.ts'
import type { MediaStatus } from '../../../shared/media.ts'
import { formatNumber } from '../../format.ts'
import { useDownloads, useOpenRecording, useStorage, useStores } from '../../stores/context.ts'
import hidden from '../../ui/hidden.module.css'
import { useFileActions } from '../library/file-actions.ts'
import { speedWords } from './download-words.ts'
import styles from './downloads-screen.module.css'
import queue from './queue.module.css'
import { frontPlace } from './queue-order.ts'
import { type QueueActions, QueueRow } from './queue-row.tsx'
import { useQueueMoves } from './use-queue-moves.ts'
import { useReport } from './use-report.ts'

/** What is on its way, in the order in which it comes. */
export function QueueList({ list }: { list: DownloadList }) {
  const { t } = useLingui()
  const { downloads } = useStores()
  const report = useReport()
  const limitBytes = useStorage()?.limitBytes ?? null
  const ids = useMemo(() => list.items.map(({ recording }) => recording.recordId), [list.items])
  const { handlers, drop, movedTo } = useQueueMoves(ids, (id, { before }) => {
    void downloads.getState().move(id, before).then(report(t`The order was not changed`))
  })
  const actions = useQueueActions()
  const place = formatNumber(movedTo ?? 0)
  const more = list.total - list.items.length
  return (
    <section aria-labelledby="downloads-in-progress">
      <div className={styles.section}>
        <h2 id="downloads-in-progress">{t`In progress`}</h2>
        <TotalSpeed />
        <span className={styles.space} />
        <AllButtons />
      </div>
      {list.items.length === 0 ? (
        <p className={styles.none}>{t`Nothing is being downloaded.`}</p>
      ) : (
        // The rows have what is clicked; the list only hears of keys and drags that are theirs.
        <ul className={queue.list} aria-label={t`In progress`} {...handlers}>
          {list.items.map((item, at) => (
            <QueueRow
              key={item.recording.recordId}
              item={item}
              limitBytes={limitBytes}
              first={at === 0}
              drop={drop?.id === item.recording.recordId ? drop.side : null}
              actions={actions}
            />
          ))}
        </ul>
      )}
      {more > 0 && <p className={styles.none}>{moreWords(more)}</p>}
      <span className={hidden.hidden} role="status">
        {movedTo !== null && t`Moved to place ${place}`}
      </span>
    </section>
  )
}

function moreWords(more: number): string {
  const count = formatNumber(more)
  return plural(more, { one: `${count} more comes after these.`, other: `${count} more come after these.` })
}

/** The same object for as long as the screen is there, so that no row is drawn for its sake. */
function useQueueActions(): QueueActions {
  const { downloads } = useStores()
  const files = useFileActions()
  const openRecording = useOpenRecording()
  const report = useReport()
  // biome-ignore lint/correctness/useExhaustiveDependencies: all of them act on the stores, which stay the same.
  return useMemo(
    () => ({
      onOpen: openRecording,
      onPause: (recordId) => void files.pause(recordId),
      onResume: (recordId) => void files.resume(recordId),
      onCancel: (recordId) => void files.cancel(recordId),
      onFront: (recordId) => {
        const { list, move } = downloads.getState()
        const place = frontPlace(list?.items.map(({ recording }) => recording.recordId) ?? [], recordId)
        if (place !== null) void move(recordId, place.before).then(report(text`The order was not changed`))
      },
    }),
    [downloads],
  )
}

function TotalSpeed() {
  const { t } = useLingui()
  const total = useDownloads(({ list, media }) => {
    const speeds = (list?.items ?? []).map(
      (item) => (media.get(item.recording.recordId) ?? item.media).bytesPerSecond ?? 0,
    )
    return speeds.reduce((sum, speed) => sum + speed, 0)
  })
  if (total === 0) return null
  const speed = speedWords(total)
  return <span className={styles.count}>{t`${speed} in total`}</span>
}

const MOVES: readonly MediaStatus[] = ['downloading', 'waiting']
const RESTS: readonly MediaStatus[] = ['paused', 'failed']

function AllButtons() {
  const { t } = useLingui()
  const pause = useDownloads((state) => state.pause)
  const resume = useDownloads((state) => state.resume)
  const report = useReport()
  const [moving, resting] = useDownloads(
    useShallow(({ list, media }) => {
      const statuses = (list?.items ?? []).map((item) => (media.get(item.recording.recordId) ?? item.media).status)
      return [statuses.some((each) => MOVES.includes(each)), statuses.some((each) => RESTS.includes(each))] as const
    }),
  )
  return (
    <>
      {resting && (
        <button
          type="button"
          className={styles.link}
          onClick={() => void resume(null).then(report(t`The downloads were not resumed`))}
        >
          {t`Resume all`}
        </button>
      )}
      {moving && (
        <button
          type="button"
          className={styles.link}
          onClick={() => void pause(null).then(report(t`The downloads were not paused`))}
        >
          {t`Pause all`}
        </button>
      )}
    </>
  )
}
