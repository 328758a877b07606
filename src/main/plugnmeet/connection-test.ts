import { type AppError, AppFailure } from '../../shared/app-error.ts'
import type { ConnectionReport } from '../../shared/profile.ts'
import type { RecordingQuery } from '../../shared/recording.ts'
import type { Access } from './access.ts'
import { isPlugNmeet, type RawAnswer, readAnswer } from './answer.ts'
import { apiPaths } from './api-paths.ts'
import { endpoint, writtenBase } from './base-url.ts'
import { PlugNmeetClient } from './client.ts'
import type { HttpClient } from './http.ts'
import { abortedFailure, timeoutFailure } from './http-failure.ts'
import { postJson } from './post-json.ts'

export interface ConnectionTest {
  http: HttpClient
  baseUrl: URL
  access: Access
  /** Empty = auth/recording/fetch. */
  endpointPath: string
  rooms: readonly string[]
  /** False: send no credentials. */
  signed: boolean
  signal: AbortSignal
  /** Milliseconds from any time on. */
  clock?: () => number
  /** For the whole test, 15 000 unless told. */
  timeLimitMs?: number
}

type Outcome = ConnectionReport['outcome']

/** Where plugNmeet may be instead. */
interface Place {
  baseUrl: URL
  endpointPath: string
}

const TIME_LIMIT_MS = 15_000
/** Of a path's parents: each one is a request, and servers are not installed deeper. */
const MOST_PARENTS = 5

/**
 * Asks a server as a profile would, or without credentials, and says how it went. A `wrong-path` failure suggests
 * another base URL for the same endpoint path, or the same base URL: then it is the endpoint path that has to go.
 * Fails with `aborted` only.
 */
export async function testConnection(test: ConnectionTest): Promise<Outcome> {
  const { signal, clock = () => performance.now(), timeLimitMs = TIME_LIMIT_MS } = test
  const limit = AbortSignal.timeout(timeLimitMs)
  const limited = { ...test, signal: AbortSignal.any([signal, limit]) }
  const startedAt = clock()
  const elapsed = (): number => Math.max(1, Math.round(clock() - startedAt))
  try {
    if (test.signed) return { kind: 'connected', recordings: await countRecordings(limited), ms: elapsed() }
    await reach(limited)
    return { kind: 'reached', ms: elapsed() }
  } catch (cause) {
    if (!(cause instanceof AppFailure)) throw cause
    const isTooLate = cause.error.code === 'aborted' && limit.aborted && !signal.aborted
    if (cause.error.code === 'aborted' && !isTooLate) throw cause
    if (isTooLate) return failed(timeoutFailure(test.baseUrl, 'the test took too long').error)
    const error = await withSuggestion(cause.error, limited)
    if (signal.aborted) throw abortedFailure(test.baseUrl)
    return failed(error)
  }
}

const failed = (error: AppError): Outcome => ({ kind: 'failed', error })

async function countRecordings({ signal, ...parts }: ConnectionTest): Promise<number> {
  const query: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 1 }
  return (await new PlugNmeetClient(parts).fetchRecordings(query, signal)).total
}

/** Asks without credentials. To be refused for want of them is an answer; anything else fails as a call does. */
async function reach(test: ConnectionTest): Promise<void> {
  const answer = await ask(test, test)
  if (isPlugNmeet(answer)) return
  try {
    readAnswer(answer, test.access.signIn === 'secret' ? 'secret' : 'none', (text) => text)
  } catch (cause) {
    const isRefused = cause instanceof AppFailure && cause.error.code === 'no-secret'
    if (!isRefused) throw cause
  }
}

/** The answer to an empty question at a place, without credentials. */
const ask = ({ http, signal }: ConnectionTest, { baseUrl, endpointPath }: Place): Promise<RawAnswer> =>
  postJson({ http, url: endpoint(baseUrl, apiPaths(endpointPath).fetch), body: '{}', credentials: {}, signal })

/** The failure, as `wrong-path` when plugNmeet turns out to be elsewhere on the host. */
async function withSuggestion(error: AppError, test: ConnectionTest): Promise<AppError> {
  if (error.code !== 'wrong-url' && !error.raw?.startsWith('404 ')) return error
  const places = placesNear(test)
  const answers = await Promise.all(places.map((place) => isAt(test, place)))
  const place = places[answers.indexOf(true)]
  if (place === undefined) return error
  const suggestion = writtenBase(place.baseUrl)
  const message = `plugNmeet is on ${test.baseUrl.host}, but at another path: ${suggestion}`
  return { ...error, code: 'wrong-path', message, suggestion }
}

async function isAt(test: ConnectionTest, place: Place): Promise<boolean> {
  try {
    return isPlugNmeet(await ask(test, place))
  } catch (cause) {
    // What went wrong at a place that nobody asked for is not worth telling.
    if (cause instanceof AppFailure) return false
    throw cause
  }
}

function placesNear({ baseUrl, endpointPath }: Place): Place[] {
  const folders = baseUrl.pathname.split('/').filter((folder) => folder !== '')
  const parents = folders.map((_, up) => new URL(`/${folders.slice(0, -1 - up).join('/')}`, baseUrl))
  const usual = endpointPath === '' ? [] : [{ baseUrl, endpointPath: '' }]
  return [...usual, ...parents.slice(-MOST_PARENTS).map((parent) => ({ baseUrl: parent, endpointPath }))]
}
