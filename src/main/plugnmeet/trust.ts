import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

let usual: SecureContext | null = null

/** Whom to trust: Node's list and the system's, where companies put their own authority; or only `ca` (PEM). */
export function trustOf(ca: string[] | undefined): () => SecureContext {
  if (ca === undefined) return usualTrust
  const context = createSecureContext({ ca })
  return () => context
}

/** Read when the first connection needs it, once: systems take tens to hundreds of milliseconds for it. */
function usualTrust(): SecureContext {
  usual ??= withSystem()
  return usual
}

/** A system store that cannot be read is no reason to trust less, or more, than Node does by itself. */
function withSystem(): SecureContext {
  try {
    return createSecureContext({
      ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system')])],
    })
  } catch {
    return createSecureContext()
  }
}
