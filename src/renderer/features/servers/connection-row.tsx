import { useLingui } from '@lingui/react/macro'
import type { AppError } from '../../../shared/app-error.ts'
import type { ConnectionReport, ServerFields } from '../../../shared/profile.ts'
import { errorWords, rawLine } from '../../error-words.ts'
import { isTrustable } from '../../tls-words.ts'
import { Button } from '../../ui/button.tsx'
import controls from '../../ui/controls.module.css'
import { Icon } from '../../ui/icon.tsx'
import { RawLine } from '../../ui/raw-line.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import styles from './connection-row.module.css'
import { typedHost } from './server-draft.ts'
import { outcomeWords } from './server-words.ts'

/** A test shorter than this shows no sign of waiting. */
const WAIT_SHOWN_MS = 150

interface ConnectionRowProps {
  /** The ID of the result, for the field that it is about. */
  id: string
  fields: ServerFields
  running: boolean
  /** Null: nothing is known about the form as it stands. */
  report: ConnectionReport | null
  /** Something that signing in takes is missing. */
  incomplete: boolean
  onTest: () => void
  onUseAddress: (url: string) => void
  onLookAtCertificate: (error: AppError) => void
}

/** Whether the server answers, and if not: why, and the way out. */
export function ConnectionRow({ id, fields, running, report, incomplete, ...actions }: ConnectionRowProps) {
  const { t } = useLingui()
  const waiting = useDelayed(running, WAIT_SHOWN_MS)
  const host = typedHost(fields.url)
  const error = report?.outcome.kind === 'failed' ? report.outcome.error : null
  return (
    <div className={styles.test}>
      <Button icon="retry" onClick={actions.onTest}>{t`Test connection`}</Button>
      <div className={styles.status} role="status" id={id}>
        {waiting && (
          <span className={styles.line}>
            <Icon name="retry" className={controls.spin} />
            <span>{t`Asking ${host}`}</span>
          </span>
        )}
        {!running && report !== null && <Outcome report={report} fields={fields} incomplete={incomplete} />}
      </div>
      {!running && error !== null && <Fixes error={error} {...actions} />}
    </div>
  )
}

function Outcome({
  report,
  fields,
  incomplete,
}: {
  report: ConnectionReport
  fields: ServerFields
  incomplete: boolean
}) {
  const { t } = useLingui()
  const host = typedHost(fields.url)
  const { outcome } = report
  return (
    <>
      {outcome.kind === 'failed' ? (
        <Failure error={outcome.error} fields={fields} />
      ) : (
        <span className={styles.line} data-good>
          <Icon name="kept" />
          <span>{outcomeWords(outcome)}</span>
        </span>
      )}
      {outcome.kind === 'reached' && incomplete && (
        <p className={styles.more}>
          {fields.signIn === 'bearer'
            ? t`Enter the token to test signing in.`
            : t`Enter the API key and the secret to test signing in.`}
        </p>
      )}
      {report.plainHttp && (
        <p className={styles.warning}>
          <Icon name="alert" />
          <span>
            {fields.signIn === 'bearer'
              ? t`Everything travels unencrypted between this computer and ${host}, the token too. Use https:// if the server offers it.`
              : t`Everything travels unencrypted between this computer and ${host}. Use https:// if the server offers it.`}
          </span>
        </p>
      )}
    </>
  )
}

function Failure({ error, fields }: { error: AppError; fields: ServerFields }) {
  const { t } = useLingui()
  const { apiKey, signIn } = fields
  const about = { host: typedHost(fields.url), apiKey, signIn, otherwise: t`The connection could not be tested` }
  const { headline, explanation } = errorWords(error, about)
  return (
    <>
      <span className={styles.line} data-bad>
        <Icon name="stop" />
        <span>{headline}</span>
      </span>
      <p className={styles.more}>{explanation}</p>
    </>
  )
}

type FixesProps = Pick<ConnectionRowProps, 'onUseAddress' | 'onLookAtCertificate'> & { error: AppError }

function Fixes({ error, onUseAddress, onLookAtCertificate }: FixesProps) {
  const { t } = useLingui()
  const { suggestion } = error
  return (
    <div className={styles.fixes}>
      {suggestion !== undefined && (
        <Button icon="check" onClick={() => onUseAddress(suggestion)}>{t`Use ${suggestion}`}</Button>
      )}
      {isTrustable(error) && (
        <Button icon="lock" onClick={() => onLookAtCertificate(error)}>{t`Look at the certificate…`}</Button>
      )}
      <RawLine text={rawLine(error)} />
    </div>
  )
}
