import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type AppError, AppFailure } from '../../shared/app-error.ts'
import { type EditOutcome, isSameMetadata, metadataPatch, type RecordingMetadata } from '../../shared/metadata.ts'
import type { RecordingDetails } from '../../shared/watch-calls.ts'
import type { LocalLibrary } from '../library/local-library.ts'
import { type KeptFile, recordKey } from '../media/media-folder.ts'
import type { PlugNmeetClient } from '../plugnmeet/client.ts'
import type { MeetingArtifacts } from './meeting-artifacts.ts'

export interface RecordingAboutParts {
  client: Promise<PlugNmeetClient>
  local: LocalLibrary
  artifacts: MeetingArtifacts
  file: (recordId: string) => Promise<KeptFile | null>
  /** Of what the server has said, for when it does not answer. */
  directory: string
  signal: AbortSignal
}

const said = z.object({ participants: z.number().nullable(), summary: z.string().nullable() })
type Said = z.output<typeof said>

/** What is asked of a server about one recording, to be read or edited. */
export class RecordingAbout {
  readonly #parts: RecordingAboutParts

  constructor(parts: RecordingAboutParts) {
    this.#parts = parts
  }

  /** What the details panel shows beyond the recording; what the server does not say now is as it said last time. */
  async details(recordId: string): Promise<RecordingDetails> {
    const { local, file, artifacts, client, signal } = this.#parts
    const failures: AppError[] = []
    const failed = (error: unknown): null => {
      if (!(error instanceof AppFailure)) throw error
      failures.push(error.error)
      return null
    }
    const roomSid = local.library.recording(recordId)?.roomSid ?? ''
    const asked = client.then((it) => it.participants(recordId, signal))
    const [kept, participants, summary] = await Promise.all([
      file(recordId),
      asked.catch(failed),
      artifacts.summary(roomSid).catch(failed),
    ])
    const before = failures.length === 0 ? null : await this.#remembered(recordId)
    const now: Said = {
      participants: participants ?? before?.participants ?? null,
      summary: summary ?? before?.summary ?? null,
    }
    if (failures.length === 0) await this.#remember(recordId, now)
    return {
      file: kept === null ? null : { path: kept.path, since: kept.startedAt },
      ...now,
      failure: failures[0] ?? null,
    }
  }

  /** What can be edited, as the server has it now. Fails as the server does. */
  async metadata(recordId: string): Promise<RecordingMetadata> {
    return await (await this.#parts.client).metadata(recordId, this.#parts.signal)
  }

  /**
   * Writes what was changed. The server does not check whether somebody else has edited meanwhile, so it is asked just
   * before. Fails as the server does; then it may have taken the edit or not, and the form asks anew.
   */
  async edit(recordId: string, base: RecordingMetadata, wanted: RecordingMetadata): Promise<EditOutcome> {
    const { local, client, signal } = this.#parts
    const patch = metadataPatch(base, wanted)
    const current = await this.metadata(recordId)
    if (!isSameMetadata(base, current)) return { kind: 'conflict', current }
    if (patch !== null) await (await client).updateMetadata(recordId, patch, signal)
    // It is saved, whatever becomes of this: the list hears of it sooner or later.
    await local.recordingInfo(recordId, signal).catch(unlessOfServer)
    return { kind: 'saved' }
  }

  async #remembered(recordId: string): Promise<Said | null> {
    try {
      return said.safeParse(JSON.parse(await readFile(this.#path(recordId), 'utf8'))).data ?? null
    } catch {
      return null
    }
  }

  /** For the next time without the server; where it cannot be written, that time knows less. */
  async #remember(recordId: string, now: Said): Promise<void> {
    try {
      await mkdir(this.#parts.directory, { recursive: true })
      await writeFile(this.#path(recordId), JSON.stringify(now))
    } catch (error) {
      console.error(`What the server says of a recording could not be kept: ${String(error)}`)
    }
  }

  #path(recordId: string): string {
    return join(this.#parts.directory, `${recordKey(recordId)}.json`)
  }
}

function unlessOfServer(error: unknown): void {
  if (!(error instanceof AppFailure)) throw error
}
