import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import type { Room } from '../../../shared/recording.ts'
import { formatNumber } from '../../format.ts'
import { roomName } from '../../recording-words.ts'
import { useLibrary, useRooms, useServers, useStores } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import styles from './room-filter.module.css'
import { matchingRooms, roomOptions, typedRoomId } from './room-options.ts'

const ALL = ''

/** The rooms, to choose some of them. */
export function RoomFilter() {
  const { t } = useLingui()
  const list = useRooms((state) => state.list)
  const chosen = useLibrary((state) => state.view.roomIds)
  const toggleRoom = useLibrary((state) => state.toggleRoom)
  const setRooms = useLibrary((state) => state.setRooms)
  const leave = useServers((state) => state.leave)
  const { route } = useStores()
  const [typed, setTyped] = useState('')
  const listbox = useRef<HTMLDivElement>(null)
  const rooms = roomOptions(list?.rooms ?? [], chosen)
  const matches = matchingRooms(rooms, typed)
  const unknown = typedRoomId(rooms, typed)

  /** From another screen, a room leads to the list that it limits. */
  const toggle = (roomId: string): void =>
    leave(() => {
      if (roomId === ALL) setRooms([])
      else toggleRoom(roomId)
      if (route.getState().route.screen !== 'library') route.getState().replace({ screen: 'library' })
    })
  const showTyped = (): void => {
    if (unknown !== null) toggle(unknown)
    setTyped('')
  }
  const onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      const only = matches[0]
      if (matches.length === 1 && only !== undefined) toggle(only.roomId)
      else if (matches.length === 0) showTyped()
    } else if (event.key === 'ArrowDown') {
      event.preventDefault()
      listbox.current?.querySelector<HTMLElement>('[role="option"]')?.focus()
    }
  }

  return (
    <section className={styles.rooms} aria-labelledby="rooms-title">
      <header>
        <h2 id="rooms-title">{t`Rooms`}</h2>
        {chosen.length > 0 && (
          <button type="button" className={styles.clear} onClick={() => setRooms([])}>
            {t`Clear ${formatNumber(chosen.length)}`}
          </button>
        )}
      </header>
      <SearchField small label={t`Find a room`} value={typed} onChange={setTyped} onKeyDown={onSearchKey} />
      <RoomList listRef={listbox} rooms={matches} total={list?.total ?? null} chosen={chosen} onToggle={toggle} />
      {unknown !== null && (
        <button type="button" className={styles.typed} onClick={showTyped}>
          <Icon name="plus" />
          <span>{t`Show room “${unknown}”`}</span>
        </button>
      )}
      {list?.complete === true && rooms.length === 0 && typed === '' && (
        <p className={styles.note}>{t`Rooms appear here with their first recording.`}</p>
      )}
    </section>
  )
}

interface RoomListProps {
  listRef: RefObject<HTMLDivElement | null>
  rooms: Room[]
  total: number | null
  chosen: string[]
  onToggle: (roomId: string) => void
}

/** One stop for Tab; arrows move, Space and Enter choose. */
function RoomList({ listRef, rooms, total, chosen, onToggle }: RoomListProps) {
  const { t } = useLingui()
  const [at, setAt] = useState(0)
  const last = rooms.length
  const current = Math.min(at, last)

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = nextIndex(event.key, current, last)
    if (to === null) return
    event.preventDefault()
    listRef.current?.querySelectorAll<HTMLElement>('[role="option"]')[to]?.focus()
  }
  const option = (index: number, roomId: string, selected: boolean) => ({
    role: 'option',
    'aria-selected': selected,
    tabIndex: index === current ? 0 : -1,
    onFocus: () => setAt(index),
    onClick: () => onToggle(roomId),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== ' ' && event.key !== 'Enter') return
      event.preventDefault()
      onToggle(roomId)
    },
  })

  return (
    <div
      ref={listRef}
      className={styles.list}
      role="listbox"
      aria-multiselectable="true"
      aria-label={t`Rooms`}
      onKeyDown={onKeyDown}
    >
      <div {...option(0, ALL, chosen.length === 0)} className={styles.all}>
        <Icon name="pin" />
        <span>{t`All rooms`}</span>
        <Count value={total} />
      </div>
      {rooms.map((room, index) => (
        <div key={room.roomId} {...option(index + 1, room.roomId, chosen.includes(room.roomId))} title={room.roomId}>
          <span className={styles.box} aria-hidden="true">
            <Icon name="check" size={12} />
          </span>
          <span dir="auto">{roomName(room)}</span>
          <Count value={room.count} />
        </div>
      ))}
    </div>
  )
}

function Count({ value }: { value: number | null }) {
  return value === null ? null : <span className={styles.count}>{formatNumber(value)}</span>
}

function nextIndex(key: string, current: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(current + 1, last)
    case 'ArrowUp':
      return Math.max(current - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
