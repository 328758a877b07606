import { t } from '@lingui/core/macro'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type {
  CertificateFacts,
  ConnectionReport,
  Keychain,
  ProfileSummary,
  ServerFields,
} from '../../../shared/profile.ts'
import { useServers, useStores } from '../../stores/context.ts'
import { checkDraft, type FieldErrors, hasErrors } from './form-checks.ts'
import { checkKeeping, FIRST_KEEPING, type KeepingAnswer, keepingOf } from './keeping.ts'
import {
  baseOf,
  type Draft,
  draftOf,
  type Edits,
  hasKeptSecret,
  isChanged,
  NO_EDITS,
  serverInput,
  withFields,
} from './server-draft.ts'

interface FormParts {
  known: ProfileSummary | null
  offered: ServerFields | null
  /** Tells the screen whether leaving would lose something. */
  dirty: RefObject<boolean>
}

export interface ServerForm {
  formRef: RefObject<HTMLFormElement | null>
  draft: Draft
  changed: boolean
  wrong: FieldErrors
  busy: boolean
  /** Why it could not be saved. */
  failure: AppError | null
  /** Null: not known yet. */
  keychain: Keychain | null
  keeping: KeepingAnswer
  /** The user has to say how the secret is kept. */
  asksKeeping: boolean
  change: (part: Partial<ServerFields>) => void
  setSecret: (secret: string) => void
  setCertificate: (certificate: CertificateFacts | null) => void
  setKeeping: (answer: KeepingAnswer) => void
  /** Shows what is wrong, with the focus on the first of it. */
  show: (wrong: FieldErrors) => void
  /** Answers the saved server; null: it was not saved, and the form says why. */
  save: (tested: ConnectionReport['outcome'] | null) => Promise<ProfileSummary | null>
}

/** What is in a server's form, and how it is saved. */
export function useServerForm({ known, offered, dirty }: FormParts): ServerForm {
  const { servers } = useStores()
  const formRef = useRef<HTMLFormElement>(null)
  const keychain = useServers((state) => state.keychain)
  const [edits, setEdits] = useState<Edits>(NO_EDITS)
  const [keeping, setKeeping] = useState(FIRST_KEEPING)
  const [wrong, setWrong] = useState<FieldErrors>({})
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<AppError | null>(null)
  const base = baseOf(known, offered)
  const draft = draftOf(base, edits)
  const changed = isChanged(base, edits)
  const show = useShowWrong(formRef, setWrong)

  useEffect(() => {
    void servers.getState().askKeychain()
  }, [servers])
  useEffect(() => {
    dirty.current = changed
    return () => {
      dirty.current = false
    }
  }, [dirty, changed])

  const edit = (next: (now: Edits) => Edits, corrected: FieldErrors): void => {
    setEdits(next)
    setWrong((now) => ({ ...now, ...corrected }))
    setFailure(null)
  }
  const save: ServerForm['save'] = async (tested) => {
    if (busy) return null
    setFailure(null)
    setBusy(true)
    const box = keychain ?? (await servers.getState().askKeychain())
    const input = serverInput(draft, known)
    const errors = checkDraft(draft, known)
    const missing = input.secret === null ? null : missingKeeping(box, keychain === null, keeping)
    if (missing !== null) errors.keeping = missing
    show(errors)
    const answer = hasErrors(errors) ? null : await servers.getState().save(input, keepingOf(box, keeping), tested)
    // A new server's form stays filled in, and busy, until its library takes its place: Enter saves it once.
    if (known === null && answer?.ok) return answer.value
    setBusy(false)
    if (answer === null) return null
    if (!answer.ok) {
      setFailure(answer.error)
      return null
    }
    // What was typed while it was being saved is still to be saved.
    setEdits((now) => (now === edits ? NO_EDITS : now))
    setKeeping(FIRST_KEEPING)
    return answer.value
  }
  const needsSecret = draft.fields.signIn !== 'none' && (draft.secret !== '' || !hasKeptSecret(known, draft.fields))
  return {
    formRef,
    draft,
    changed,
    wrong,
    busy,
    failure,
    keychain,
    keeping,
    asksKeeping: keychain?.available === false && needsSecret,
    change: (part) =>
      edit(
        (now) => withFields(base, now, part),
        Object.fromEntries(Object.keys(part).map((name) => [name, undefined])),
      ),
    setSecret: (secret) => edit((now) => ({ ...now, secret }), { secret: undefined }),
    setCertificate: (certificate) => edit((now) => ({ ...now, certificate }), {}),
    setKeeping: (answer) => {
      setKeeping(answer)
      setWrong((now) => ({ ...now, keeping: undefined }))
    },
    show,
    save,
  }
}

/** What the user still has to say about keeping a new secret: a choice that came on screen just now was not made. */
function missingKeeping(box: Keychain, justAsked: boolean, keeping: KeepingAnswer): string | null {
  return justAsked && !box.available ? t`Choose how the secret is kept` : checkKeeping(box, keeping)
}

/** Shows errors, and puts the focus on the first wrong field once it is marked. */
function useShowWrong(
  formRef: RefObject<HTMLFormElement | null>,
  setWrong: (wrong: FieldErrors) => void,
): (wrong: FieldErrors) => void {
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (attempt > 0) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempt, formRef])
  return (wrong) => {
    setWrong(wrong)
    if (hasErrors(wrong)) setAttempt((number) => number + 1)
  }
}
