import { setImmediate as others } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { ThreadAnswer } from '../thread-client.ts'
import { TranscriptDesk } from './desk.ts'
import { SaidSearch } from './said-search.ts'
import { openTranscripts, removeTranscripts } from './schema.ts'
import type { ToTranscripts, TranscriptAnswer, TranscriptWork } from './thread-messages.ts'

/** The thread of what was said: it reads subtitle files, writes and searches, so that the window's process does not. */

interface Opened {
  db: Database.Database
  desk: TranscriptDesk
  search: SaidSearch
}

const port = parentPort
if (port === null) throw new Error('this runs in a thread of its own')
const say = (message: ThreadAnswer): void => port.postMessage(message)
const opened = new Map<string, Opened>()
const READS: readonly TranscriptWork['do'][] = ['list', 'packed', 'search', 'hits', 'coverage']
/** What is under way and changes something. */
let writing: Promise<unknown> = Promise.resolve()

port.on('message', (message: ToTranscripts) => {
  const { id } = message
  inTurn(message).then(
    (answer) => say({ kind: 'done', id, answer }),
    (error: unknown) => {
      const code = error instanceof Database.SqliteError ? error.code : ''
      say({ kind: 'failed', id, code, message: error instanceof Error ? error.message : String(error) })
    },
  )
})

/** Of what changes something, one thing is done after the other; what only reads has its turn in between. */
function inTurn(message: ToTranscripts): Promise<unknown> {
  if (READS.includes(message.work.do)) return answerTo(message)
  const done = writing.then(() => answerTo(message))
  writing = done.catch(() => {})
  return done
}

async function answerTo({ file, work }: ToTranscripts): Promise<unknown> {
  try {
    return await answer(file, work)
  } catch (error) {
    if (!isBroken(error)) throw error
    // All of it comes from elsewhere, and is fetched again.
    close(file)
    removeTranscripts(file)
    return await answer(file, work)
  }
}

const isBroken = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)

async function answer(file: string, work: TranscriptWork): Promise<TranscriptAnswer[TranscriptWork['do']]> {
  if (work.do === 'close') {
    close(file)
    return undefined
  }
  const { desk, search } = opened.get(file) ?? open(file)
  switch (work.do) {
    case 'list':
      return desk.list(work.recordId)
    case 'put':
      return await inSteps(desk.put(work.track, work.bytes, work.at))
    case 'fail':
      return desk.fail(work.track, work.error, work.at)
    case 'confirm':
      desk.confirm(work.recordId, work.trackId, work.at)
      return undefined
    case 'drop':
      desk.drop(work.recordId, work.trackIds)
      return undefined
    case 'missing':
      return desk.missing(work.tracks, work.before)
    case 'packed':
      return desk.packed(work.recordId, work.trackId)
    case 'search':
      return search.search(work.query, work.libraryFile, work.languages)
    case 'hits':
      return search.hits(work.recordId, work.trackId, work.text)
    case 'coverage':
      return desk.coverage()
  }
}

/** What was asked meanwhile has its turn in between. */
async function inSteps<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await others()
  }
}

function open(file: string): Opened {
  const db = openTranscripts(file)
  const made: Opened = { db, desk: new TranscriptDesk(db), search: new SaidSearch(db) }
  opened.set(file, made)
  return made
}

function close(file: string): void {
  const known = opened.get(file)
  opened.delete(file)
  if (known === undefined) return
  try {
    known.desk.tidy()
  } finally {
    known.db.close()
  }
}
