import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { useServers, useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import hidden from '../../ui/hidden.module.css'
import { SearchField } from '../../ui/search-field.tsx'
import styles from './server-list.module.css'
import { inOrder } from './server-order.ts'
import { ServerRow } from './server-row.tsx'
import { matchingServers, SEARCH_FROM } from './server-search.ts'
import { useListMoves } from './use-list-moves.ts'

interface ServerListProps {
  /** The one whose form is shown; null: a new one's. */
  currentId: string | null
  onChoose: (profileId: string) => void
  onAdd: () => void
  onImport: () => void
  onExport: () => void
  onBringBackDemo: () => void
  onReorder: (profileIds: string[]) => void
}

/** Every server, in the user's order, and what can be done with the list. */
export function ServerList({ currentId, onChoose, onReorder, ...actions }: ServerListProps) {
  const { t } = useLingui()
  const profiles = useSession((session) => session.profiles)
  const order = useServers((state) => state.order)
  const [typed, setTyped] = useState('')
  const all = inOrder(profiles, order)
  const shown = matchingServers(all, all.length < SEARCH_FROM ? '' : typed)
  return (
    <div className={styles.side}>
      {all.length >= SEARCH_FROM && (
        <div className={styles.search}>
          <SearchField label={t`Find a server`} value={typed} onChange={setTyped} />
        </div>
      )}
      <Rows
        all={all}
        shown={shown}
        currentId={currentId}
        onChoose={onChoose}
        // Among a part of the list a place says nothing.
        onReorder={shown.length === all.length ? onReorder : null}
      />
      {shown.length === 0 && typed !== '' && <p className={styles.none}>{t`No server matches “${typed}”`}</p>}
      <div className={styles.actions}>
        <Button look="ghost" icon="plus" onClick={actions.onAdd}>{t`Add a server`}</Button>
        <Button look="ghost" icon="download" onClick={actions.onImport}>{t`Import…`}</Button>
        {all.some((profile) => profile.kind === 'server') && (
          <Button look="ghost" icon="export" onClick={actions.onExport}>{t`Export…`}</Button>
        )}
        {!all.some((profile) => profile.kind === 'demo') && (
          <Button look="ghost" icon="film" onClick={actions.onBringBackDemo}>{t`Bring back the demo`}</Button>
        )}
      </div>
    </div>
  )
}

interface RowsProps {
  all: readonly ProfileSummary[]
  shown: readonly ProfileSummary[]
  currentId: string | null
  onChoose: (profileId: string) => void
  onReorder: ((profileIds: string[]) => void) | null
}

/** One stop for Tab: arrows move between the rows, with Alt they move the row. */
function Rows({ all, shown, currentId, onChoose, onReorder }: RowsProps) {
  const { t } = useLingui()
  const statuses = useSession((session) => session.statuses)
  const ids = all.map((profile) => profile.id)
  const moves = useListMoves({ ids, shown: shown.map((profile) => profile.id), currentId, onReorder })
  const place = moves.moved === null ? null : ids.indexOf(moves.moved) + 1
  return (
    <nav className={styles.list} aria-label={t`Servers`}>
      <ul {...moves.handlers}>
        {shown.map((profile) => (
          <ServerRow
            key={profile.id}
            profile={profile}
            online={profile.kind === 'demo' ? 'online' : (statuses[profile.id]?.online ?? 'unknown')}
            current={profile.id === currentId}
            tabStop={profile.id === moves.tabStop}
            movable={onReorder !== null}
            drop={moves.drop?.id === profile.id ? moves.drop.side : null}
            onChoose={onChoose}
          />
        ))}
      </ul>
      <p className={hidden.hidden} role="status">
        {place !== null && t`Moved to place ${place} of ${ids.length}`}
      </p>
    </nav>
  )
}
