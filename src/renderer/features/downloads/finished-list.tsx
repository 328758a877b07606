import { useLingui } from '@lingui/react/macro'
import { memo, useState } from 'react'
import type { DownloadList, FinishedItem } from '../../../shared/download.ts'
import { formatNumber, formatSize } from '../../format.ts'
import { recordingTitle, roomOf } from '../../recording-words.ts'
import { useDownloads, useOpenRecording } from '../../stores/context.ts'
import hidden from '../../ui/hidden.module.css'
import { IconButton } from '../../ui/icon-button.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import { useFileActions } from '../library/file-actions.ts'
import styles from './downloads-screen.module.css'
import { finishedWords } from './finished-words.ts'
import queue from './queue.module.css'
import { useReport } from './use-report.ts'

/** What has come since the list was cleared, the newest first. */
export function FinishedList({ list }: { list: DownloadList }) {
  const { t } = useLingui()
  const clear = useDownloads((state) => state.clearFinished)
  const report = useReport()
  const { finished } = list
  if (finished.length === 0) return null
  return (
    <section aria-labelledby="downloads-finished">
      <div className={styles.section}>
        <h2 id="downloads-finished">{t`Finished`}</h2>
        <span className={styles.count}>{formatNumber(finished.length)}</span>
        <span className={styles.space} />
        <button
          type="button"
          className={styles.link}
          title={t`The files stay on this device`}
          onClick={() => void clear().then(report(t`The list was not cleared`))}
        >
          {t`Clear list`}
        </button>
      </div>
      <ul className={queue.list} aria-label={t`Finished`}>
        {finished.map((item) => (
          <FinishedRow key={item.recording.recordId} item={item} now={Date.now()} />
        ))}
      </ul>
    </section>
  )
}

const FinishedRow = memo(
  function FinishedRow({ item, now }: { item: FinishedItem; now: number }) {
    const { t } = useLingui()
    const files = useFileActions()
    const openRecording = useOpenRecording()
    const { recording, bytes, finishedAt } = item
    const { recordId } = recording
    const title = recordingTitle(recording)
    return (
      <li className={queue.finished}>
        {/* Too small for its length. */}
        <Thumb recording={{ ...recording, file: null }} />
        <button type="button" className={queue.title} dir="auto" onClick={() => openRecording(recordId)}>
          {title}
        </button>
        <span data-wide dir="auto">
          {roomOf(recording)}
        </span>
        <span>{formatSize(bytes)}</span>
        <span data-wide>{finishedWords(finishedAt, now)}</span>
        <div className={queue.controls}>
          <IconButton
            icon="folder"
            label={t`Show “${title}” in its folder`}
            onClick={() => void files.showInFolder(recordId)}
          />
          <IconButton
            icon="trash"
            label={t`Remove “${title}” from this device`}
            onClick={() => files.remove([recordId])}
          />
        </div>
      </li>
    )
  },
  // What day it is changes once a day, and the list is drawn more often than that.
  (before, after) => JSON.stringify(before.item) === JSON.stringify(after.item) && sameDay(before.now, after.now),
)

const sameDay = (one: number, other: number): boolean => new Date(one).toDateString() === new Date(other).toDateString()

/** Says what has come while the screen is there. */
export function FinishedStatus({ list }: { list: DownloadList }) {
  const { t } = useLingui()
  const [since] = useState(Date.now)
  const newest = list.finished[0]
  const title = newest === undefined || newest.finishedAt < since ? null : recordingTitle(newest.recording)
  return (
    <span className={hidden.hidden} role="status">
      {title !== null && t`“${title}” is on this device`}
    </span>
  )
}
