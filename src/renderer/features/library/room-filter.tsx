import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react'
import type { Room } from '../../../shared/recording.ts'
import { errorWords } from '../../error-words.ts'
import { formatNumber } from '../../format.ts'
import { roomName } from '../../recording-words.ts'
import { useLibrary, useRooms, useServers, useStores } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Notice } from './notice.tsx'
import styles from './room-filter.module.css'
import { ALL_ROOMS, RoomList } from './room-list.tsx'
import type { OpenRoomMenu } from './room-menu.tsx'
import { RoomNameField } from './room-name-field.tsx'
import { matchingRooms, roomOptions, typedRoomId } from './room-options.ts'

/** Fetched once there is time: it needs the library of the rows' menu. */
export const loadRoomMenu = () => import('./room-menu.tsx')
const RoomMenu = lazy(async () => ({ default: (await loadRoomMenu()).RoomMenu }))

/** The rooms, to choose some of them. */
export function RoomFilter() {
  const { t } = useLingui()
  const list = useRooms((state) => state.list)
  const chosen = useLibrary((state) => state.view.roomIds)
  const setRooms = useLibrary((state) => state.setRooms)
  const toggle = useToggleRoom()
  const [typed, setTyped] = useState('')
  const [menu, setMenu] = useState<OpenRoomMenu | null>(null)
  const listbox = useRef<HTMLDivElement>(null)
  const rooms = roomOptions(list?.rooms ?? [], chosen)
  const matches = matchingRooms(rooms, typed)
  const unknown = typedRoomId(rooms, typed)

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
      <RoomList
        listRef={listbox}
        rooms={matches}
        total={list?.total ?? null}
        chosen={chosen}
        menuOf={menu?.room.roomId ?? null}
        onToggle={toggle}
        onMenu={setMenu}
      />
      {unknown !== null && (
        <button type="button" className={styles.typed} onClick={showTyped}>
          <Icon name="plus" />
          <span>{t`Show room “${unknown}”`}</span>
        </button>
      )}
      {list?.complete === true && rooms.length === 0 && typed === '' && (
        <p className={styles.note}>{t`Rooms appear here with their first recording.`}</p>
      )}
      <RoomActions menu={menu} onClose={() => setMenu(null)} />
    </section>
  )
}

/** Chooses a room, or no longer. From another screen, a room leads to the list that it limits. */
function useToggleRoom(): (roomId: string) => void {
  const toggleRoom = useLibrary((state) => state.toggleRoom)
  const setRooms = useLibrary((state) => state.setRooms)
  const leave = useServers((state) => state.leave)
  const { route } = useStores()
  return (roomId) =>
    leave(() => {
      if (roomId === ALL_ROOMS) setRooms([])
      else toggleRoom(roomId)
      if (route.getState().route.screen !== 'library') route.getState().replace({ screen: 'library' })
    })
}

/** The menu of a room, the field for its name, and what became of it. */
function RoomActions({ menu, onClose }: { menu: OpenRoomMenu | null; onClose: () => void }) {
  const { t } = useLingui()
  const rename = useRooms((state) => state.rename)
  const [naming, setNaming] = useState<Room | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const place = useRef<HTMLDivElement>(null)

  const save = async (room: Room, name: string | null): Promise<void> => {
    const error = await rename(room.roomId, name)
    if (error === null) return
    const shown = roomName(room)
    const { headline } = errorWords(error, { host: '', apiKey: '', otherwise: t`the new name could not be written` })
    setNotice(t`${shown} keeps its name: ${headline}`)
  }
  return (
    <>
      <div ref={place} />
      {menu !== null && (
        <Suspense fallback={null}>
          <RoomMenu menu={menu} container={place} onClose={onClose} onRename={setNaming} onNotice={setNotice} />
        </Suspense>
      )}
      {naming !== null && (
        <RoomNameField
          key={naming.roomId}
          room={naming}
          onSave={(name) => void save(naming, name)}
          onClose={() => setNaming(null)}
        />
      )}
      <Notice text={notice} onDone={() => setNotice(null)} />
    </>
  )
}
