import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, Fragment, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import { mergedMetadata, metadataPatch, type RecordingMetadata } from '../../../shared/metadata.ts'
import { errorWords } from '../../error-words.ts'
import { useSession, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { ErrorText, Field } from '../../ui/field.tsx'
import { draftOf, type EditDraft, isSendable, wantedOf } from './edit-checks.ts'
import styles from './edit-dialog.module.css'
import { ExtraLines, TrackLines } from './edit-lines.tsx'

interface EditDialogProps {
  /** Null: closed. */
  request: { recordId: string } | null
  onClose: () => void
}

/** What a server says of a recording, to be changed there. */
export function EditDialog({ request, onClose }: EditDialogProps) {
  return (
    <Dialog open={request !== null} title={t`Edit details`} onClose={onClose} wide>
      {request !== null && <Loaded key={request.recordId} recordId={request.recordId} onClose={onClose} />}
    </Dialog>
  )
}

/** The form begins with what the server has now, not with what was last seen of it. */
function Loaded({ recordId, onClose }: { recordId: string; onClose: () => void }) {
  const { bridge, session } = useStores()
  const [profileId] = useState(() => session.getState().opened?.profile.id ?? '')
  const about = useAbout()
  const [base, setBase] = useState<RecordingMetadata | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [asked, setAsked] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when that is wished for
  useEffect(() => {
    let isWanted = true
    void bridge.recordings.metadata({ profileId, recordId }).then((answer) => {
      if (!isWanted) return
      if (answer.ok) setBase(answer.value)
      else setError(answer.error)
    })
    return () => {
      isWanted = false
    }
  }, [bridge, profileId, recordId, asked])
  if (base !== null) return <Form profileId={profileId} recordId={recordId} loaded={base} onClose={onClose} />
  const words =
    error === null ? null : errorWords(error, { ...about, otherwise: t`The details could not be read from the server` })
  return (
    <>
      <div className={styles.loading} role="status">
        {words === null ? <Trans>Asking the server what it has…</Trans> : `${words.headline}. ${words.explanation}`}
      </div>
      <DialogButtons>
        <Button onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
        {error !== null && (
          <Button
            look="primary"
            first
            onClick={() => {
              setError(null)
              setAsked(asked + 1)
            }}
          >
            <Trans>Try again</Trans>
          </Button>
        )}
      </DialogButtons>
    </>
  )
}

interface FormProps {
  profileId: string
  recordId: string
  loaded: RecordingMetadata
  onClose: () => void
}

function Form({ profileId, recordId, loaded, onClose }: FormProps) {
  const { bridge, toasts } = useStores()
  const about = useAbout()
  const form = useRef<HTMLFormElement>(null)
  const [base, setBase] = useState(loaded)
  const [draft, setDraft] = useState<EditDraft>(() => draftOf(loaded))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  /** What the server has by now, if somebody changed it meanwhile. */
  const [theirs, setTheirs] = useState<RecordingMetadata | null>(null)
  const change = (part: Partial<EditDraft>): void => setDraft({ ...draft, ...part })
  const wanted = wantedOf(draft, base)
  const patch = metadataPatch(base, wanted)
  const stopped = !isSendable(draft, base)
    ? t`One of the lines cannot be sent yet`
    : patch === null
      ? t`Nothing has changed`
      : null

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || stopped !== null) return
    setBusy(true)
    setError(null)
    const answer = await bridge.recordings.edit({ profileId, recordId, base, wanted })
    setBusy(false)
    if (!answer.ok) setError(answer.error)
    else if (answer.value.kind === 'conflict') setTheirs(answer.value.current)
    else {
      toasts.getState().say(t`Saved on the server`)
      onClose()
    }
  }
  const take = (current: RecordingMetadata, which: 'mine' | 'theirs'): void => {
    setDraft(draftOf(which === 'theirs' ? current : mergedMetadata(base, current, wanted)))
    setBase(current)
    setTheirs(null)
    form.current?.querySelector('input')?.focus()
  }
  const [leaving, setLeaving] = useState(false)
  const cancel = (): void => {
    if (patch === null) onClose()
    else setLeaving(true)
  }
  // What had the focus has gone: the wait for the server, or the buttons before.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(leaving ? '[data-first]' : 'input')?.focus()
  }, [leaving])
  // Esc is the dialog's own; what was typed is asked about there, too.
  const onEscape = useEffectEvent((event: Event): void => {
    if (patch === null) return
    event.preventDefault()
    setLeaving(true)
  })
  useEffect(() => {
    const dialog = form.current?.closest('dialog')
    const ask = (event: Event): void => onEscape(event)
    dialog?.addEventListener('cancel', ask)
    return () => dialog?.removeEventListener('cancel', ask)
  }, [])
  const words =
    error === null ? null : errorWords(error, { ...about, otherwise: t`The details could not be saved on the server` })
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void save(event)}>
      <div className={styles.fields}>
        <Field label={t`Title`} value={draft.title} maxLength={2000} onChange={(title) => change({ title })} />
        <label className={styles.area}>
          <Trans>Description</Trans>
          <textarea
            rows={3}
            dir="auto"
            value={draft.description}
            maxLength={20_000}
            onChange={(event) => change({ description: event.target.value })}
          />
        </label>
        <TrackLines lines={draft.tracks} base={base.subtitles} onChange={(tracks) => change({ tracks })} />
        <ExtraLines lines={draft.extras} onChange={(extras) => change({ extras })} />
        <details className={styles.sent}>
          <summary>
            <Trans>Show what will be sent</Trans>
          </summary>
          <pre>{patch === null ? t`Nothing` : JSON.stringify({ record_id: recordId, metadata: patch }, null, 2)}</pre>
        </details>
      </div>
      {theirs !== null && (
        <div className={styles.conflict} role="alert">
          <p>
            <Trans>
              Somebody has changed this recording meanwhile. Nothing was sent, and what you typed is still here.
            </Trans>
          </p>
          <pre>{JSON.stringify(metadataPatch(base, theirs), null, 2)}</pre>
          <span>
            <Button onClick={() => take(theirs, 'theirs')}>
              <Trans>Take theirs</Trans>
            </Button>
            <Button onClick={() => take(theirs, 'mine')}>
              <Trans>Keep mine</Trans>
            </Button>
          </span>
        </div>
      )}
      {words !== null && (
        <p className={styles.error} role="alert">
          <ErrorText text={`${words.headline}. ${words.explanation}`} />
        </p>
      )}
      <DialogButtons>
        {/* Keys, or a click would go on in the button that takes the place of its own: "Go on editing" would save. */}
        {leaving ? (
          <Fragment key="leaving">
            <span className={styles.leaving} role="alert">
              <Trans>What you changed is not saved.</Trans>
            </span>
            <Button first onClick={() => setLeaving(false)}>
              <Trans>Go on editing</Trans>
            </Button>
            <Button danger onClick={onClose}>
              <Trans>Throw it away</Trans>
            </Button>
          </Fragment>
        ) : (
          <Fragment key="editing">
            <Button onClick={cancel}>
              <Trans>Cancel</Trans>
            </Button>
            <Button look="primary" submit busy={busy} disabled={stopped}>
              <Trans>Save on the server</Trans>
            </Button>
          </Fragment>
        )}
      </DialogButtons>
    </form>
  )
}

/** The server that its errors speak of. */
const useAbout = (): { host: string; apiKey: string } => {
  const profile = useSession(({ opened }) => opened?.profile ?? null)
  return { host: profile?.host ?? '', apiKey: profile?.apiKey ?? '' }
}
