import { Plural, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { roomName } from '../../recording-words.ts'
import { useLibrary, useRooms } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from './filter-bar.module.css'
import { panelFilters } from './filter-words.ts'

/** What the list is limited to, each limit with its own way out; nothing where there is none. */
export function ActiveChips() {
  const limited = useLibrary(
    ({ view }) => view.roomSid !== null || view.roomIds.length > 0 || panelFilters(view.filters).length > 0,
  )
  if (!limited) return null
  return (
    <>
      <div className={styles.chips}>
        <RoomChips />
        <PanelChips />
      </div>
      <span className={styles.divider} />
    </>
  )
}

function RoomChips() {
  const { t } = useLingui()
  const { roomIds, roomSid } = useLibrary((state) => state.view)
  const { setRooms, setSession, toggleRoom } = useLibrary((state) => state)
  const list = useRooms((state) => state.list)
  if (roomSid !== null) {
    return (
      <Chip label={t`Remove the session filter`} onRemove={() => setSession(null)}>
        {t`Only this session`}
      </Chip>
    )
  }
  const nameOf = (roomId: string): string => {
    const room = list?.rooms.find((each) => each.roomId === roomId)
    return room === undefined ? roomId : roomName(room)
  }
  return (
    <>
      {roomIds.length > 1 && (
        <Chip label={t`Remove all room filters`} onRemove={() => setRooms([])} sum>
          <Plural value={roomIds.length} one="# room" other="# rooms" />
        </Chip>
      )}
      {roomIds.map((roomId) => {
        const name = nameOf(roomId)
        return (
          <Chip key={roomId} label={t`Remove ${name}`} onRemove={() => toggleRoom(roomId)} alone={roomIds.length === 1}>
            <bdi title={name}>{name}</bdi>
          </Chip>
        )
      })}
    </>
  )
}

function PanelChips() {
  const { t } = useLingui()
  const filters = useLibrary((state) => state.view.filters)
  const setFilters = useLibrary((state) => state.setFilters)
  return panelFilters(filters).map(({ key, words, without }) => (
    <Chip key={key} label={t`Remove ${words}`} panel onRemove={() => setFilters(without)}>
      {words}
    </Chip>
  ))
}

interface ChipProps {
  label: string
  children: ReactNode
  onRemove: () => void
  /** Stands for all rooms where there is no place for each. */
  sum?: boolean
  /** The only one of its kind: stays where the others fold into the sum. */
  alone?: boolean
  /** Set in the Filter panel. */
  panel?: boolean
}

function Chip({ label, children, onRemove, sum, alone, panel }: ChipProps) {
  const folds = (!sum && alone === false) || undefined
  return (
    <span className={styles.chip} data-sum={sum} data-folds={folds} data-panel={panel}>
      {children}
      <button type="button" aria-label={label} title={label} onClick={onRemove}>
        <Icon name="x" size={12} />
      </button>
    </span>
  )
}
