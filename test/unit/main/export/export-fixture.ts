import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportSession } from '../../../../src/main/export/export-run.ts'
import { Exporter, type ExporterParts } from '../../../../src/main/export/exporter.ts'
import type { Job, JobEnd } from '../../../../src/main/media/job.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import type { ExportState } from '../../../../src/shared/download.ts'
import type { RecordingFacts } from '../../../../src/shared/recording.ts'

/** 2026-11-05T14:30:00Z */
export const AT = Date.UTC(2026, 10, 5, 14, 30) / 1000

export const factsOf = (changes: Partial<RecordingFacts> = {}): RecordingFacts => ({
  recordId: 'rec-1',
  roomId: 'algebra',
  roomSid: 'SID-1',
  roomTitle: 'Algebra',
  title: 'Lecture 3',
  description: null,
  sizeBytes: null,
  createdAt: AT,
  startedAt: null,
  endedAt: null,
  filePath: 'algebra/rec-1.mp4',
  subtitles: [],
  extraData: {},
  ...changes,
})

export const SPOKEN = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ada>Hello</v>\n'

/** Like the beginning of an MP4 file, and different in every place. */
export function mediaBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0, value = seed; at < length; at += 1) {
    value = (value * 1103515245 + 12345) & 0x7fffffff
    bytes[at] = value >> 16
  }
  bytes.write('\0\0\0\x18ftypmp42', 0, 'latin1')
  return bytes
}

/** A download that a test ends. */
export class TestJob implements Job {
  readonly #ending = Promise.withResolvers<JobEnd>()
  readonly ended = this.#ending.promise
  stopped = false
  end(end: JobEnd): void {
    this.#ending.resolve(end)
  }
  stop(): void {
    this.stopped = true
    this.end({ kind: 'stopped' })
  }
}

/** A profile with files on disk, a folder to export to, and an exporter. */
export class ExportHome {
  readonly media: string
  readonly target: string
  readonly recordings = new Map<string, RecordingFacts>()
  readonly files = new Map<string, { path: string; bytes: number }>()
  readonly webVtt = new Map<string, string>()
  readonly jobs = new Map<string, TestJob>()
  readonly states: ExportState[] = []
  readonly shown: string[] = []
  suggested: string | null = null
  /** What the dialogs answer. */
  chosen: string | null
  freeBytes: ((folder: string) => Promise<number | null>) | undefined
  /** Called with each state. */
  onState: (state: ExportState) => void = () => {}

  constructor(folder: string) {
    this.media = join(folder, 'media')
    this.target = join(folder, 'target')
    this.chosen = this.target
  }

  static async make(): Promise<ExportHome> {
    const home = new ExportHome(await mkdtemp(join(tmpdir(), 'roomreel-export-')))
    await mkdir(home.media)
    await mkdir(home.target)
    return home
  }

  async addFile(recordId: string, bytes: Buffer, changes: Partial<RecordingFacts> = {}): Promise<void> {
    this.recordings.set(recordId, factsOf({ recordId, ...changes }))
    await this.putFile(recordId, bytes)
  }

  async putFile(recordId: string, bytes: Buffer): Promise<void> {
    const path = join(this.media, `${recordId}.kept`)
    await writeFile(path, bytes)
    this.files.set(recordId, { path, bytes: bytes.length })
  }

  /** A recording whose file has to be downloaded first. */
  addAway(recordId: string, changes: Partial<RecordingFacts> = {}): TestJob {
    this.recordings.set(recordId, factsOf({ recordId, ...changes }))
    const job = new TestJob()
    this.jobs.set(recordId, job)
    return job
  }

  exporter(parts: Partial<ExporterParts> = {}): Exporter {
    return new Exporter({
      use: (_profileId, work) => work(this.#session()),
      clock: Date.now,
      chooseFolder: async () => this.chosen,
      chooseSaveFile: async (name) => {
        this.suggested = name
        return this.chosen
      },
      showInFolder: (path) => this.shown.push(path),
      onChange: (state) => {
        this.states.push(state)
        this.onState(state)
      },
      ...(this.freeBytes === undefined ? {} : { freeBytes: this.freeBytes }),
      ...parts,
    })
  }

  /** The last state of an export, once it is over. */
  async ended(exportId: string | undefined): Promise<ExportState> {
    for (;;) {
      const state = this.states.findLast((one) => one.exportId === exportId)
      if (state !== undefined && state.status !== 'running') return state
      await new Promise<void>((resolve) => {
        this.onState = () => resolve()
      })
    }
  }

  names = async (): Promise<string[]> => (await readdir(this.target)).sort()

  #session(): ExportSession {
    return {
      facts: (recordId) => this.recordings.get(recordId) ?? null,
      file: async (recordId) => this.files.get(recordId) ?? null,
      fetch: (recordId) => this.jobs.get(recordId) ?? new TestJob(),
      webVtt: async (recordId, language) => {
        const found = this.webVtt.get(`${recordId}/${language}`)
        if (found === undefined) throw new AppFailure('not-found', 'there are no subtitles in this language')
        return found
      },
    }
  }
}

export const request = (recordIds: string[], changes: object = {}) => ({
  profileId: 'home',
  recordIds,
  template: '{date} {room} {title}',
  subtitles: false,
  metadata: false,
  ...changes,
})
