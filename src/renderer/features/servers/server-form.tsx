import { useLingui } from '@lingui/react/macro'
import { type FormEvent, type RefObject, useId, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { ProfileSummary, ServerOffer } from '../../../shared/profile.ts'
import { errorWords, rawLine } from '../../error-words.ts'
import { ChipsField } from '../../ui/chips-field.tsx'
import { Field } from '../../ui/field.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { AdvancedFields } from './advanced-fields.tsx'
import { CertificateDialog } from './certificate-dialog.tsx'
import { ConnectionRow } from './connection-row.tsx'
import { ADVANCED_FIELDS, checkLimits, fieldOf } from './form-checks.ts'
import { FormNote } from './form-note.tsx'
import { addRooms } from './room-chips.ts'
import { SecretFields } from './secret-fields.tsx'
import { baseOf, draftOf, isAdvanced, NO_EDITS, typedHost } from './server-draft.ts'
import { ServerFooter } from './server-footer.tsx'
import styles from './server-form.module.css'
import { canSign } from './test-plan.ts'
import { type ConnectionTest, useConnectionTest } from './use-connection-test.ts'
import { type ServerForm as Form, useServerForm } from './use-server-form.ts'

export interface FormActions {
  onCancel: () => void
  /** A new server was saved. */
  onAdded: (profile: ProfileSummary) => void
  onOpen: ((profile: ProfileSummary) => void) | null
  onDuplicate: (profile: ProfileSummary) => void
  onRemove: (profile: ProfileSummary) => void
}

interface ServerFormProps extends FormActions {
  /** Null: a new one. */
  known: ProfileSummary | null
  /** What fills the form in at first. */
  offer: ServerOffer | null
  /** It was duplicated just now: its name comes first. */
  isCopy: boolean
  /** Tells the screen whether leaving would lose something. */
  dirty: RefObject<boolean>
}

/** A server, to be entered or changed, and tested meanwhile. */
export function ServerForm({ known, offer, isCopy, dirty, onAdded, ...actions }: ServerFormProps) {
  const [typingUrl, setTypingUrl] = useState(false)
  const form = useServerForm({ known, offered: offer?.fields ?? null, dirty })
  const test = useConnectionTest({ draft: form.draft, known, typingUrl, quiet: offer !== null })

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const saved = await form.save(test.report?.outcome ?? null)
    if (saved === null) return
    if (known === null) onAdded(saved)
    else test.carryOver(draftOf(baseOf(saved, null), NO_EDITS), saved)
  }
  return (
    <form ref={form.formRef} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <div className={styles.scroll}>
        <div className={styles.inner}>
          <Fields form={form} test={test} known={known} offer={offer} isCopy={isCopy} onTypingUrl={setTypingUrl} />
        </div>
      </div>
      <ServerFooter
        known={known}
        changed={form.changed}
        tested={test.report?.outcome ?? null}
        busy={form.busy}
        {...actions}
      />
    </form>
  )
}

interface FieldsProps {
  form: Form
  test: ConnectionTest
  known: ProfileSummary | null
  offer: ServerOffer | null
  isCopy: boolean
  onTypingUrl: (typing: boolean) => void
}

function Fields({ form, test, known, offer, isCopy, onTypingUrl }: FieldsProps) {
  const { t } = useLingui()
  const resultId = useId()
  const { draft, wrong } = form
  const { fields } = draft
  const readOnly = known?.managed ?? false
  const [looking, setLooking] = useState<AppError | null>(null)
  const [unfolded, setUnfolded] = useState(isAdvanced(draft))
  const outcome = test.report?.outcome
  const failed = outcome?.kind === 'failed' ? outcome.error.code : null

  const testNow = (): void => {
    if (test.testNow()) return
    const url = fields.url.trim() === '' ? t`Enter the server’s address` : undefined
    form.show({ ...checkLimits(fields), url })
  }
  return (
    <>
      <h2>{known === null ? t`New server` : <bdi>{known.name}</bdi>}</h2>
      <FormNote known={known} offer={offer} />
      <Field
        label={t`Name`}
        value={fields.name}
        maxLength={200}
        readOnly={readOnly}
        placeholder={typedHost(fields.url) || t`As it should be called here`}
        inputRef={isCopy ? focusOnce : null}
        onChange={(name) => form.change({ name })}
      />
      <Field
        label={t`Server URL`}
        value={fields.url}
        error={wrong.url ?? null}
        badFrom={failed !== null && fieldOf(failed) === 'url' ? resultId : null}
        maxLength={2000}
        readOnly={readOnly}
        placeholder="https://meet.example.org"
        inputRef={known === null ? focusOnce : null}
        onChange={(url) => form.change({ url })}
        onFocusChange={onTypingUrl}
      />
      <SecretFields form={form} known={known} failed={failed} resultId={resultId} />
      <ConnectionRow
        id={resultId}
        fields={fields}
        running={test.running}
        report={test.report}
        incomplete={!canSign(draft, known)}
        onTest={testNow}
        // The address that was asked anyway: then the endpoint path was the wrong part of it.
        onUseAddress={(url) => form.change(url === test.report?.url ? { url, endpointPath: '' } : { url })}
        onLookAtCertificate={setLooking}
      />
      <ChipsField
        label={t`Rooms`}
        values={fields.rooms}
        add={addRooms}
        error={wrong.rooms ?? null}
        hint={t`Leave empty to show every room this key can read.`}
        placeholder={t`Add a room ID`}
        readOnly={readOnly}
        onChange={(rooms) => form.change({ rooms })}
      />
      <AdvancedFields
        draft={draft}
        wrong={wrong}
        readOnly={readOnly}
        open={unfolded || ADVANCED_FIELDS.some((field) => wrong[field] !== undefined)}
        onToggle={() => setUnfolded(!unfolded)}
        onChange={form.change}
        onForgetCertificate={() => form.setCertificate(null)}
      />
      {form.failure !== null && <SaveFailure error={form.failure} form={form} />}
      <CertificateDialog
        error={looking}
        accepted={draft.certificate}
        onTrust={(certificate) => {
          form.setCertificate(certificate)
          setLooking(null)
        }}
        onClose={() => setLooking(null)}
      />
    </>
  )
}

function SaveFailure({ error, form }: { error: AppError; form: Form }) {
  const { t } = useLingui()
  const { url, apiKey, signIn } = form.draft.fields
  const words = errorWords(error, { host: typedHost(url), apiKey, signIn, otherwise: t`The server could not be saved` })
  return (
    <div className={styles.failure} role="alert">
      <b>{words.headline}</b>
      <p>{words.explanation}</p>
      <RawLine text={rawLine(error)} />
    </div>
  )
}

/** The first thing to be entered. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus()
