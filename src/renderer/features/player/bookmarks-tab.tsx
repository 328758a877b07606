import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Bookmark } from '../../../shared/watching.ts'
import { formatClock } from '../../format.ts'
import { usePlayer, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './bookmarks-tab.module.css'

interface BookmarksTabProps {
  video: HTMLVideoElement | null
  onSeek: (seconds: number) => void
}

/** Places in the recording that the user wants to find again, each with a note. */
export function BookmarksTab({ video, onSeek }: BookmarksTabProps) {
  const { toasts } = useStores()
  const bookmarks = usePlayer((state) => state.bookmarks)
  const addBookmark = usePlayer((state) => state.addBookmark)
  const add = async (): Promise<void> => {
    const added = await addBookmark(video?.currentTime ?? 0, '')
    if (added === null) toasts.getState().say(t`The bookmark could not be kept on this device`)
  }
  return (
    <>
      <div className={styles.body}>
        {bookmarks.length === 0 ? (
          <p className={styles.empty}>
            <Trans>No bookmarks yet. A bookmark keeps a moment and a note on this device, and search finds it.</Trans>
          </p>
        ) : (
          <ul className={styles.list} aria-label={t`Bookmarks`}>
            {bookmarks.map((bookmark) => (
              <Row key={bookmark.id} bookmark={bookmark} onSeek={onSeek} />
            ))}
          </ul>
        )}
      </div>
      <footer className={styles.foot}>
        <Button icon="plus" hint="B" onClick={() => void add()}>
          <Trans>Add a bookmark</Trans>
        </Button>
      </footer>
    </>
  )
}

function Row({ bookmark, onSeek }: { bookmark: Bookmark; onSeek: (seconds: number) => void }) {
  const { toasts } = useStores()
  const { changeBookmark, removeBookmark } = usePlayer((state) => state)
  const [note, setNote] = useState(bookmark.note)
  const clock = formatClock(bookmark.seconds)
  const save = async (): Promise<void> => {
    if (note === bookmark.note) return
    if (!(await changeBookmark(bookmark.id, note))) toasts.getState().say(t`The note could not be kept on this device`)
  }
  const remove = async (): Promise<void> => {
    const undo = await removeBookmark(bookmark.id)
    if (undo === null) {
      toasts.getState().say(t`The bookmark could not be removed`)
      return
    }
    const bringBack = async (): Promise<void> => {
      if (!(await undo())) toasts.getState().say(t`The bookmark could not be kept on this device`)
    }
    toasts.getState().say(t`Bookmark at ${clock} removed`, { action: { label: t`Undo`, run: () => void bringBack() } })
  }
  return (
    <li className={styles.row}>
      <button type="button" className={styles.time} onClick={() => onSeek(bookmark.seconds)}>
        {clock}
      </button>
      <input
        type="text"
        className={styles.note}
        value={note}
        maxLength={2000}
        placeholder={t`Add a note`}
        aria-label={t`Note at ${clock}`}
        dir="auto"
        onChange={(event) => setNote(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') {
            // Back to what was kept; leaving the field would keep what was typed.
            event.stopPropagation()
            setNote(bookmark.note)
          }
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
      <IconButton icon="trash" label={t`Remove the bookmark at ${clock}`} onClick={() => void remove()} />
    </li>
  )
}
