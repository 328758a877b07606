import { useLingui } from '@lingui/react/macro'
import { type FormEvent, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { errorWords, rawLine } from '../../error-words.ts'
import { useServers, useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { exportedWords } from './dialog-words.ts'
import styles from './dialogs.module.css'
import { checkPassphrase } from './passphrase.ts'
import { ServerChoice } from './server-choice.tsx'

interface ExportDialogProps {
  open: boolean
  onClose: () => void
  /** With what to tell the user. */
  onExported: (text: string) => void
}

/** Which servers go into a file, and whether their secrets do. */
export function ExportDialog({ open, onClose, onExported }: ExportDialogProps) {
  const { t } = useLingui()
  const profiles = useSession((session) => session.profiles)
  return (
    <Dialog open={open} title={t`Export servers`} onClose={onClose} wide>
      <Choice
        servers={profiles.filter((profile) => profile.kind === 'server')}
        onClose={onClose}
        onExported={onExported}
      />
    </Dialog>
  )
}

type ChoiceProps = Omit<ExportDialogProps, 'open'> & { servers: readonly ProfileSummary[] }

function Choice({ servers, onClose, onExported }: ChoiceProps) {
  const { t } = useLingui()
  const exportServers = useServers((state) => state.exportServers)
  const [chosen, setChosen] = useState(() => new Set(servers.map(({ id }) => id)))
  const [withSecrets, setWithSecrets] = useState(false)
  const [typed, setTyped] = useState({ first: '', second: '' })
  const [wrong, setWrong] = useState<ReturnType<typeof checkPassphrase>>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)

  const write = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || chosen.size === 0) return
    const found = withSecrets ? checkPassphrase(typed.first, typed.second) : null
    setWrong(found)
    setError(null)
    if (found !== null) return
    setBusy(true)
    const ids = servers.map(({ id }) => id).filter((id) => chosen.has(id))
    const answer = await exportServers(ids, withSecrets ? typed.first : null)
    setBusy(false)
    if (!answer.ok) setError(answer.error)
    else if (answer.value !== null) onExported(exportedWords(answer.value))
  }
  const field = (name: 'first' | 'second') => ({
    secret: true,
    value: typed[name],
    error: wrong?.[name] ?? null,
    maxLength: 1000,
    onChange: (text: string) => {
      setTyped({ ...typed, [name]: text })
      setWrong(null)
    },
  })
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void write(event)}>
      <ServerChoice
        servers={servers.map(({ id, name, url }) => ({ key: id, name, url }))}
        chosen={chosen}
        onChange={setChosen}
      />
      <div className={styles.part}>
        <Checkbox checked={withSecrets} onChange={setWithSecrets}>
          {t`With secrets, under a passphrase`}
        </Checkbox>
        {withSecrets && (
          <>
            <div className={styles.two}>
              <Field label={t`Passphrase`} {...field('first')} />
              <Field label={t`The same again`} {...field('second')} />
            </div>
            <p>{t`Nobody can recover it: without the passphrase the secrets in the file are lost.`}</p>
          </>
        )}
      </div>
      {error !== null && <ExportFailure error={error} />}
      <DialogButtons>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" submit busy={busy} disabled={chosen.size === 0 ? t`Choose at least one server` : null}>
          {t`Export…`}
        </Button>
      </DialogButtons>
    </form>
  )
}

function ExportFailure({ error }: { error: AppError }) {
  const { t } = useLingui()
  const { headline } = errorWords(error, { host: '', apiKey: '', otherwise: t`The file could not be written` })
  return (
    <div className={styles.failure} role="alert">
      <b>{headline}</b>
      <RawLine text={rawLine(error)} />
    </div>
  )
}
