import { Plural, useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useState } from 'react'
import type { AppError, Result } from '../../../shared/app-error.ts'
import type { ImportPreview } from '../../../shared/profile.ts'
import { errorWords, rawLine } from '../../error-words.ts'
import { useServers } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { importedWords } from './dialog-words.ts'
import styles from './dialogs.module.css'
import { bringsSecrets, freshServers } from './import-choice.ts'
import { checkKeeping, FIRST_KEEPING, keepingOf } from './keeping.ts'
import { KeepingChoice } from './keeping-choice.tsx'
import { ServerChoice } from './server-choice.tsx'

interface ImportDialogProps {
  /** What came of looking into a file; null: closed. */
  offered: Result<ImportPreview> | null
  onClose: () => void
  /** With what to tell the user. */
  onImported: (text: string) => void
}

/** The servers of a file, to be chosen from before any of it is taken. */
export function ImportDialog({ offered, onClose, onImported }: ImportDialogProps) {
  const { t } = useLingui()
  return (
    <Dialog open={offered !== null} title={t`Import servers`} onClose={onClose} wide>
      {offered?.ok === false && <Unreadable error={offered.error} onClose={onClose} />}
      {offered?.ok === true && (
        <Choice key={offered.value.importId} preview={offered.value} onClose={onClose} onImported={onImported} />
      )}
    </Dialog>
  )
}

function Unreadable({ error, onClose }: { error: AppError; onClose: () => void }) {
  const { t } = useLingui()
  const words = errorWords(error, { host: '', apiKey: '', otherwise: t`The file could not be read` })
  return (
    <>
      <div className={styles.failure} role="alert">
        <b>{words.headline}</b>
        <p>{words.explanation}</p>
        <RawLine text={rawLine(error)} />
      </div>
      <DialogButtons>
        <Button look="primary" first onClick={onClose}>{t`Close`}</Button>
      </DialogButtons>
    </>
  )
}

type ChoiceProps = Omit<ImportDialogProps, 'offered'> & { preview: ImportPreview }

function Choice({ preview, onClose, onImported }: ChoiceProps) {
  const { t } = useLingui()
  const { keychain, askKeychain, importServers } = useServers((state) => state)
  const [chosen, setChosen] = useState(() => freshServers(preview.servers))
  const [passphrase, setPassphrase] = useState('')
  const [keeping, setKeeping] = useState(FIRST_KEEPING)
  const [missing, setMissing] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const secrets = preview.locked && passphrase.trim() !== '' && bringsSecrets(preview.servers, chosen)

  useEffect(() => {
    if (preview.locked) void askKeychain()
  }, [preview.locked, askKeychain])

  const take = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || chosen.size === 0) return
    const box = keychain ?? (await askKeychain())
    const wanting = secrets ? checkKeeping(box, keeping) : null
    setMissing(wanting)
    setError(null)
    if (wanting !== null) return
    setBusy(true)
    const places = [...chosen].sort((one, other) => one - other)
    const answer = await importServers(preview, places, secrets ? passphrase : null, keepingOf(box, keeping))
    setBusy(false)
    if (answer.ok) onImported(importedWords(answer.value.added))
    else setError(answer.error)
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void take(event)}>
      <ServerChoice
        servers={preview.servers.map(({ fields, known }, place) => ({
          key: place,
          name: fields.name,
          url: fields.url,
          ...(known && { mark: t`Already here` }),
        }))}
        chosen={chosen}
        onChange={setChosen}
      />
      {preview.leftOut > 0 && (
        <p>
          <Plural
            value={preview.leftOut}
            one="# entry of the file is no server, and was left out."
            other="# entries of the file are no servers, and were left out."
          />
        </p>
      )}
      {preview.locked && (
        <Field
          label={t`Passphrase`}
          secret
          value={passphrase}
          error={fileError(error)}
          hint={t`Without it the servers come without their secrets.`}
          maxLength={1000}
          onChange={(text) => {
            setPassphrase(text)
            setError(null)
          }}
        />
      )}
      {secrets && keychain?.available === false && (
        <KeepingChoice keychain={keychain} answer={keeping} error={missing} onChange={setKeeping} />
      )}
      {error !== null && fileError(error) === null && <ImportFailure error={error} />}
      <DialogButtons>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" submit busy={busy} disabled={chosen.size === 0 ? t`Choose at least one server` : null}>
          {t`Import`}
        </Button>
      </DialogButtons>
    </form>
  )
}

/** What is said at the passphrase; null: it is about something else. */
function fileError(error: AppError | null): string | null {
  if (error?.code !== 'wrong-passphrase' && error?.code !== 'damaged-file') return null
  const { headline, explanation } = errorWords(error, { host: '', apiKey: '' })
  return `${headline}. ${explanation}`
}

function ImportFailure({ error }: { error: AppError }) {
  const { t } = useLingui()
  const { headline } = errorWords(error, { host: '', apiKey: '', otherwise: t`The servers could not be added` })
  return (
    <div className={styles.failure} role="alert">
      <b>{headline}</b>
      <RawLine text={rawLine(error)} />
    </div>
  )
}
