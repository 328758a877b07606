import { useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { StorageState } from '../../../shared/download.ts'
import { formatSize } from '../../format.ts'
import { useSettings, useStorage, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Radios } from '../../ui/choice.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import styles from './dialogs.module.css'
import { focusWrongField } from './focus-wrong-field.ts'
import { draftOf, type StorageDraft, settingsOf, type WrongField } from './storage-draft.ts'
import { Moving } from './storage-head.tsx'
import { useReport } from './use-report.ts'

interface StorageDialogProps {
  open: boolean
  onClose: () => void
}

/** How much files may take and where they are, and how downloads are done. */
export function StorageDialog({ open, onClose }: StorageDialogProps) {
  const { t } = useLingui()
  return (
    <Dialog open={open} title={t`Storage and downloads`} onClose={onClose} wide>
      <Loaded onClose={onClose} />
    </Dialog>
  )
}

function Loaded({ onClose }: Pick<StorageDialogProps, 'onClose'>) {
  const { t } = useLingui()
  const storage = useStorage()
  if (storage !== null) return <Form storage={storage} onClose={onClose} />
  return (
    <>
      <p>{t`Looking at the files`}</p>
      <DialogButtons>
        <Button onClick={onClose}>{t`Cancel`}</Button>
      </DialogButtons>
    </>
  )
}

interface FormProps extends Pick<StorageDialogProps, 'onClose'> {
  storage: StorageState
}

function Form({ storage, onClose }: FormProps) {
  const { t } = useLingui()
  const settings = useSettings((state) => state.downloads)
  const change = useSettings((state) => state.changeDownloads)
  const [draft, setDraft] = useState(() => draftOf(settings, storage.limitBytes))
  const [wrong, setWrong] = useState<readonly WrongField[]>([])
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (wrong.length > 0) focusWrongField(form.current)
  }, [wrong])
  const edit = (part: Partial<StorageDraft>): void => {
    setDraft({ ...draft, ...part })
    if (wrong.length > 0) setWrong([])
  }
  const save = (event: FormEvent): void => {
    event.preventDefault()
    const made = settingsOf(draft)
    if ('wrong' in made) setWrong(made.wrong)
    else {
      change(made.settings)
      onClose()
    }
  }
  const bad = (field: WrongField, words: string): string | null => (wrong.includes(field) ? words : null)
  return (
    <form ref={form} className={styles.form} noValidate onSubmit={save}>
      <Limit
        storage={storage}
        draft={draft}
        edit={edit}
        error={bad('limit', t`A number of GB from 0.001 to 1,000,000`)}
      />
      <Location storage={storage} />
      <fieldset className={styles.part}>
        <legend>{t`Downloads`}</legend>
        <div className={styles.two}>
          <Field
            label={t`At once, on all servers`}
            value={draft.atOnce}
            error={bad('atOnce', t`A number from 1 to 10`)}
            onChange={(atOnce) => edit({ atOnce })}
          />
          <Field
            label={t`At once, on each server`}
            value={draft.perServer}
            error={bad('perServer', t`A number from 1 to 10`)}
            onChange={(perServer) => edit({ perServer })}
          />
        </div>
        <Checkbox checked={draft.slow} onChange={(slow) => edit({ slow })}>
          {t`Limit the speed of all downloads together`}
        </Checkbox>
        {draft.slow && (
          <Field
            label={t`MB/s`}
            value={draft.speed}
            error={bad('speed', t`A number of MB/s from 0.01 to 1,000,000`)}
            hint={t`What is being watched is not slowed down.`}
            onChange={(speed) => edit({ speed })}
          />
        )}
        <Checkbox checked={draft.notify} onChange={(notify) => edit({ notify })}>
          {t`Notify when all downloads are done, or one needs help`}
        </Checkbox>
      </fieldset>
      <DialogButtons>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button look="primary" submit>{t`Save`}</Button>
      </DialogButtons>
    </form>
  )
}

interface LimitProps {
  storage: StorageState
  draft: StorageDraft
  edit: (part: Partial<StorageDraft>) => void
  error: string | null
}

function Limit({ storage, draft, edit, error }: LimitProps) {
  const { t } = useLingui()
  const limit = formatSize(storage.limitBytes)
  const watched = formatSize(storage.watchedBytes)
  const automatic = storage.isDefaultLimit
    ? t`Automatic: 20 GB, or a tenth of the disk if that is less. Here that is ${limit}.`
    : t`Automatic: 20 GB, or a tenth of the disk if that is less.`
  return (
    <fieldset className={styles.part}>
      <legend>{t`Limit for the files of all servers`}</legend>
      <Radios
        label={t`Limit`}
        value={draft.ownLimit ? 'own' : 'automatic'}
        options={[
          { value: 'automatic', label: automatic },
          { value: 'own', label: t`A limit of my own` },
        ]}
        onChange={(value) => edit({ ownLimit: value === 'own' })}
      />
      {draft.ownLimit && (
        <Field label={t`GB`} value={draft.limit} error={error} onChange={(value) => edit({ limit: value })} />
      )}
      <p className={styles.quiet}>
        {t`What you keep is never removed for room. What is here because it was watched, ${watched} now, goes when room is needed.`}
      </p>
    </fieldset>
  )
}

function Location({ storage: { location, locationMissing, moving } }: { storage: StorageState }) {
  const { t } = useLingui()
  const { storage } = useStores()
  const report = useReport()
  const [busy, setBusy] = useState(false)
  const move = async (): Promise<void> => {
    setBusy(true)
    report(t`The folder stays as it is`)(await storage.getState().chooseLocation())
    setBusy(false)
  }
  return (
    <fieldset className={styles.part}>
      <legend>{t`Folder for files`}</legend>
      <div className={styles.location}>
        <bdi title={location}>{location}</bdi>
        <Button
          busy={busy}
          disabled={moving !== null && moving.error === null ? t`Files are being moved now` : null}
          onClick={() => void move()}
        >
          {t`Move…`}
        </Button>
      </div>
      {locationMissing && <p>{t`It is not there now: its disk may not be connected.`}</p>}
      {moving !== null && <Moving moving={moving} />}
    </fieldset>
  )
}
