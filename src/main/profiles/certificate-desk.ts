import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { CertificateFacts } from '../../shared/profile.ts'

/** Far more than anybody looks at in one run. */
const MOST = 200

/** The certificates that servers have shown and that were not accepted: only what was seen can be trusted. */
export class CertificateDesk {
  readonly #seen = new Map<string, CertificateFacts>()

  /** Takes note of the certificate in a failure, if there is one. */
  note({ host, certificate }: AppError): void {
    if (host === null || certificate === undefined) return
    const key = keyOf(host, certificate.sha256)
    this.#seen.delete(key)
    this.#seen.set(key, certificate)
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= MOST) break
      this.#seen.delete(oldest)
    }
  }

  /** The certificate that this host has shown. Fails with `invalid-input` for one that it has not. */
  find(host: string, sha256: string): CertificateFacts {
    const certificate = this.#seen.get(keyOf(host, sha256))
    if (certificate === undefined)
      throw new AppFailure('invalid-input', `${host} has not shown this certificate`, { host })
    return certificate
  }
}

const keyOf = (host: string, sha256: string): string => `${host} ${sha256}`
