import { Plural, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { roomName } from '../../recording-words.ts'
import { useLibrary, useRooms } from '../../stores/context.ts'
import { Icon } from '../../ui/icon.tsx'
import { Segments } from '../../ui/segments.tsx'
import styles from './filter-bar.module.css'
import { roomOptions } from './room-options.ts'

/** What the list is limited to, its order and its look. */
export function FilterBar() {
  const { t } = useLingui()
  const { order, layout, roomIds, roomSid } = useLibrary((state) => state.view)
  const { setOrder, setLayout, setRooms, setSession, toggleRoom } = useLibrary((state) => state)
  const list = useRooms((state) => state.list)
  const names = new Map(roomOptions(list?.rooms ?? [], roomIds).map((room) => [room.roomId, roomName(room)]))

  return (
    <div className={styles.filters}>
      <div className={styles.chips}>
        {roomSid !== null && (
          <Chip label={t`Remove the session filter`} onRemove={() => setSession(null)}>
            {t`Only this session`}
          </Chip>
        )}
        {roomSid === null && roomIds.length > 1 && (
          <Chip label={t`Remove all room filters`} onRemove={() => setRooms([])} sum>
            <Plural value={roomIds.length} one="# room" other="# rooms" />
          </Chip>
        )}
        {roomSid === null &&
          roomIds.map((roomId) => {
            const name = names.get(roomId) ?? roomId
            return (
              <Chip
                key={roomId}
                label={t`Remove ${name}`}
                onRemove={() => toggleRoom(roomId)}
                alone={roomIds.length === 1}
              >
                <bdi title={name}>{name}</bdi>
              </Chip>
            )
          })}
      </div>
      <Segments
        label={t`Sort`}
        value={order}
        options={[
          { value: 'newest', label: t`Newest` },
          { value: 'oldest', label: t`Oldest` },
        ]}
        onChange={setOrder}
      />
      <Segments
        label={t`View`}
        value={layout}
        options={[
          { value: 'list', label: t`List`, icon: 'list' },
          { value: 'grid', label: t`Grid`, icon: 'grid' },
        ]}
        onChange={setLayout}
      />
    </div>
  )
}

interface ChipProps {
  label: string
  children: ReactNode
  onRemove: () => void
  /** Stands for all rooms where there is no place for each. */
  sum?: boolean
  /** The only one: stays where the others fold into the sum. */
  alone?: boolean
}

function Chip({ label, children, onRemove, sum, alone }: ChipProps) {
  return (
    <span className={styles.chip} data-sum={sum} data-folds={!sum && alone === false ? true : undefined}>
      {children}
      <button type="button" aria-label={label} title={label} onClick={onRemove}>
        <Icon name="x" size={12} />
      </button>
    </span>
  )
}
