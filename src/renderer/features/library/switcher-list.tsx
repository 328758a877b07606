import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { useSession } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import menu from '../../ui/menu.module.css'
import { ServerWho } from './server-who.tsx'
import styles from './switcher.module.css'

/** What can be chosen: a server, or what is done with servers. */
export type Entry = { kind: 'server'; profile: ProfileSummary } | { kind: 'add' } | { kind: 'manage' }

/** Servers that a key leads to: Ctrl+1 to Ctrl+9. */
const KEYS = 9

interface SwitcherListProps {
  listId: string
  entries: readonly Entry[]
  /** The entry that the keyboard is on. */
  at: number
  openId: string
  /** All servers, in their order: the number of a key is a server's place among them. */
  profiles: readonly ProfileSummary[]
  onChoose: (entry: Entry) => void
  onPoint: (at: number) => void
  /** What the list needs when it has the focus itself; null: a field above it has it. */
  keyboard: { onKeyDown: (event: KeyboardEvent) => void; 'aria-activedescendant': string } | null
}

/** The servers and the two ways on, as one list. */
export function SwitcherList(props: SwitcherListProps) {
  const { listId, entries, at, openId, profiles, onChoose, onPoint, keyboard } = props
  const { t } = useLingui()
  const mac = useSession((session) => session.system.platform === 'darwin')
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const places = new Map(profiles.map((profile, place) => [profile.id, place]))
  return (
    <>
      <div className={styles.caption} aria-hidden="true">
        <span>{t`Switch server`}</span>
        <span>{mac ? t`⌘ + number` : t`Ctrl + number`}</span>
      </div>
      <div
        ref={(element) => {
          list.current = element
          if (keyboard !== null) focusWithPopover(element)
        }}
        id={listId}
        role="listbox"
        aria-label={t`Switch server`}
        tabIndex={keyboard === null ? -1 : 0}
        className={styles.list}
        {...keyboard}
      >
        {entries.map((entry, index) => (
          <div
            key={entry.kind === 'server' ? entry.profile.id : entry.kind}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={entry.kind === 'server' && entry.profile.id === openId}
            data-at={index}
            data-active={index === at || undefined}
            className={entry.kind === 'server' ? styles.server : styles.command}
            onPointerMove={() => index !== at && onPoint(index)}
            onClick={() => onChoose(entry)}
            onKeyDown={keyboard?.onKeyDown}
          >
            {entry.kind === 'server' ? (
              <>
                <ServerWho profile={entry.profile} small />
                <Mark open={entry.profile.id === openId} place={places.get(entry.profile.id) ?? KEYS} />
              </>
            ) : (
              <>
                <Icon name={entry.kind === 'add' ? 'plus' : 'server'} />
                {entry.kind === 'add' ? t`Add a server…` : t`Manage servers`}
              </>
            )}
          </div>
        ))}
      </div>
    </>
  )
}

/** The popover gives the focus to the element with this attribute in the moment in which it opens: no key is lost. */
export const focusWithPopover = (element: HTMLElement | null): void => element?.setAttribute('autofocus', '')

/** A check for the open server, its key for another one. */
function Mark({ open, place }: { open: boolean; place: number }) {
  if (open) return <Icon name="check" className={styles.check} />
  return place < KEYS ? <kbd className={menu.key}>{place + 1}</kbd> : null
}
