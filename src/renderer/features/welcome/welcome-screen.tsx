import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import { useRoute, useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import controls from '../../ui/controls.module.css'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-shapes.ts'
import { RawLine } from '../../ui/raw-line.tsx'
import { Wall } from './wall.tsx'
import styles from './welcome.module.css'

/** The first screen: the demo, or a server of one's own. */
export function WelcomeScreen() {
  const { t } = useLingui()
  const opened = useSession((session) => session.opened)
  const openDemo = useSession((session) => session.openDemo)
  const go = useRoute((route) => route.go)
  const back = useRoute((route) => route.back)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)

  const explore = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(await openDemo())
    setBusy(false)
  }

  return (
    <main className={styles.hello}>
      <div className={styles.left}>
        <div className={styles.brand}>
          <Icon name="mark" size={20} />
          Roomreel
          {opened !== null && <Button look="ghost" icon="left" onClick={back}>{t`Back`}</Button>}
        </div>
        <h1>{t`Every recording from your rooms, in one place`}</h1>
        <p className={styles.lead}>
          {t`Watch the recordings of your plugNmeet servers, with subtitles. No account, no cloud in between.`}
        </p>
        <div className={styles.choices}>
          <Choice
            icon="film"
            title={t`Explore the demo`}
            about={t`Sample recordings. Works offline.`}
            busy={busy}
            primary
            onClick={() => void explore()}
          />
          <Choice
            icon="server"
            title={t`Connect a server`}
            about={t`You need its URL, an API key and the secret.`}
            onClick={() => go({ screen: 'servers', profileId: null })}
          />
          {error !== null && (
            <div className={styles.error} role="alert">
              <p>{t`The demo could not start. Nothing was changed; trying again is safe.`}</p>
              <RawLine text={`${error.code} · ${error.raw ?? error.message}`} />
            </div>
          )}
        </div>
      </div>
      <Wall />
    </main>
  )
}

interface ChoiceProps {
  icon: IconName
  title: string
  about: string
  primary?: boolean
  busy?: boolean
  onClick: () => void
}

function Choice({ icon, title, about, primary, busy = false, onClick }: ChoiceProps) {
  return (
    <button type="button" className={styles.choice} data-primary={primary} aria-busy={busy} onClick={onClick}>
      <span className={styles.choiceIcon}>
        <Icon name={icon} size={20} />
      </span>
      <span>
        <b>{title}</b>
        <span className={styles.about}>{about}</span>
      </span>
      {busy ? <Icon name="retry" className={controls.spin} /> : <Icon name="right" />}
    </button>
  )
}
