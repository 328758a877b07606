import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppFailure } from '../../shared/app-error.ts'
import type { ServerFields } from '../../shared/profile.ts'
import { lock, lockedText, unlock } from './passphrase-lock.ts'
import { readServerEntry, withoutCredentials } from './server-entry.ts'

const FORMAT = 'roomreel-servers'
const VERSION = 1
const MOST_SERVERS = 5000
/** Characters: 5000 servers with a hundred rooms each. */
const LONGEST = 20_000_000

export interface ExportedServer {
  fields: ServerFields
  secret: string | null
}

/** A file of servers that was read; its secrets are still locked. */
export interface ServerFile {
  servers: ServerFields[]
  /** Entries that are no servers, or more than a file may hold. */
  leftOut: number
  /** True when secrets are in it, under a passphrase. */
  locked: boolean
  /** For each server, whether its secret is in it. */
  hasSecret: boolean[]
  /** The secret of each server. Fails with `wrong-passphrase` or `damaged-file`. */
  open(passphrase: string): Promise<(string | null)[]>
}

const content = z.object({ format: z.literal(FORMAT), version: z.unknown() })
const lockedSecrets = lockedText.extend({
  /** Which servers have one, by their place in the file. */
  has: z.array(z.int().min(0)),
})
const version1 = z.object({
  servers: z.array(z.unknown()),
  secrets: lockedSecrets.optional(),
  sum: z.string().optional(),
})
const secretTexts = z.array(z.string().min(1).max(4096))
type LockedSecrets = z.output<typeof lockedSecrets>

/**
 * Servers as JSON for another device. Secrets are in it only under a passphrase, certificates and proxy passwords
 * never. Fails with `invalid-input` for an empty passphrase.
 */
export async function writeServerFile(servers: ExportedServer[], passphrase: string | null): Promise<string> {
  if (passphrase === '') throw new AppFailure('invalid-input', 'the passphrase is empty')
  const plain = { format: FORMAT, version: VERSION, servers: servers.map(({ fields }) => exportedFields(fields)) }
  const has = servers.flatMap(({ secret }, index) => (secret === null ? [] : [index]))
  if (passphrase === null || has.length === 0) return pretty(plain)
  const texts = JSON.stringify(servers.flatMap(({ secret }) => secret ?? []))
  const secrets = { has, ...(await lock(texts, passphrase, besideSecrets(plain.servers, has))) }
  return pretty({ ...plain, secrets, sum: sumOf({ ...plain, secrets }) })
}

/**
 * Reads a file of servers. Fails with `not-a-server-file`, or with `damaged-file` when it was one; servers of a file
 * without secrets are taken as they stand, so that people can write one.
 */
export function readServerFile(text: string): ServerFile {
  const { servers: entries, secrets = null } = readContent(text)
  const servers: ServerFields[] = []
  const places: number[] = []
  for (const [place, entry] of entries.slice(0, MOST_SERVERS).entries()) {
    const fields = readServerEntry(entry)
    if (fields === null) continue
    servers.push(fields)
    places.push(place)
  }
  const has = new Set(secrets?.has)
  return {
    servers,
    leftOut: entries.length - servers.length,
    locked: secrets !== null,
    hasSecret: places.map((place) => has.has(place)),
    open: async (passphrase) => {
      const texts = secrets === null ? new Map<number, string>() : await openSecrets(entries, secrets, passphrase)
      return places.map((place) => texts.get(place) ?? null)
    },
  }
}

/** The file's parts, its sum checked. Parsers quote what they do not understand: their words are left out. */
function readContent(text: string): z.output<typeof version1> {
  const json = text.length > LONGEST ? undefined : parseJson(text)
  const { data: head } = content.safeParse(json)
  if (head === undefined) throw text.includes(`"${FORMAT}"`) ? damaged() : notServers('the file holds no servers')
  if (head.version !== VERSION) throw notServers('the file was written by another version of Roomreel')
  const { data } = version1.safeParse(json)
  if (data === undefined) throw damaged()
  if ((data.secrets !== undefined || data.sum !== undefined) && data.sum !== sumOf(json)) throw damaged()
  return data
}

async function openSecrets(
  entries: unknown[],
  secrets: LockedSecrets,
  passphrase: string,
): Promise<Map<number, string>> {
  const text = await unlock(secrets, passphrase, besideSecrets(entries, secrets.has))
  const { data: texts } = secretTexts.length(secrets.has.length).safeParse(parseJson(text))
  if (texts === undefined) throw damaged()
  return new Map(secrets.has.map((place, index) => [place, texts[index] ?? '']))
}

/** Each field by its name: whatever else a profile carries stays here. */
const exportedFields = (fields: ServerFields): ServerFields => ({
  name: fields.name,
  url: fields.url,
  apiKey: fields.apiKey,
  rooms: fields.rooms,
  signIn: fields.signIn,
  endpointPath: fields.endpointPath,
  checkMinutes: fields.checkMinutes,
  pageLimit: fields.pageLimit,
  proxy: withoutCredentials(fields.proxy),
})

/** What the secrets are locked together with, so that nobody can send one to another address by editing the file. */
const besideSecrets = (servers: unknown[], has: number[]): string => canonicalJson({ servers, has })

/** SHA-256 over everything else in the file: tells a damaged file before a passphrase is asked for. No protection. */
function sumOf(file: unknown): string {
  const summed = isObject(file) ? Object.entries(file).filter(([key]) => key !== 'sum') : []
  return createHash('sha256')
    .update(canonicalJson(Object.fromEntries(summed)))
    .digest('hex')
}

/** JSON that does not depend on spaces or on the order of keys, which other tools change. Fails with `damaged-file`. */
function canonicalJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, part: unknown) => (isObject(part) ? sortedByKey(part) : part))
  } catch {
    // Nested deeper than the stack: nothing that Roomreel has written.
    throw damaged()
  }
}

const sortedByKey = (part: object): object =>
  Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** The value of a JSON text, or undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

const damaged = (): AppFailure => new AppFailure('damaged-file', 'the file is not what Roomreel has written')
const notServers = (message: string): AppFailure => new AppFailure('not-a-server-file', message)
