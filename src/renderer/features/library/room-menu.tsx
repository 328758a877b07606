import { Menu } from '@base-ui/react/menu'
import { useLingui } from '@lingui/react/macro'
import { type RefObject, useRef } from 'react'
import type { Room } from '../../../shared/recording.ts'
import { errorWords } from '../../error-words.ts'
import { roomName } from '../../recording-words.ts'
import { useRooms, useStores } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from '../../ui/menu.module.css'
import { roomOption } from './room-name-field.tsx'
import type { MenuAnchor } from './row-actions.ts'

export interface OpenRoomMenu {
  room: Room
  anchor: MenuAnchor
}

interface RoomMenuProps {
  menu: OpenRoomMenu
  container: RefObject<HTMLElement | null>
  onClose: () => void
  onRename: (room: Room) => void
  /** Says what has happened. */
  onNotice: (text: string) => void
}

/** What can be done with one room, on this device only. */
export function RoomMenu({ menu, container, onClose, onRename, onNotice }: RoomMenuProps) {
  const { t } = useLingui()
  const { bridge, dialogs } = useStores()
  const pin = useRooms((state) => state.pin)
  const { room, anchor } = menu
  const name = roomName(room)
  const renaming = useRef(false)

  const rename = (): void => {
    renaming.current = true
    onRename(room)
  }
  const turnPin = async (): Promise<void> => {
    const error = await pin(room.roomId, !room.pinned)
    if (error === null) return
    const { headline } = errorWords(error, { host: '', apiKey: '', otherwise: t`it could not be written` })
    onNotice(room.pinned ? t`${name} stays pinned: ${headline}` : t`${name} was not pinned: ${headline}`)
  }
  const copyId = async (): Promise<void> => {
    const answer = await bridge.clipboard.write({ text: room.roomId })
    onNotice(answer.ok ? t`Room ID copied` : t`The room ID could not be copied`)
  }
  return (
    <Menu.Root open onOpenChange={(open) => !open && onClose()}>
      <Menu.Portal container={container}>
        <Menu.Positioner
          className={styles.positioner}
          anchor={anchor}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup
            className={styles.menu}
            aria-label={t`More about ${name}`}
            // The field for the name takes the focus itself.
            finalFocus={() => !renaming.current && (roomOption(room.roomId) ?? true)}
          >
            <Menu.Item className={styles.item} onClick={rename}>
              <Icon name="edit" />
              {t`Rename`}
            </Menu.Item>
            <Menu.Item className={styles.item} onClick={() => void turnPin()}>
              <Icon name="pin" />
              {room.pinned ? t`Unpin` : t`Pin to the top`}
            </Menu.Item>
            <Menu.Item
              className={styles.item}
              onClick={() => dialogs.getState().open({ kind: 'rules', roomId: room.roomId })}
            >
              <Icon name="download" />
              {t`Keep new recordings…`}
            </Menu.Item>
            <Menu.Separator className={styles.separator} />
            <Menu.Item className={styles.item} onClick={() => void copyId()}>
              <Icon name="copy" />
              {t`Copy room ID`}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
