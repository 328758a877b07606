import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useId } from 'react'
import { CHECK_MINUTES, SIGN_INS } from '../../../shared/profile.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorText } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './advanced-fields.module.css'
import type { FieldErrors } from './form-checks.ts'
import type { Draft } from './server-draft.ts'
import { certificateWords, checkWords, signInWords } from './server-words.ts'

interface AdvancedFieldsProps {
  draft: Draft
  wrong: FieldErrors
  readOnly: boolean
  open: boolean
  onToggle: () => void
  onChange: (change: Partial<Draft['fields']>) => void
  onForgetCertificate: () => void
}

/** What most servers need no thought about. */
export function AdvancedFields({ open, onToggle, ...rest }: AdvancedFieldsProps) {
  const { t } = useLingui()
  return (
    <div className={styles.advanced}>
      <button type="button" className={styles.toggle} aria-expanded={open} onClick={onToggle}>
        <Icon name={open ? 'down' : 'right'} />
        {t`Advanced`}
      </button>
      {open && <Lines {...rest} />}
    </div>
  )
}

type LinesProps = Omit<AdvancedFieldsProps, 'open' | 'onToggle'>

function Lines({ draft, wrong, readOnly, onChange, onForgetCertificate }: LinesProps) {
  const { t } = useLingui()
  const { fields, certificate } = draft
  return (
    <>
      <Line label={t`Check for new recordings`}>
        <Select
          label={t`Check for new recordings`}
          value={fields.checkMinutes}
          // The most eager one first.
          options={[...CHECK_MINUTES.slice(1), CHECK_MINUTES[0]].map((value) => ({ value, label: checkWords(value) }))}
          disabled={readOnly}
          onChange={(checkMinutes) => onChange({ checkMinutes })}
        />
      </Line>
      <TextLine
        label={t`Most recordings per request`}
        number
        value={fields.pageLimit === 0 ? '' : String(fields.pageLimit)}
        error={wrong.pageLimit ?? null}
        readOnly={readOnly}
        onChange={(text) => onChange({ pageLimit: Number(text) })}
      />
      <Line label={t`Sign-in`}>
        <Select
          label={t`Sign-in`}
          value={fields.signIn}
          options={SIGN_INS.map((value) => ({ value, label: signInWords(value) }))}
          disabled={readOnly}
          onChange={(signIn) => onChange({ signIn })}
        />
      </Line>
      <TextLine
        label={t`Endpoint path`}
        value={fields.endpointPath}
        placeholder="auth/recording/fetch"
        maxLength={500}
        readOnly={readOnly}
        onChange={(endpointPath) => onChange({ endpointPath })}
      />
      <ProxyLines proxy={fields.proxy} error={wrong.proxy ?? null} readOnly={readOnly} onChange={onChange} />
      <Line label={t`Certificate`}>
        <span className={styles.value}>{certificateWords(certificate)}</span>
        {certificate !== null && <Button onClick={onForgetCertificate}>{t`Stop trusting it`}</Button>}
      </Line>
    </>
  )
}

interface ProxyLinesProps {
  proxy: string
  error: string | null
  readOnly: boolean
  onChange: (change: { proxy: string }) => void
}

function ProxyLines({ proxy, error, readOnly, onChange }: ProxyLinesProps) {
  const { t } = useLingui()
  const kind = proxy === 'system' || proxy === 'none' ? proxy : 'url'
  return (
    <>
      <Line label={t`Proxy`}>
        <Select
          label={t`Proxy`}
          value={kind}
          options={[
            { value: 'system', label: t`As the system says` },
            { value: 'none', label: t`None` },
            { value: 'url', label: t`At an address` },
          ]}
          disabled={readOnly}
          onChange={(chosen) => onChange({ proxy: chosen === 'url' ? '' : chosen })}
        />
      </Line>
      {kind === 'url' && (
        <TextLine
          label={t`Proxy address`}
          value={proxy}
          placeholder="http://proxy.example.org:3128"
          maxLength={2000}
          error={error}
          readOnly={readOnly}
          onChange={(text) => onChange({ proxy: text })}
        />
      )}
    </>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <span>{label}</span>
      {children}
    </div>
  )
}

interface TextLineProps {
  label: string
  value: string
  number?: boolean
  placeholder?: string
  maxLength?: number
  error?: string | null
  readOnly: boolean
  onChange: (text: string) => void
}

function TextLine({ label, value, number = false, error = null, onChange, ...input }: TextLineProps) {
  const id = useId()
  return (
    <div className={styles.line}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        type="text"
        inputMode={number ? 'numeric' : undefined}
        value={value}
        data-number={number || undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={error !== null || undefined}
        aria-describedby={error === null ? undefined : `${id}-error`}
        onChange={(event) => onChange(number ? digitsOf(event.target.value) : event.target.value)}
      />
      {error !== null && (
        <p id={`${id}-error`} className={styles.error}>
          <ErrorText text={error} />
        </p>
      )}
    </div>
  )
}

/** As many digits as the largest number has. */
const digitsOf = (text: string): string => text.replace(/\D/g, '').slice(0, 3)
