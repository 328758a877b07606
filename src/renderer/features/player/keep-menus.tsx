import { Menu } from '@base-ui/react/menu'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import menu from '../../ui/menu.module.css'
import styles from './player-screen.module.css'

interface KeptMenuProps {
  container: RefObject<HTMLElement | null>
  onlyCopy: boolean
  onRemove: () => void
  onShowInFolder: () => void
}

/** A recording that is kept here: what can be done with its file. */
export function KeptMenu({ container, onlyCopy, onRemove, onShowInFolder }: KeptMenuProps) {
  const trigger = (
    <button type="button" className={styles.status} data-status="complete">
      <Icon name="kept" className={styles.kept} />
      <Trans>On this device</Trans>
      <Icon name="down" />
    </button>
  )
  return (
    <LineMenu label={t`On this device`} trigger={trigger} container={container}>
      <Menu.Item className={menu.item} onClick={onShowInFolder}>
        <Icon name="folder" />
        <Trans>Show in folder</Trans>
      </Menu.Item>
      <Menu.Separator className={menu.separator} />
      <Menu.Item className={`${menu.item} ${menu.danger}`} onClick={onRemove}>
        <Icon name="trash" />
        {onlyCopy ? <Trans>Remove from this device…</Trans> : <Trans>Remove from this device</Trans>}
      </Menu.Item>
    </LineMenu>
  )
}

interface MoreMenuProps {
  container: RefObject<HTMLElement | null>
  /** Why the file cannot be shown in its folder; null: it can. */
  notHere: string | null
  onShowInFolder: () => void
  onCopyLink: () => void
}

/** What is wanted seldom, and, in a narrow window, what the line has no room for. */
export function MoreMenu({ container, notHere, onShowInFolder, onCopyLink }: MoreMenuProps) {
  return (
    <span>
      <LineMenu label={t`More`} trigger={<IconButton icon="more" label={t`More`} />} container={container}>
        <Menu.Item className={menu.item} onClick={onCopyLink}>
          <Icon name="copy" />
          <Trans>Copy link to this moment</Trans>
        </Menu.Item>
        <Menu.Item
          className={menu.item}
          disabled={notHere !== null}
          title={notHere ?? undefined}
          onClick={onShowInFolder}
        >
          <Icon name="folder" />
          <Trans>Show in folder</Trans>
        </Menu.Item>
      </LineMenu>
    </span>
  )
}

interface LineMenuProps {
  label: string
  trigger: ReactElement
  container: RefObject<HTMLElement | null>
  children: ReactNode
}

function LineMenu({ label, trigger, container, children }: LineMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal container={container}>
        <Menu.Positioner className={menu.positioner} align="start" sideOffset={4} collisionPadding={8}>
          <Menu.Popup className={menu.menu} aria-label={label}>
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
