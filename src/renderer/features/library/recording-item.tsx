import { useLingui } from '@lingui/react/macro'
import { type CSSProperties, type DragEvent, type KeyboardEvent, type MouseEvent, memo } from 'react'
import type { MediaState } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import type { LibraryView } from '../../../shared/settings.ts'
import { formatDateTime, formatDateTimeLong, formatDayShort, formatSize } from '../../format.ts'
import { isOnDevice, isQueued } from '../../media-words.ts'
import { recordedAt, recordingTitle, roomOf } from '../../recording-words.ts'
import { useLibrary, useMediaOf } from '../../stores/context.ts'
import hidden from '../../ui/hidden.module.css'
import { IconButton } from '../../ui/icon-button.tsx'
import { LengthWords } from '../../ui/length-words.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import { useKeyWords, withKey } from '../shell/use-key-words.ts'
import { Marked } from './marked.tsx'
import styles from './recording-list.module.css'
import { anchorAt, type ItemActions } from './row-actions.ts'
import { RowStatus, useWaitsForServer } from './row-status.tsx'
import { watchedWords } from './watched-words.ts'

/** Where an item of an endless list stands. */
export interface ItemPlace {
  /** In the whole list, from 0. */
  index: number
  /** As screen readers count: with the head, from 1. */
  rowIndex: number
  /** Px from the top of what is scrolled. */
  top: number
  /** Cards: which one of their line, from 1. */
  column: number | null
}

export interface ItemProps extends Partial<ItemPlace> {
  recording: Recording
  /** The one that Tab leads to. */
  current: boolean
  menuOpen: boolean
  actions: ItemActions
  /** Stands below the title in place of the description. */
  note?: string | null | undefined
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
export const RecordingRow = memo(function RecordingRow(props: ItemProps) {
  const { t } = useLingui()
  const { recording } = props
  const media = useMediaOf(recording.recordId)
  const { title, room, at } = wordsOf(recording)
  return (
    <tr {...useItem(props, media)} className={`${styles.row} ${styles.columns}`}>
      <td className={styles.thumbCell}>
        <Picture recording={recording} />
      </td>
      <td className={styles.title}>
        <b title={title} dir="auto" {...PAINT_MARK}>
          <Marked text={title} />
        </b>
        <Below {...props} />
      </td>
      <td className={`${styles.room} ${styles.cut}`} title={room}>
        <bdi>
          <Marked text={room} />
        </bdi>
      </td>
      <td className={styles.cut} title={at === null ? undefined : formatDateTimeLong(at)}>
        {at === null ? t`Date unknown` : formatDateTime(at)}
      </td>
      <td className={styles.size}>{recording.sizeBytes === null ? '–' : formatSize(recording.sizeBytes)}</td>
      <Languages recording={recording} />
      <td className={styles.end}>
        <RowStatus recording={recording} media={media} pictureOnly={false} />
        <ItemButtons {...props} media={media} />
      </td>
    </tr>
  )
})

/** What stands below the title of a row. */
function Below({ recording: { title, description }, note }: ItemProps) {
  if (note !== undefined && note !== null) return <span>{note}</span>
  if (title === null || description === null) return null
  return (
    <span title={description} dir="auto">
      <Marked text={description} />
    </span>
  )
}

/** A recording as a card of the grid. */
export const RecordingCard = memo(function RecordingCard(props: ItemProps) {
  const { t } = useLingui()
  const { recording } = props
  const media = useMediaOf(recording.recordId)
  const { title, room, at } = wordsOf(recording)
  return (
    <tr {...useItem(props, media)} className={styles.card}>
      <td>
        <Picture recording={recording} />
        <b title={title} dir="auto" {...PAINT_MARK}>
          <Marked text={title} />
        </b>
        <span className={styles.meta}>
          <span className={styles.cut}>
            <bdi>
              <Marked text={room} />
            </bdi>{' '}
            · {at === null ? t`Date unknown` : formatDayShort(at)}
          </span>
          <RowStatus recording={recording} media={media} pictureOnly />
        </span>
      </td>
      <td className={styles.cardEnd}>
        <ItemButtons {...props} media={media} />
      </td>
    </tr>
  )
})

/** Stands where a row or card of an endless list is about to be. */
export function ComingItem({ layout, ...place }: ItemPlace & { layout: LibraryView['layout'] }) {
  const className = layout === 'list' ? `${styles.row} ${styles.columns}` : styles.card
  return (
    <tr className={className} style={styleAt(place)} aria-rowindex={place.rowIndex} aria-busy="true" data-coming>
      <td>
        <span className={styles.coming} />
      </td>
      <td>
        <span className={styles.comingTitle} />
      </td>
    </tr>
  )
}

/**
 * What makes an element a row of the grid: one click opens, with Ctrl or Shift it selects; the context menu key or a
 * right click has the rest. What is on this device can be dragged out of the window.
 */
function useItem({ recording, current, menuOpen, actions, note: _, ...place }: ItemProps, media: MediaState | null) {
  const { recordId } = recording
  const selected = useLibrary((state) => state.selection.has(recordId))
  return {
    tabIndex: current ? 0 : -1,
    'aria-selected': selected,
    'aria-rowindex': place.rowIndex,
    'data-record-id': recordId,
    'data-index': place.index,
    'data-active': menuOpen || undefined,
    style: styleAt(place),
    draggable: isOnDevice(recording, media),
    onDragStart: (event: DragEvent<HTMLElement>) => {
      // The page would drag a picture of the row; the system drags the file.
      event.preventDefault()
      actions.onDrag(recordId)
    },
    onFocus: () => actions.onFocus(recordId),
    onClick: (event: MouseEvent<HTMLElement>) => {
      if (event.shiftKey) actions.onSelect(recordId, 'range')
      else if (event.ctrlKey || event.metaKey) actions.onSelect(recordId, 'toggle')
      else actions.onOpen(recording)
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) actions.onOpen(recording)
    },
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault()
      actions.onMenu(recording, anchorAt(event.clientX, event.clientY))
    },
  }
}

/** How an item of an endless list is put in its place; of a page, the page does it. */
function styleAt({ top, column }: Partial<ItemPlace>): CSSProperties | undefined {
  if (top === undefined) return undefined
  // Both lines: what is placed absolutely would reach from one of them to the list's own edge.
  return column === undefined || column === null ? { top } : { top, gridColumn: `${column} / ${column + 1}` }
}

function Picture({ recording }: { recording: Recording }) {
  const watched = watchedWords(recording.watched)
  return (
    <>
      <Thumb recording={recording} playable />
      <LengthWords recording={recording} />
      {watched !== null && <span className={hidden.hidden}>{watched}</span>}
    </>
  )
}

function ItemButtons({ recording, menuOpen, actions, media }: ItemProps & { media: MediaState | null }) {
  const { t } = useLingui()
  const onDevice = isOnDevice(recording, media)
  const waits = useWaitsForServer({ onDevice })
  const keep = withKey(t`Keep`, useKeyWords()('library.keep'))
  // The list does not say which files are kept and which are here only because they were watched.
  const kept = isQueued(media) || (onDevice && media?.kept !== false)
  return (
    <span className={styles.actions}>
      <IconButton
        icon="play"
        label={waits ? t`Play once the server is back: it does not answer now` : t`Play`}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation()
          actions.onOpen(recording)
        }}
      />
      {!kept && (
        <IconButton
          icon="download"
          label={waits ? t`${keep}: the download waits for the server` : keep}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation()
            actions.onKeep([recording.recordId])
          }}
        />
      )}
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
