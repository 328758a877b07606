import { useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import { useSettings, useStores } from '../../stores/context.ts'
import type { Stores } from '../../stores/stores.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { ErrorText, Field } from '../../ui/field.tsx'
import styles from './dialogs.module.css'
import { missingWords } from './export-words.ts'
import { reasonWords } from './stopped-words.ts'

interface ExportDialogProps {
  /** Null: closed. */
  request: { recordIds: string[] } | null
  onClose: () => void
}

/** How exported files are named, and what comes with them. */
export function ExportDialog({ request, onClose }: ExportDialogProps) {
  const { t } = useLingui()
  const one = request?.recordIds.length === 1
  return (
    <Dialog open={request !== null} title={one ? t`Export recording` : t`Export recordings`} onClose={onClose} wide>
      {request !== null && <Form recordIds={request.recordIds} onClose={onClose} />}
    </Dialog>
  )
}

function Form({ recordIds, onClose }: { recordIds: string[]; onClose: () => void }) {
  const { t } = useLingui()
  const stores = useStores()
  const settings = useSettings((state) => state.downloads)
  const change = useSettings((state) => state.changeDownloads)
  const [template, setTemplate] = useState(settings.exportTemplate)
  const [subtitles, setSubtitles] = useState(settings.exportSubtitles)
  const [metadata, setMetadata] = useState(settings.exportMetadata)
  const [profileId] = useState(() => stores.downloads.getState().profileId ?? '')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const names = useNames(stores, profileId, recordIds, template)
  const [missing] = useState(() => recordIds.filter((recordId) => !isHere(stores, recordId)).length)
  const note = missingWords(missing, recordIds.length)
  const reason = error === null ? '' : reasonWords(error)
  // Words in braces stay as they are: they are the template's, in every language.
  const parts = '{date} {time} {room} {title} {id}'

  const start = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setError(null)
    change({ exportTemplate: template, exportSubtitles: subtitles, exportMetadata: metadata })
    const answer = await stores.exports.getState().start({ profileId, recordIds, template, subtitles, metadata })
    setBusy(false)
    if (!answer.ok) setError(answer.error)
    else if (answer.value !== null) onClose()
  }
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void start(event)}>
      <Field
        label={t`Name of the files`}
        value={template}
        maxLength={200}
        hint={t`Filled in for each recording: ${parts}`}
        onChange={setTemplate}
      />
      <ul className={styles.names} aria-label={t`What that makes`}>
        {names.map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two recordings may have the same name.
          <li key={at} dir="auto">
            {name}
          </li>
        ))}
        {recordIds.length > names.length && names.length > 0 && <li aria-hidden="true">…</li>}
      </ul>
      <Checkbox checked={subtitles} onChange={setSubtitles}>
        {t`Subtitles beside the files, as .vtt and .srt`}
      </Checkbox>
      <Checkbox checked={metadata} onChange={setMetadata}>
        {t`What the server says of each recording, as .json`}
      </Checkbox>
      {note !== null && <p>{note}</p>}
      {error !== null && (
        <p className={styles.error} role="alert">
          <ErrorText text={t`The export did not begin: ${reason}. Nothing was written.`} />
        </p>
      )}
      <DialogButtons>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" submit busy={busy}>
          {recordIds.length === 1 ? t`Choose a file…` : t`Choose a folder…`}
        </Button>
      </DialogButtons>
    </form>
  )
}

/** True when a recording's whole file is on this device. */
function isHere({ downloads, library }: Stores, recordId: string): boolean {
  const media = downloads.getState().media.get(recordId)
  return media === undefined ? library.getState().recording(recordId)?.onDevice === true : media.status === 'complete'
}

/** The names that a template makes; while the next ones are asked for, the last ones stay. */
function useNames({ exports }: Stores, profileId: string, recordIds: string[], template: string): string[] {
  const [names, setNames] = useState<string[]>([])
  useEffect(() => {
    let here = true
    void exports
      .getState()
      .names({ profileId, recordIds, template })
      .then((answer) => {
        if (here) setNames(answer.ok ? answer.value : [])
      })
    return () => {
      here = false
    }
  }, [exports, profileId, recordIds, template])
  return names
}
