import { Menu } from '@base-ui/react/menu'
import { useLingui } from '@lingui/react/macro'
import { useRef } from 'react'
import { DEMO_PROFILE_ID, type ProfileSummary } from '../../../shared/profile.ts'
import { useRoute, useSession, useStores } from '../../stores/context.ts'
import { initialsOf, tintOf } from '../../tint.ts'
import { Icon } from '../../ui/icon.tsx'
import menu from '../../ui/menu.module.css'
import { profileName, profilePlace } from './profile-words.ts'
import styles from './switcher.module.css'

/** The open server, and the way to another one. */
export function Switcher({ healthy }: { healthy: boolean }) {
  const { t } = useLingui()
  const frame = useRef<HTMLDivElement>(null)
  const { route } = useStores()
  const opened = useSession((session) => session.opened?.profile ?? null)
  const profiles = useSession((session) => session.profiles)
  const open = useSession((session) => session.open)
  const go = useRoute((state) => state.go)
  if (opened === null) return null

  const choose = async (profileId: string): Promise<void> => {
    if (profileId === opened.id) return
    const error = await open(profileId)
    if (error === null) return
    // A server that does not open any more is shown to be corrected; the demo has nothing to correct.
    route.getState().go(profileId === DEMO_PROFILE_ID ? { screen: 'welcome' } : { screen: 'connect', profileId })
  }

  return (
    <div ref={frame} className={styles.frame}>
      <Menu.Root>
        <Menu.Trigger className={styles.switcher}>
          <Who profile={opened} healthy={healthy} />
          <Icon name="updown" className={styles.arrows} />
        </Menu.Trigger>
        <Menu.Portal container={frame}>
          <Menu.Positioner className={menu.positioner} align="start" sideOffset={4} alignOffset={0}>
            <Menu.Popup className={menu.menu} aria-label={t`Switch server`}>
              <Menu.RadioGroup value={opened.id} onValueChange={(id: string) => void choose(id)}>
                <div className={menu.caption} aria-hidden="true">{t`Switch server`}</div>
                {profiles.map((profile) => (
                  <Menu.RadioItem
                    key={profile.id}
                    value={profile.id}
                    closeOnClick
                    className={`${menu.item} ${styles.item}`}
                  >
                    <Who profile={profile} healthy={profile.id === opened.id ? healthy : null} small />
                    <Menu.RadioItemIndicator className={styles.check}>
                      <Icon name="check" />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <Menu.Separator className={menu.separator} />
              <Menu.Item
                className={`${menu.item} ${styles.add}`}
                onClick={() => go({ screen: 'connect', profileId: null })}
              >
                <Icon name="plus" />
                {t`Connect a server…`}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </div>
  )
}

interface WhoProps {
  profile: ProfileSummary
  /** Null: nobody has asked it just now. */
  healthy: boolean | null
  small?: boolean
}

function Who({ profile, healthy, small = false }: WhoProps) {
  const { t } = useLingui()
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
        <span>
          {healthy !== null && (
            <i
              className={styles.dot}
              data-bad={!healthy || undefined}
              role="img"
              aria-label={healthy ? t`Online` : t`Does not answer as it should`}
            />
          )}
          <bdi>{profilePlace(profile)}</bdi>
        </span>
      </span>
    </>
  )
}
