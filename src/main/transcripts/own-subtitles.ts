import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { recordKey } from '../media/media-folder.ts'
import { onDisk } from '../media/on-disk.ts'

/** A subtitle file of the user's, kept with a recording. */
export interface OwnSubtitles {
  /** Track.id. */
  trackId: string
  /** As the file was called. */
  name: string
  /** '' where its name does not say. */
  language: string
}

const about = z.object({ recordId: z.string(), name: z.string(), language: z.string() })

const PREFIX = 'file:'
const LONGEST_NAME = 200
/** "talk.de.vtt", "talk.pt-BR.srt": what stands before the ending, if it looks like a language. */
const LANGUAGE = /\.([a-z]{2,3}(?:[-_][a-z\d]{2,8}){0,2})\.[a-z\d]{2,5}$/i

/**
 * The user's own subtitle files of one profile: beside each, as it came (`.sub`), what it is (`.json`), which is written
 * last. Nobody else has them.
 */
export class OwnSubtitleFiles {
  readonly #directory: string

  /** The folder is made when the first file is added. */
  constructor(directory: string) {
    this.#directory = directory
  }

  /** A recording's files, by their names. What cannot be read is left out. */
  async list(recordId: string): Promise<OwnSubtitles[]> {
    const prefix = `${recordKey(recordId)}-`
    const names = await readdir(this.#directory).catch(() => [])
    const found = names.filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    const read = await Promise.all(
      found.map((name) => this.#read(recordId, name.slice(prefix.length, -'.json'.length))),
    )
    return read.flatMap((own) => own ?? []).sort((one, other) => one.name.localeCompare(other.name))
  }

  /** Recordings that have a file of the user's. */
  async recordIds(): Promise<string[]> {
    const names = await readdir(this.#directory).catch(() => [])
    const all = names.filter((name) => name.endsWith('.json'))
    const ids = await Promise.all(all.map(async (name) => (await readAbout(join(this.#directory, name)))?.recordId))
    return [...new Set(ids.flatMap((recordId) => recordId ?? []))]
  }

  /** Keeps a file; the same one again takes its own place. Fails with `disk` or `disk-full`. */
  async add(recordId: string, fileName: string, bytes: Uint8Array): Promise<OwnSubtitles> {
    const key = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    const name = fileName.slice(-LONGEST_NAME).toWellFormed()
    const language = LANGUAGE.exec(name)?.[1]?.replace('_', '-') ?? ''
    await onDisk(async () => {
      await mkdir(this.#directory, { recursive: true })
      await write(this.#path(recordId, key, 'sub'), bytes)
      await write(this.#path(recordId, key, 'json'), Buffer.from(JSON.stringify({ recordId, name, language })))
    })
    return { trackId: PREFIX + key, name, language }
  }

  /** As it came; null when there is no such file. */
  async bytes(recordId: string, trackId: string): Promise<Uint8Array | null> {
    const key = keyOf(trackId)
    return key === null ? null : await readFile(this.#path(recordId, key, 'sub')).catch(() => null)
  }

  /** Fails with `disk`. */
  async remove(recordId: string, trackId: string): Promise<void> {
    const key = keyOf(trackId)
    if (key === null) return
    await onDisk(async () => {
      await rm(this.#path(recordId, key, 'json'), { force: true })
      await rm(this.#path(recordId, key, 'sub'), { force: true })
    })
  }

  async #read(recordId: string, key: string): Promise<OwnSubtitles | null> {
    const found = await readAbout(this.#path(recordId, key, 'json'))
    return found === null ? null : { trackId: PREFIX + key, name: found.name, language: found.language }
  }

  #path(recordId: string, key: string, ending: string): string {
    return join(this.#directory, `${recordKey(recordId)}-${key}.${ending}`)
  }
}

/** A track's ID comes from the page: only what `add` has made is a name of a file. */
const keyOf = (trackId: string): string | null => /^file:([\da-f]{16})$/.exec(trackId)?.[1] ?? null

async function readAbout(path: string): Promise<z.output<typeof about> | null> {
  try {
    return about.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? null
  } catch {
    return null
  }
}

/** Whole or not at all, whatever happens meanwhile. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`
  const file = await open(part, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, path)
}
