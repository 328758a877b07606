import { useLingui } from '@lingui/react/macro'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { assertNever } from '../../../shared/app-error.ts'
import { useRoute, useServers, useSession } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { matchingServers, SEARCH_FROM } from '../servers/server-search.ts'
import { useOpenServer } from '../servers/use-open-server.ts'
import { ServerWho } from './server-who.tsx'
import styles from './switcher.module.css'
import { type Entry, focusWithPopover, SwitcherList } from './switcher-list.tsx'

/** The open server, and the way to another one: a list that is searched by typing when it is long. */
export function Switcher() {
  const { t } = useLingui()
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const opened = useSession((session) => session.opened?.profile ?? null)
  const profiles = useSession((session) => session.profiles)
  const go = useRoute((state) => state.go)
  const leave = useServers((state) => state.leave)
  const openServer = useOpenServer()
  const [open, setOpen] = useState(false)
  if (opened === null) return null

  const close = (): void => popover.current?.hidePopover()
  const choose = (entry: Entry): void => {
    close()
    switch (entry.kind) {
      case 'server':
        openServer(entry.profile.id)
        break
      case 'add':
        leave(() => go({ screen: 'servers', profileId: null }))
        break
      case 'manage':
        leave(() => go({ screen: 'servers', profileId: opened.id }))
        break
      default:
        assertNever(entry)
    }
  }
  return (
    <div>
      <button
        type="button"
        className={styles.switcher}
        aria-haspopup="listbox"
        aria-expanded={open}
        popoverTarget={id}
        title={t`Switch server`}
      >
        <ServerWho profile={opened} />
        <Icon name="updown" className={styles.arrows} />
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        className={styles.popover}
        // Before it is painted: the next key already belongs to the list.
        onBeforeToggle={(event) => event.newState === 'open' && setOpen(true)}
        // Once it is closed: what has the focus must still be there for the browser to give it back.
        onToggle={(event) => event.newState === 'closed' && setOpen(false)}
      >
        {open && <Choice profiles={profiles} openId={opened.id} onChoose={choose} onClose={close} />}
      </div>
    </div>
  )
}

interface ChoiceProps {
  profiles: ReturnType<typeof matchingServers>
  openId: string
  onChoose: (entry: Entry) => void
  onClose: () => void
}

/** What the popover holds while it is open: the keyboard stays in one place and moves through the list from there. */
function Choice({ profiles, openId, onChoose, onClose }: ChoiceProps) {
  const { t } = useLingui()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const searchable = profiles.length >= SEARCH_FROM
  const servers = matchingServers(profiles, typed)
  const entries: Entry[] = [
    ...servers.map((profile): Entry => ({ kind: 'server', profile })),
    { kind: 'add' },
    { kind: 'manage' },
  ]
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      servers.findIndex((profile) => profile.id === openId),
    ),
  )

  const onKeyDown = (event: KeyboardEvent): void => {
    // Ctrl+2 means the same with the list open; all other keys are not for the screen below.
    if ((event.ctrlKey || event.metaKey) && /\d$/.test(event.code)) {
      onClose()
      return
    }
    event.stopPropagation()
    const last = entries.length - 1
    if (event.key === 'ArrowDown') setAt(at === last ? 0 : at + 1)
    else if (event.key === 'ArrowUp') setAt(at === 0 ? last : at - 1)
    else if (event.key === 'Home' && !searchable) setAt(0)
    else if (event.key === 'End' && !searchable) setAt(last)
    else if (event.key === 'Enter' || (event.key === ' ' && !searchable)) {
      const entry = entries[at]
      if (entry !== undefined) onChoose(entry)
    } else return
    event.preventDefault()
  }
  const active = `${listId}-${at}`
  const list = { listId, entries, at, openId, profiles, onChoose, onPoint: setAt }
  if (!searchable) return <SwitcherList {...list} keyboard={{ onKeyDown, 'aria-activedescendant': active }} />
  return (
    <>
      <SearchField
        ref={focusWithPopover}
        role="combobox"
        label={t`Find a server`}
        value={typed}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={active}
        onChange={(value) => {
          setTyped(value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <SwitcherList {...list} keyboard={null} />
    </>
  )
}
