import { Plural, useLingui } from '@lingui/react/macro'
import type { ProfileStatus, ProfileSummary } from '../../../shared/profile.ts'
import { useSession } from '../../stores/context.ts'
import { initialsOf, tintOf } from '../../tint.ts'
import { onlineWords } from '../servers/server-words.ts'
import { profileName, profilePlace } from './profile-words.ts'
import styles from './server-who.module.css'

interface ServerWhoProps {
  profile: ProfileSummary
  small?: boolean
}

/** A server at a glance: its tile, its name, whether it answers, and, small, what is being downloaded from it. */
export function ServerWho({ profile, small = false }: ServerWhoProps) {
  const status = useSession((session) => session.statuses[profile.id])
  const name = profileName(profile)
  return (
    <>
      <span
        className={styles.tile}
        data-small={small || undefined}
        style={{ background: tintOf(profile.id) }}
        aria-hidden="true"
      >
        {initialsOf(name).slice(0, 1)}
      </span>
      <span className={styles.who}>
        <b dir="auto">{name}</b>
        <Place profile={profile} status={status} downloads={small ? (status?.downloads ?? 0) : 0} />
      </span>
    </>
  )
}

interface PlaceProps {
  profile: ProfileSummary
  status: ProfileStatus | undefined
  downloads: number
}

/** Where it is; a server that does not answer says so in the same place. */
function Place({ profile, status, downloads }: PlaceProps) {
  const { t } = useLingui()
  const online = profile.kind === 'demo' ? 'online' : (status?.online ?? 'unknown')
  return (
    <span>
      <i
        className={styles.dot}
        data-online={online}
        role="img"
        aria-label={onlineWords(online)}
        title={onlineWords(online)}
      />
      {online === 'unreachable' ? t`Unreachable` : <bdi>{profilePlace(profile)}</bdi>}
      {downloads > 0 && (
        <span className={styles.downloads}>
          {' · '}
          <Plural value={downloads} one="# download" other="# downloads" />
        </span>
      )}
    </span>
  )
}
