import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, type MouseEvent, memo, type RefObject, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Room } from '../../../shared/recording.ts'
import { formatNumber } from '../../format.ts'
import { roomName } from '../../recording-words.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './room-filter.module.css'
import type { OpenRoomMenu } from './room-menu.tsx'
import { roomHint } from './room-options.ts'
import { nextOption, ROOM_PX, roomsInSight, scrollTopFor } from './room-places.ts'
import { anchorAt } from './row-actions.ts'

/** Stands for all rooms; no room has this ID. */
export const ALL_ROOMS = ''

interface RoomListProps {
  listRef: RefObject<HTMLDivElement | null>
  rooms: Room[]
  total: number | null
  chosen: string[]
  /** The room whose menu is open. */
  menuOf: string | null
  onToggle: (roomId: string) => void
  onMenu: (menu: OpenRoomMenu) => void
}

/** One stop for Tab; arrows move, Space and Enter choose. Of thousands of rooms, those in sight are drawn. */
export function RoomList({ listRef, rooms, total, chosen, menuOf, onToggle, onMenu }: RoomListProps) {
  const { t } = useLingui()
  const [at, setAt] = useState(0)
  const [scrollTop, setScrollTop] = useState(0)
  const current = Math.min(at, rooms.length)
  const chosenIds = new Set(chosen)

  const focusOption = (to: number): void => {
    const list = listRef.current
    if (list === null) return
    list.scrollTop = scrollTopFor(to, list.scrollTop, list.clientHeight)
    flushSync(() => {
      setAt(to)
      setScrollTop(list.scrollTop)
    })
    list.querySelector<HTMLElement>(`[aria-posinset="${to + 1}"]`)?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = nextOption(event.key, current, rooms.length)
    if (to === null) return
    event.preventDefault()
    focusOption(to)
  }
  const option = (index: number, roomId: string, selected: boolean) => ({
    role: 'option',
    'aria-selected': selected,
    'aria-setsize': rooms.length + 1,
    'aria-posinset': index + 1,
    tabIndex: index === current ? 0 : -1,
    onFocus: () => setAt(index),
    onClick: () => onToggle(roomId),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== ' ' && event.key !== 'Enter') return
      event.preventDefault()
      onToggle(roomId)
    },
  })

  const roomProps = (index: number, room: Room) => ({
    ...option(index, room.roomId, chosenIds.has(room.roomId)),
    'data-room-id': room.roomId,
    title: roomHint(room),
    'aria-keyshortcuts': 'Shift+F10',
    onContextMenu: (event: MouseEvent) => openMenu(event, room, onMenu),
  })

  return (
    <div
      ref={listRef}
      className={styles.list}
      role="listbox"
      aria-multiselectable="true"
      aria-label={t`Rooms`}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div {...option(0, ALL_ROOMS, chosen.length === 0)} className={`${styles.option} ${styles.all}`}>
        <Icon name="pin" />
        <span className={styles.name}>{t`All rooms`}</span>
        <Count value={total} />
      </div>
      <div role="presentation" className={styles.places} style={{ height: rooms.length * ROOM_PX }}>
        {roomsInSight(rooms.length, scrollTop, window.innerHeight, current - 1).map((index) => {
          const room = rooms[index]
          if (room === undefined) return null
          return (
            <div key={room.roomId} role="presentation" className={styles.place} style={{ top: index * ROOM_PX }}>
              <div {...roomProps(index + 1, room)} className={styles.option}>
                <RoomWords room={room} />
              </div>
              <MenuButton room={room} open={menuOf === room.roomId} onMenu={onMenu} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The context menu key reports the place of the option that has the focus. */
function openMenu(event: MouseEvent, room: Room, onMenu: RoomListProps['onMenu']): void {
  event.preventDefault()
  onMenu({ room, anchor: anchorAt(event.clientX, event.clientY) })
}

const RoomWords = memo(function RoomWords({ room }: { room: Room }) {
  const { t } = useLingui()
  return (
    <>
      <span className={styles.box} aria-hidden="true">
        <Icon name="check" size={12} />
      </span>
      <span className={styles.name} dir="auto">
        {roomName(room)}
      </span>
      {room.pinned && (
        <span className={styles.pinned} role="img" aria-label={t`Pinned`}>
          <Icon name="pin" size={12} />
        </span>
      )}
      <Count value={room.count} />
    </>
  )
})

interface MenuButtonProps {
  room: Room
  open: boolean
  onMenu: RoomListProps['onMenu']
}

/** For the pointer. An option holds no button: the keyboard and screen readers have the context menu key. */
function MenuButton({ room, open, onMenu }: MenuButtonProps) {
  const { t } = useLingui()
  return (
    <IconButton
      className={styles.more}
      icon="more"
      label={t`More`}
      tabIndex={-1}
      aria-hidden="true"
      aria-expanded={open}
      onClick={(event) => onMenu({ room, anchor: event.currentTarget })}
    />
  )
}

function Count({ value }: { value: number | null }) {
  return value === null ? null : <span className={styles.count}>{formatNumber(value)}</span>
}
