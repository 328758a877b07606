import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { RecordingFacts } from '../../shared/recording.ts'
import { MOST_SUBTITLE_BYTES, type Track, type TranscriptFormat } from '../../shared/transcript.ts'
import { exportName } from '../export/names.ts'
import { onDisk } from '../media/on-disk.ts'
import type { OpenProfiles } from '../profiles/open-profiles.ts'
import { MOST_HISTORY_BYTES, readHistory, writeHistory } from './history-file.ts'

export interface WatchFilesParts {
  open: OpenProfiles
  /** The host that a profile's history is from. */
  hostOf: (profileId: string) => string
  /** How exported files are named (exportName). */
  template: () => string
  dialogs: {
    /** `ending` without its dot. */
    chooseSave: (title: string, name: string, ending: string) => Promise<string | null>
    chooseSubtitles: () => Promise<string | null>
    chooseHistory: () => Promise<string | null>
  }
  clock: () => number
}

/** Files that the user chooses: frames, transcripts, subtitles, histories. Each answers null when they think better of it. */
export class WatchFiles {
  readonly #parts: WatchFilesParts

  constructor(parts: WatchFilesParts) {
    this.#parts = parts
  }

  /** Fails with `invalid-input` for what is no PNG, `disk` or `disk-full`. */
  async saveFrame(
    profileId: string,
    recordId: string,
    seconds: number,
    png: Uint8Array,
  ): Promise<{ file: string } | null> {
    if (!isPng(png)) throw new AppFailure('invalid-input', 'a frame is saved as PNG')
    const name = `${await this.#name(profileId, recordId)} ${clockOf(seconds)}`
    return await this.#save('Save frame', name, 'png', png)
  }

  /** Fails as the track's cues do, and with `disk` or `disk-full`. */
  async exportTranscript(
    profileId: string,
    recordId: string,
    { trackId, format, offsetMs }: { trackId: string; format: TranscriptFormat; offsetMs: number },
  ): Promise<{ file: string } | null> {
    const { text, language } = await this.#parts.open.use(profileId, ({ transcripts }) =>
      transcripts.text(recordId, trackId, { format, offsetMs }),
    )
    const name = await this.#name(profileId, recordId)
    return await this.#save('Export transcript', language === '' ? name : `${name}.${language}`, format, text)
  }

  /** Fails with `malformed` for what holds no subtitles, `disk` or `disk-full`. */
  async chooseSubtitles(profileId: string, recordId: string): Promise<Track | null> {
    const path = await this.#parts.dialogs.chooseSubtitles()
    if (path === null) return null
    const bytes = await readLimited(path, MOST_SUBTITLE_BYTES)
    return await this.#parts.open.use(profileId, ({ transcripts }) =>
      transcripts.addFile(recordId, basename(path), bytes),
    )
  }

  /** Fails with `disk` or `disk-full`. */
  async exportHistory(profileId: string): Promise<{ file: string; positions: number; bookmarks: number } | null> {
    const { open, hostOf } = this.#parts
    const own = await open.use(profileId, (session) => session.watching.ownHistory())
    const saved = await this.#save('Export history', 'roomreel-history', 'json', writeHistory(hostOf(profileId), own))
    return saved === null ? null : { ...saved, positions: own.positions.length, bookmarks: own.bookmarks.length }
  }

  /** Fails with `malformed` for what is no history, or `disk`. */
  async importHistory(profileId: string): Promise<{ positions: number; bookmarks: number } | null> {
    const path = await this.#parts.dialogs.chooseHistory()
    if (path === null) return null
    const history = readHistory((await readLimited(path, MOST_HISTORY_BYTES)).toString('utf8'))
    return await this.#parts.open.use(profileId, (session) => session.watching.importHistory(history))
  }

  async #name(profileId: string, recordId: string): Promise<string> {
    const facts = await this.#parts.open.use(profileId, (session) => session.facts(recordId))
    return exportName(this.#parts.template(), facts ?? unknown(recordId))
  }

  async #save(
    title: string,
    name: string,
    ending: string,
    data: string | Uint8Array,
  ): Promise<{ file: string } | null> {
    const path = await this.#parts.dialogs.chooseSave(title, `${name}.${ending}`, ending)
    if (path === null) return null
    await onDisk(() => writeFile(path, data, { flush: true }))
    return { file: basename(path) }
  }
}

async function readLimited(path: string, maxBytes: number): Promise<Buffer> {
  return await onDisk(async () => {
    const { size } = await stat(path)
    if (size > maxBytes) throw new AppFailure('malformed', `${basename(path)} is larger than ${maxBytes / 1e6} MB`)
    return await readFile(path)
  })
}

/** "24.16", "1.02.03": a colon is not for names of files. */
function clockOf(seconds: number): string {
  const whole = Math.floor(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}.${two(minutes)}.${two(rest)}` : `${minutes}.${two(rest)}`
}

/** A PNG's first eight bytes (PNG specification, 5.2). */
const isPng = (bytes: Uint8Array): boolean =>
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, index) => bytes[index] === byte)

/** A recording that nobody knows has its ID for a name. */
const unknown = (recordId: string): RecordingFacts => ({
  recordId,
  roomId: '',
  roomSid: '',
  roomTitle: null,
  title: recordId,
  description: null,
  sizeBytes: null,
  createdAt: null,
  startedAt: null,
  endedAt: null,
  filePath: '',
  subtitles: [],
  extraData: {},
})
