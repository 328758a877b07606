import { serverFields } from '../../shared/inputs.ts'
import { NEW_SERVER, type ServerFields } from '../../shared/profile.ts'
import { parseBaseUrl, writtenBase } from '../plugnmeet/base-url.ts'

/**
 * A server as it stands in a file, or null when it is none: unknown fields are ignored, missing ones are a new
 * server's, and one of a wrong type or without an address makes it none.
 */
export function readServerEntry(entry: unknown): ServerFields | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null
  const { data: fields } = serverFields.safeParse({ ...NEW_SERVER, ...entry })
  const url = fields === undefined ? null : addressOf(fields.url)
  if (fields === undefined || url === null) return null
  return {
    ...fields,
    url,
    name: fields.name.trim(),
    apiKey: fields.apiKey.trim(),
    proxy: withoutCredentials(fields.proxy),
  }
}

/** A proxy's address without user name and password: they are secrets, and a file of servers has no place for them. */
export const withoutCredentials = (proxy: string): string => proxy.replace(/^([a-z][a-z\d+.-]*:\/\/)?.*@/is, '$1')

function addressOf(text: string): string | null {
  try {
    return writtenBase(parseBaseUrl(text))
  } catch {
    // The only way to fail is that it is no address, which is what the caller counts.
    return null
  }
}
