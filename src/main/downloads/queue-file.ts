import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { isMissing } from '../media/files-on-disk.ts'
import { Alarm } from './queue-alarm.ts'
import { idOf, inTurn, type QueueEntry } from './queue-entries.ts'
import { readError } from './queue-error.ts'
import type { FinishedDownload } from './queue-finished.ts'

/** What outlives a run. */
export interface QueueContent {
  /** In the order in which they run. */
  entries: QueueEntry[]
  /** Of each profile, the newest first. */
  finished: FinishedDownload[]
}

export interface QueueFileParts {
  /** downloads.json in the user's folder. */
  file: string
  /** What is to be written, asked for when it is. */
  content: () => QueueContent
}

const OWNER_ONLY = 0o600
/** A queue of thousands is some megabytes: not to be written for each step of each download. */
const BETWEEN_WRITES_MS = 250

const storedFile = z.object({ version: z.literal(1), entries: z.array(z.unknown()), finished: z.array(z.unknown()) })
const key = { profileId: z.string().regex(/^[\w-]{1,64}$/), recordId: z.string().min(1).max(512) }
const storedEntry = z.object({
  ...key,
  by: z.enum(['user', 'rule']),
  state: z.enum(['waiting', 'running', 'paused', 'failed']),
  error: z.unknown(),
  addedAt: z.number(),
})
const storedFinished = z.object({ ...key, at: z.number() })

/** The queue's file: written as a whole, a while after a change, and never a reason for the queue to stop. */
export class QueueFile {
  readonly #parts: QueueFileParts
  readonly #soon = new Alarm(BETWEEN_WRITES_MS, () => void this.#write())
  #writing: Promise<void> | null = null
  #isChanged = false
  /** Of the writes since the last one that went well, one has failed: it is said once. */
  #hasFailed = false
  /** False: what is there was not read yet, or could neither be read nor moved away. Nothing is written over it. */
  #mayWrite = false

  constructor(parts: QueueFileParts) {
    this.#parts = parts
  }

  /**
   * What the last run has left. Never fails: entries that cannot be read are left out, and a file that cannot be read is
   * set aside under a dated name.
   */
  async read(): Promise<QueueContent> {
    const content = await this.#content()
    // What was queued while the app was still starting.
    if (this.#isChanged) this.changed()
    return content
  }

  /** There is something new to be written, soon. */
  changed(): void {
    this.#isChanged = true
    if (this.#writing === null && this.#mayWrite) this.#soon.set()
  }

  /** Writes what is new now. Never fails: what could not be written is tried again with the next change. */
  async flush(): Promise<void> {
    await this.#writing
    this.#soon.clear()
    if (this.#isChanged && this.#mayWrite) void this.#write()
    await this.#writing
  }

  /** One write at a time; what has changed in the meantime is written next. */
  async #write(): Promise<void> {
    this.#isChanged = false
    this.#writing = this.#replace()
    await this.#writing
    this.#writing = null
    const isNewer = this.#isChanged
    this.#isChanged ||= this.#hasFailed
    if (isNewer) this.changed()
  }

  async #replace(): Promise<void> {
    try {
      const { entries, finished } = this.#parts.content()
      await replaceFile(this.#parts.file, JSON.stringify({ version: 1, entries: entries.map(stored), finished }))
      this.#hasFailed = false
    } catch (error) {
      if (!this.#hasFailed) console.error('The download queue could not be written; it goes on, unsaved:', error)
      this.#hasFailed = true
    }
  }

  async #content(): Promise<QueueContent> {
    try {
      const { entries, finished } = storedFile.parse(JSON.parse(await readFile(this.#parts.file, 'utf8')))
      this.#mayWrite = true
      return {
        entries: readEntries(entries),
        finished: finished.flatMap((it) => storedFinished.safeParse(it).data ?? []),
      }
    } catch (error) {
      this.#mayWrite = isMissing(error) || (await this.#setAside(error))
      return { entries: [], finished: [] }
    }
  }

  /** False: it stays where it is. */
  async #setAside(why: unknown): Promise<boolean> {
    const { file } = this.#parts
    const aside = `${file}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`
    console.error('The download queue of the last run cannot be read and is set aside:', why)
    try {
      await rename(file, aside)
      return true
    } catch (error) {
      console.error('It cannot be set aside, so the queue lasts until Roomreel quits:', error)
      return false
    }
  }
}

/** The entries that can be understood, each recording once: what was under way waits for its turn. */
function readEntries(values: readonly unknown[]): QueueEntry[] {
  const entries = new Map<string, QueueEntry>()
  for (const value of values) {
    const { data } = storedEntry.safeParse(value)
    if (data === undefined || entries.has(idOf(data))) continue
    const entry = {
      ...data,
      waitingFor: null,
      retryAt: null,
      error: data.state === 'failed' ? readError(data.error) : null,
    }
    const stays = entry.state === 'paused' || entry.error !== null
    entries.set(idOf(entry), stays ? entry : inTurn(entry))
  }
  return [...entries.values()]
}

/** Fields by name: what else an error may hold one day has no business in a file. */
function stored({ profileId, recordId, by, state, error, addedAt }: QueueEntry): Record<string, unknown> {
  if (error === null) return { profileId, recordId, by, state, error, addedAt }
  const { code, message, host, raw } = error
  return { profileId, recordId, by, state, error: { code, message, host, raw }, addedAt }
}

/** After a power cut it is the old file or the new one. */
async function replaceFile(file: string, text: string): Promise<void> {
  const part = `${file}.part`
  await mkdir(dirname(file), { recursive: true })
  // One that was left behind by a crash may have another mode, and a mode is only given to new files.
  await rm(part, { force: true })
  await writeFile(part, text, { flag: 'wx', mode: OWNER_ONLY, flush: true })
  await rename(part, file)
}
