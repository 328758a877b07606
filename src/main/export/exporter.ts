import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { ExportState } from '../../shared/download.ts'
import type { RecordingFacts } from '../../shared/recording.ts'
import { Throttle } from '../library/throttle.ts'
import { freeBytesIn } from './copy-file.ts'
import {
  type ExportRequest,
  ExportRun,
  type ExportRunParts,
  type ExportSession,
  endingOrDefault,
} from './export-run.ts'
import { exportName } from './names.ts'

export interface ExporterParts extends Pick<ExportRunParts, 'use' | 'clock'> {
  /** Null: cancelled. */
  chooseFolder: () => Promise<string | null>
  /** Answers a full path, having asked about a file that is there; null: cancelled. */
  chooseSaveFile: (name: string) => Promise<string | null>
  showInFolder: (path: string) => void
  onChange: (state: ExportState) => void
  freeBytes?: ExportRunParts['freeBytes']
}

interface Exporting {
  run: ExportRun
  /** Never rejects. */
  ended: Promise<void>
}

const CHANGE_EVERY_MS = 250
const NAMES_SHOWN = 3
/** Exports that are over and can still be shown. */
const MOST_REMEMBERED = 20

/** Exports recordings to where the user wants them, one export after the other. */
export class Exporter {
  readonly #parts: ExporterParts
  readonly #exports = new Map<string, Exporting>()
  #latest: Promise<unknown> = Promise.resolve()

  constructor(parts: ExporterParts) {
    this.#parts = parts
  }

  /**
   * Asks where to, and begins. Null: the user thought better of it. Fails with `not-found` when nobody knows one of the
   * recordings (any more); what fails later is in the state.
   */
  async start(request: ExportRequest): Promise<ExportState | null> {
    const recordIds = [...new Set(request.recordIds)]
    const target = await this.#askWhere({ ...request, recordIds })
    return target === null ? null : this.#begin({ ...request, recordIds }, target)
  }

  /** Resolves when it has stopped. What is whole stays in the folder. */
  async stop(exportId: string): Promise<void> {
    await this.#end([...this.#exports].filter(([id]) => id === exportId))
  }

  /** Stops all of a profile's, for example before the profile goes. */
  async stopProfile(profileId: string): Promise<void> {
    await this.#end([...this.#exports].filter(([, { run }]) => run.state.profileId === profileId))
  }

  async close(): Promise<void> {
    await this.#end([...this.#exports])
  }

  /** The files' names that a template makes of the first three. Those that nobody knows are left out. */
  names(profileId: string, recordIds: readonly string[], template: string): Promise<string[]> {
    return this.#parts.use(profileId, async (session) => {
      const known = factsOf(session, recordIds.slice(0, NAMES_SHOWN))
      return Promise.all(known.map((facts) => fileName(session, facts, template)))
    })
  }

  /** Shows the first file that an export has written. Fails with `not-found` when there is none (any more). */
  async show(exportId: string): Promise<void> {
    const [path] = this.#exports.get(exportId)?.run.state.files ?? []
    if (path === undefined) throw new AppFailure('not-found', 'the export has written no file')
    await stat(path).catch((cause: unknown) => {
      throw new AppFailure('not-found', 'what was exported is not there any more', { cause })
    })
    this.#parts.showInFolder(path)
  }

  async #askWhere({ profileId, recordIds, template }: ExportRequest): Promise<ExportRunParts['target'] | null> {
    const suggested = await this.#parts.use(profileId, async (session) => {
      const [first] = factsOf(session, recordIds)
      if (first === undefined || factsOf(session, recordIds).length < recordIds.length) {
        throw new AppFailure('not-found', 'a recording that was to be exported is not known any more')
      }
      return recordIds.length === 1 ? fileName(session, first, template) : null
    })
    // The dialog may stay open for long: the profile is not held meanwhile.
    if (suggested === null) {
      const folder = await this.#parts.chooseFolder()
      return folder === null ? null : { kind: 'folder', folder }
    }
    const path = await this.#parts.chooseSaveFile(suggested)
    return path === null ? null : { kind: 'file', path, folder: dirname(path) }
  }

  #begin(request: ExportRequest, target: ExportRunParts['target']): ExportState {
    const { use, clock, onChange, freeBytes = freeBytesIn } = this.#parts
    const exportId = randomUUID()
    const tell = new Throttle(
      () => onChange(run.state),
      () => CHANGE_EVERY_MS,
    )
    const run = new ExportRun({ exportId, request, target, use, clock, freeBytes, onChange: () => tell.ask() })
    const turn = this.#latest
    const ended = run.run(turn).then(() => {
      tell.stop()
      onChange(run.state)
    })
    // One that is stopped while it waits ends before its turn.
    this.#latest = Promise.all([turn, ended])
    this.#exports.set(exportId, { run, ended })
    this.#forgetOldest()
    return run.state
  }

  async #end(exports: readonly [string, Exporting][]): Promise<void> {
    for (const [, { run }] of exports) run.stop()
    await Promise.all(exports.map(([, { ended }]) => ended))
  }

  #forgetOldest(): void {
    const over = [...this.#exports].filter(([, { run }]) => run.state.status !== 'running')
    for (const [id] of over.slice(0, Math.max(0, over.length - MOST_REMEMBERED))) this.#exports.delete(id)
  }
}

const factsOf = (session: ExportSession, recordIds: readonly string[]): RecordingFacts[] =>
  recordIds.map((recordId) => session.facts(recordId)).filter((facts) => facts !== null)

async function fileName(session: ExportSession, facts: RecordingFacts, template: string): Promise<string> {
  return `${exportName(template, facts)}.${await endingOrDefault(await session.file(facts.recordId))}`
}
