import { useLingui } from '@lingui/react/macro'
import type { KeyboardEvent, MouseEvent } from 'react'
import type { Recording } from '../../../shared/recording.ts'
import { formatDateTime, formatDateTimeLong, formatDayShort, formatSize } from '../../format.ts'
import { recordedAt, recordingTitle, roomOf } from '../../recording-words.ts'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import styles from './recording-list.module.css'
import { anchorAt, type RowActions } from './row-actions.ts'

export interface ItemProps {
  recording: Recording
  /** The one that Tab leads to. */
  current: boolean
  menuOpen: boolean
  actions: RowActions
  onFocus: (recordId: string) => void
}

/** What a row and a card say of a recording. */
const wordsOf = (recording: Recording) => ({
  title: recordingTitle(recording),
  room: roomOf(recording),
  at: recordedAt(recording),
})

/** The browser then notes when the words were painted: the start's benchmark reads it (Element Timing). */
const PAINT_MARK = { elementtiming: 'recording' }

/** A recording as a row of the list. */
export function RecordingRow(props: ItemProps) {
  const { t } = useLingui()
  const { recording } = props
  const { title, room, at } = wordsOf(recording)
  return (
    <tr {...itemProps(props)} className={`${styles.row} ${styles.columns}`}>
      <td className={styles.thumbCell}>
        <Thumb recording={recording} playable />
      </td>
      <td className={styles.title}>
        <b title={title} dir="auto" {...PAINT_MARK}>
          {title}
        </b>
        {recording.title !== null && recording.description !== null && (
          <span title={recording.description} dir="auto">
            {recording.description}
          </span>
        )}
      </td>
      <td className={`${styles.room} ${styles.cut}`} title={room}>
        <bdi>{room}</bdi>
      </td>
      <td className={styles.cut} title={at === null ? undefined : formatDateTimeLong(at)}>
        {at === null ? t`Date unknown` : formatDateTime(at)}
      </td>
      <td className={styles.size}>{recording.sizeBytes === null ? '–' : formatSize(recording.sizeBytes)}</td>
      <Languages recording={recording} />
      <td className={styles.end}>
        <span className={styles.status} title={t`On the server. Plays online.`}>
          <Icon name="cloud" />
          <span className={hidden.hidden}>{t`On the server`}</span>
        </span>
        <ItemButtons {...props} />
      </td>
    </tr>
  )
}

/** A recording as a card of the grid. */
export function RecordingCard(props: ItemProps) {
  const { t } = useLingui()
  const { recording } = props
  const { title, room, at } = wordsOf(recording)
  return (
    <tr {...itemProps(props)} className={styles.card}>
      <td>
        <Thumb recording={recording} playable />
        <b title={title} dir="auto" {...PAINT_MARK}>
          {title}
        </b>
        <span className={styles.meta}>
          <span className={styles.cut}>
            <bdi>{room}</bdi> · {at === null ? t`Date unknown` : formatDayShort(at)}
          </span>
          <span title={t`On the server. Plays online.`}>
            <Icon name="cloud" />
            <span className={hidden.hidden}>{t`On the server`}</span>
          </span>
        </span>
      </td>
      <td className={styles.cardEnd}>
        <ItemButtons {...props} />
      </td>
    </tr>
  )
}

/** What makes an element a row of the grid: one click opens, the context menu key or a right click has the rest. */
function itemProps({ recording, current, menuOpen, actions, onFocus }: ItemProps) {
  return {
    tabIndex: current ? 0 : -1,
    'data-record-id': recording.recordId,
    'data-active': menuOpen || undefined,
    onFocus: () => onFocus(recording.recordId),
    onClick: () => actions.onOpen(recording),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) actions.onOpen(recording)
    },
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      actions.onMenu(recording, anchorAt(event.clientX, event.clientY))
    },
  }
}

function ItemButtons({ recording, menuOpen, actions }: ItemProps) {
  const { t } = useLingui()
  return (
    <span className={styles.actions}>
      <IconButton
        icon="play"
        label={t`Play`}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation()
          actions.onOpen(recording)
        }}
      />
      <IconButton
        icon="more"
        label={t`More`}
        tabIndex={-1}
        aria-haspopup="menu"
        aria-expanded={menuOpen}
        onClick={(event) => {
          event.stopPropagation()
          actions.onMenu(recording, event.currentTarget)
        }}
      />
    </span>
  )
}

function Languages({ recording }: { recording: Recording }) {
  const { t } = useLingui()
  const codes = recording.subtitles.map((track) => track.language.toUpperCase())
  if (codes.length === 0) {
    return (
      <td className={styles.languages}>
        <span aria-hidden="true">–</span>
        <span className={hidden.hidden}>{t`No subtitles`}</span>
      </td>
    )
  }
  return (
    <td className={`${styles.languages} ${styles.cut}`} title={codes.join(', ')}>
      {codes.join(' ')}
    </td>
  )
}
