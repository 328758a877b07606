import { useLingui } from '@lingui/react/macro'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { ConnectInput } from '../../../shared/profile.ts'
import { useRoute, useSession } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { Wall } from '../welcome/wall.tsx'
import welcome from '../welcome/welcome.module.css'
import styles from './connect.module.css'
import { CONNECT_FIELDS, type ConnectField, checkConnectInput, type FieldErrors, fieldOf } from './connect-form.ts'
import { errorWords, rawLine } from './error-words.ts'

/** The form for a server: empty, or filled in with a known one's address and key, to be corrected. */
export function ConnectScreen({ profileId }: { profileId: string | null }) {
  const { t } = useLingui()
  const known = useSession((session) => session.profiles.find((profile) => profile.id === profileId) ?? null)
  const connect = useSession((session) => session.connect)
  const back = useRoute((route) => route.back)
  const [input, setInput] = useState<ConnectInput>({
    name: known?.name ?? '',
    url: known?.url ?? '',
    apiKey: known?.apiKey ?? '',
    apiSecret: '',
  })
  const [wrong, setWrong] = useState<FieldErrors>({})
  const [refused, setRefused] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const inputs = useRef<Partial<Record<ConnectField, HTMLInputElement | null>>>({})

  useEffect(() => inputs.current.url?.focus(), [])

  const show = (errors: FieldErrors, error: AppError | null): void => {
    setWrong(errors)
    setRefused(error)
    const first = CONNECT_FIELDS.find((field) => errors[field] !== undefined)
    if (first !== undefined) inputs.current[first]?.focus()
  }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const errors = checkConnectInput(input)
    show(errors, null)
    if (Object.keys(errors).length > 0) return
    setBusy(true)
    const error = await connect(input)
    setBusy(false)
    if (error === null) return
    const field = fieldOf(error.code)
    show(
      field === null ? {} : { [field]: errorWords(error, { host: input.url, apiKey: input.apiKey }).headline },
      error,
    )
  }
  const field = (name: ConnectField) => ({
    value: input[name],
    error: wrong[name] ?? null,
    onChange: (value: string) => {
      setInput({ ...input, [name]: value })
      setWrong({ ...wrong, [name]: undefined })
    },
    inputRef: (element: HTMLInputElement | null) => {
      inputs.current[name] = element
    },
  })

  return (
    <main className={welcome.hello}>
      <div className={welcome.left}>
        <div className={welcome.brand}>
          <Icon name="mark" size={20} />
          Roomreel
        </div>
        <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
          <h1>{profileId === null ? t`Connect a server` : t`Edit server`}</h1>
          <Field label={t`Name`} optional {...field('name')} placeholder={t`As it should be called here`} />
          <Field label={t`Server URL`} {...field('url')} placeholder="https://meet.example.org" />
          <div className={styles.two}>
            <Field label={t`API key`} {...field('apiKey')} />
            <Field label={t`API secret`} secret {...field('apiSecret')} />
          </div>
          <p className={styles.hint}>
            {t`The secret stays in this computer’s memory until Roomreel is closed, and is never sent anywhere.`}
          </p>
          {refused !== null && <Refusal error={refused} input={input} />}
          <div className={styles.buttons}>
            <Button look="primary" tall submit busy={busy}>
              {busy ? t`Connecting` : t`Connect`}
            </Button>
            <Button tall onClick={back}>{t`Cancel`}</Button>
          </div>
        </form>
      </div>
      <Wall />
    </main>
  )
}

function Refusal({ error, input }: { error: AppError; input: ConnectInput }) {
  const words = errorWords(error, { host: input.url, apiKey: input.apiKey })
  return (
    <div className={styles.refusal} role="alert">
      {fieldOf(error.code) === null && <b>{words.headline}</b>}
      <p>{words.explanation}</p>
      <RawLine text={rawLine(error)} />
    </div>
  )
}
