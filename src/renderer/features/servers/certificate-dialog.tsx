import { useLingui } from '@lingui/react/macro'
import type { AppError } from '../../../shared/app-error.ts'
import type { CertificateFacts } from '../../../shared/profile.ts'
import { errorWords } from '../../error-words.ts'
import { formatDateTimeLong } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import styles from './certificate-dialog.module.css'
import { fingerprintLines } from './server-words.ts'

interface CertificateDialogProps {
  /** The error that has shown the certificate; null: closed. */
  error: AppError | null
  /** The certificate that was accepted before, or null. */
  accepted: CertificateFacts | null
  busy?: boolean
  onTrust: (certificate: CertificateFacts) => void
  onClose: () => void
}

/** A certificate that nobody vouches for, to be compared with what the server's administrator says before the yes. */
export function CertificateDialog({ error, accepted, busy = false, onTrust, onClose }: CertificateDialogProps) {
  const { t } = useLingui()
  const shown = error?.certificate ?? null
  const changed = error?.code === 'tls-changed' && accepted !== null
  const host = error?.host ?? shown?.subject ?? ''
  return (
    <Dialog open={shown !== null} title={t`The certificate of ${host}`} onClose={onClose} wide>
      {error !== null && shown !== null && (
        <>
          <p>{errorWords(error, { host, apiKey: '' }).headline}.</p>
          <div className={styles.certificates} data-two={changed || undefined}>
            {changed && <Certificate title={t`Accepted before`} facts={accepted} />}
            <Certificate title={changed ? t`Shown now` : null} facts={shown} />
          </div>
          <p>
            {t`Ask the server’s administrator for the SHA-256 fingerprint and compare all of it. Once you trust it, this server may show this certificate and no other.`}
          </p>
          <DialogButtons>
            <Button first onClick={onClose}>{t`Cancel`}</Button>
            <Button look="primary" busy={busy} onClick={() => onTrust(shown)}>
              {t`Trust this certificate`}
            </Button>
          </DialogButtons>
        </>
      )}
    </Dialog>
  )
}

function Certificate({ title, facts }: { title: string | null; facts: CertificateFacts }) {
  const { t } = useLingui()
  const rows = [
    { name: t`Subject`, value: facts.subject },
    { name: t`Issuer`, value: facts.issuer },
    { name: t`Names`, value: facts.names.join(', ') || t`None` },
    { name: t`Valid from`, value: formatDateTimeLong(facts.validFrom) },
    { name: t`Valid to`, value: formatDateTimeLong(facts.validTo) },
  ]
  return (
    <section>
      {title !== null && <h3>{title}</h3>}
      <dl className={styles.facts}>
        {rows.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        <div>
          <dt>SHA-256</dt>
          <dd className={styles.print}>
            {fingerprintLines(facts.sha256).map((line) => (
              <span key={line}>{line}</span>
            ))}
          </dd>
        </div>
      </dl>
    </section>
  )
}
