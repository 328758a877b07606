import type { IncomingMessage } from 'node:http'
import { sameSecret, signatureOf, type TokenKey } from './tokens.ts'

/** What the API answers to a call: HTTP 200, whatever `status` says. */
export type ApiAnswer = { status: boolean; status_code: string; msg: string } & Record<string, unknown>

export const success = (fields: Record<string, unknown>): ApiAnswer => ({
  status: true,
  status_code: 'SUCCESS',
  msg: 'success',
  ...fields,
})
export const refusal = (statusCode: string, msg: string): ApiAnswer => ({ status: false, status_code: statusCode, msg })

const MOST_BODY_BYTES = 1_000_000

/** The whole body, or null when it is larger than any question. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Why these headers do not open the API (an HTTP 401), or null when they do. */
export function credentialRefusal(request: IncomingMessage, body: Buffer, key: TokenKey): ApiAnswer | null {
  const apiKey = request.headers['api-key']
  const signature = request.headers['hash-signature']
  if (typeof apiKey !== 'string' || typeof signature !== 'string' || apiKey === '' || signature === '')
    return refusal('MISSING_REQUIRED_PARAMETER', 'missing API-KEY or HASH-SIGNATURE header')
  if (!sameSecret(apiKey, key.apiKey)) return refusal('INVALID_API_KEY', 'invalid API key')
  if (!sameSecret(signature, signatureOf(body, key.apiSecret)))
    return refusal('INVALID_TOKEN_OR_SIGNATURE', 'can not verify provided information')
  return null
}

/** The request's fields as the calls read them; unknown ones are ignored. */
export interface ApiFields {
  roomIds: string[]
  /** "" is a session that does not exist; null = not asked for. */
  roomSid: string | null
  recordId: string
  artifactId: string
  /** As it came. */
  metadata: unknown
  from: number
  limit: number
  newestFirst: boolean
}

const DEFAULT_LIMIT = 20
const MOST_LIMIT = 100

/** Null when the body is no JSON object or a field has the wrong type: the server answers INVALID_PARAMETERS. */
export function readFields(body: Buffer): ApiFields | null {
  const json = parseObject(body)
  if (json === null) return null
  const roomIds = json.room_ids ?? []
  const roomSid = json.room_sid ?? null
  const recordId = json.record_id ?? ''
  const artifactId = json.artifact_id ?? ''
  const orderBy = json.order_by ?? ''
  const from = unsigned(json.from)
  const limit = unsigned(json.limit)
  if (!isTextList(roomIds) || (roomSid !== null && typeof roomSid !== 'string')) return null
  if (typeof artifactId !== 'string') return null
  if (typeof recordId !== 'string' || typeof orderBy !== 'string' || from === null || limit === null) return null
  return {
    roomIds,
    roomSid,
    recordId,
    artifactId,
    metadata: json.metadata,
    from,
    limit: limit === 0 ? DEFAULT_LIMIT : Math.min(limit, MOST_LIMIT),
    newestFirst: orderBy !== 'ASC',
  }
}

function parseObject(body: Buffer): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'))
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')

/** A 32-bit unsigned number, also as text, as protobuf's JSON reads it; absent = 0; null for anything else. */
function unsigned(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : (value ?? 0)
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < 2 ** 32 ? number : null
}
