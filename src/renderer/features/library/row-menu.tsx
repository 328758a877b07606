import { Menu } from '@base-ui/react/menu'
import { useLingui } from '@lingui/react/macro'
import type { RefObject } from 'react'
import type { Recording } from '../../../shared/recording.ts'
import { useLibrary, useStores } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import styles from '../../ui/menu.module.css'
import { type MenuAnchor, rowOf } from './row-actions.ts'
import { RowFileItems } from './row-file-items.tsx'
import { useWaitsForServer } from './row-status.tsx'

export interface OpenMenu {
  recording: Recording
  anchor: MenuAnchor
}

interface RowMenuProps {
  menu: OpenMenu
  container: RefObject<HTMLElement | null>
  onClose: () => void
  onOpen: (recording: Recording) => void
  /** Says what has happened. */
  onNotice: (text: string) => void
}

/** What can be done with one recording: one menu for the whole list, opened by its button, a right click or the menu key. */
export function RowMenu({ menu, container, onClose, onOpen, onNotice }: RowMenuProps) {
  const { t } = useLingui()
  const { bridge, route, dialogs } = useStores()
  const setSession = useLibrary((state) => state.setSession)
  const setRooms = useLibrary((state) => state.setRooms)
  const setWatched = useLibrary((state) => state.setWatched)
  const select = useLibrary((state) => state.select)
  const { recording, anchor } = menu
  const watched = recording.watched?.finished === true
  const selected = useLibrary((state) => state.selection.has(recording.recordId))
  const waits = useWaitsForServer(recording)

  const copyId = async (): Promise<void> => {
    const answer = await bridge.clipboard.write({ text: recording.recordId })
    onNotice(answer.ok ? t`Recording ID copied` : t`The recording ID could not be copied`)
  }
  /** What the library is limited to is seen there only. */
  const toLibrary = (): void => {
    if (route.getState().route.screen !== 'library') route.getState().go({ screen: 'library' })
  }
  const mark = async (finished: boolean): Promise<void> => {
    const kept = await setWatched([recording.recordId], finished)
    if (!kept) onNotice(t`That could not be kept. Try again.`)
    else onNotice(finished ? t`Marked as watched` : watched ? t`Marked as new` : t`Position forgotten`)
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
          <Menu.Popup className={styles.menu} aria-label={t`More`} finalFocus={() => rowOf(recording.recordId)}>
            <Menu.Item
              className={styles.item}
              title={waits ? t`The server does not answer now. It plays once the server is back.` : undefined}
              onClick={() => onOpen(recording)}
            >
              <Icon name="play" />
              {t`Play`}
              <kbd className={styles.key}>Enter</kbd>
            </Menu.Item>
            <RowFileItems recording={recording} />
            <Menu.Separator className={styles.separator} />
            <Menu.Item
              className={styles.item}
              onClick={() => {
                setSession(recording.roomSid)
                toLibrary()
              }}
            >
              <Icon name="clock" />
              {t`Only this session`}
            </Menu.Item>
            <Menu.Item
              className={styles.item}
              onClick={() => {
                setRooms([recording.roomId])
                toLibrary()
              }}
            >
              <Icon name="rooms" />
              {t`Only this room`}
            </Menu.Item>
            <Menu.Separator className={styles.separator} />
            {!watched && (
              <Menu.Item className={styles.item} onClick={() => void mark(true)}>
                <Icon name="check" />
                {t`Mark as watched`}
              </Menu.Item>
            )}
            {recording.watched !== null && (
              <Menu.Item className={styles.item} onClick={() => void mark(false)}>
                <Icon name="dash" />
                {watched ? t`Mark as new` : t`Forget position`}
              </Menu.Item>
            )}
            <Menu.Item className={styles.item} onClick={() => select(recording.recordId, 'toggle')}>
              <Icon name="list" />
              {selected ? t`Deselect` : t`Select`}
              <kbd className={styles.key}>{t`Space`}</kbd>
            </Menu.Item>
            <Menu.Separator className={styles.separator} />
            {recording.onServer && (
              <Menu.Item
                className={styles.item}
                onClick={() => dialogs.getState().open({ kind: 'edit', recordId: recording.recordId })}
              >
                <Icon name="edit" />
                {t`Edit details…`}
              </Menu.Item>
            )}
            <Menu.Item className={styles.item} onClick={() => void copyId()}>
              <Icon name="copy" />
              {t`Copy recording ID`}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
