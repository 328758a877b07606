import type Database from 'better-sqlite3'

/**
 * A number (32 bits, FNV-1a) for the session that a recording's ID begins with: what `details` is searched by. Different
 * sessions may share one, so whoever searches compares the ID as well.
 */
export function sessionHash(recordId: string): number {
  const end = recordId.lastIndexOf('-')
  const length = end === -1 ? recordId.length : end
  let hash = 0x811c9dc5
  for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ recordId.charCodeAt(at), 0x01000193)
  return hash | 0
}

/** Condition for the row of the recording whose ID this SQL expression is. */
export const isRecording = (id: string): string => `session = session_hash(${id}) AND record_id = ${id}`

/** Condition for the rows of the session whose ID this SQL expression is. */
export const isOfSession = (sid: string): string =>
  `session = session_hash(${sid} || '-') AND record_id > ${sid} || '-' AND record_id < ${sid} || '.'`

/** Makes `session_hash` known to a connection. */
export function defineSessionHash(db: Database.Database): void {
  db.function('session_hash', { deterministic: true }, (id) => sessionHash(String(id)))
}
