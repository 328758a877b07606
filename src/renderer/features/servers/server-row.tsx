import { useLingui } from '@lingui/react/macro'
import { memo } from 'react'
import type { ProfileStatus, ProfileSummary } from '../../../shared/profile.ts'
import { initialsOf, tintOf } from '../../tint.ts'
import { Icon } from '../../ui/icon.tsx'
import { profileName, profilePlace } from '../library/profile-words.ts'
import who from '../library/server-who.module.css'
import styles from './server-list.module.css'
import { onlineWords } from './server-words.ts'

interface ServerRowProps {
  profile: ProfileSummary
  online: ProfileStatus['online']
  current: boolean
  tabStop: boolean
  movable: boolean
  /** Where a dragged row would land. */
  drop: 'before' | 'after' | null
  onChoose: (profileId: string) => void
}

/** A server in the list. Drawn again only when something about it changes. */
export const ServerRow = memo(function ServerRow(props: ServerRowProps) {
  const { t } = useLingui()
  const { profile, movable, onChoose } = props
  const name = profileName(profile)
  const online = onlineWords(props.online)
  return (
    <li draggable={movable} data-server={profile.id} data-drop={props.drop ?? undefined}>
      <button
        type="button"
        className={styles.row}
        aria-current={props.current || undefined}
        aria-keyshortcuts={movable ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
        tabIndex={props.tabStop ? 0 : -1}
        onClick={() => onChoose(profile.id)}
      >
        <span className={who.tile} style={{ background: tintOf(profile.id) }} aria-hidden="true">
          {initialsOf(name).slice(0, 1)}
        </span>
        <span className={who.who}>
          <b dir="auto">{name}</b>
          <span>
            <i className={who.dot} data-online={props.online} role="img" aria-label={online} title={online} />
            <bdi>{profilePlace(profile)}</bdi>
          </span>
        </span>
        {profile.managed && (
          <span className={styles.managed} title={t`Managed`}>
            <Icon name="lock" size={14} />
            <span>{t`Managed`}</span>
          </span>
        )}
      </button>
    </li>
  )
})
