import { randomUUID } from 'node:crypto'
import { lstat, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { onDisk, syncFolder } from '../media/on-disk.ts'
import type { Companion } from './companions.ts'
import { type CopyParts, copyMedia } from './copy-file.ts'
import { throwIfStopped } from './or-aborted.ts'

const TEMPORARY = '.roomreel-export-'
const TEMPORARY_NAME = /^\.roomreel-export-[\da-f-]{36}$/
/** Another Roomreel may be writing one now. */
const LEFT_AFTER_MS = 24 * 3_600_000
const MEDIA_ENDING = /^\.(mp4|webm|mkv|mov|m4a|mp3)$/i

/** Where to: a file that may be replaced, for the user was asked, or a folder in which nothing is. */
export type Place = { kind: 'file'; path: string } | { kind: 'folder'; folder: string; name: string; ending: string }

export interface WriteParts extends Omit<CopyParts, 'to'> {
  place: Place
  /** Made once the recording's own file is copied. */
  companions: () => Promise<Companion[]>
}

/**
 * Writes a recording's file and its companions: all of them, or none. Answers the file's path. In a folder all of them
 * get the same, free name ("Name (2)"). Fails with `disk`, `disk-full` or `aborted`.
 */
export async function writeRecording(parts: WriteParts): Promise<string> {
  const temporary = join(folderOf(parts.place), `${TEMPORARY}${randomUUID()}`)
  try {
    await copyMedia({ ...parts, to: temporary })
    const companions = await parts.companions()
    throwIfStopped(parts.signal)
    return await onDisk(() => place(temporary, parts.place, companions))
  } finally {
    // One that cannot be removed now is swept before a later export.
    await rm(temporary, { force: true }).catch(() => {})
  }
}

/** Removes what a Roomreel that was killed has left in a folder. What cannot be removed stays: it harms nothing. */
export async function sweepTemporaries(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((candidate) => TEMPORARY_NAME.test(candidate))) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && now - found.mtimeMs > LEFT_AFTER_MS) await rm(path, { force: true }).catch(() => {})
  }
}

export const folderOf = (target: Place): string => (target.kind === 'file' ? parse(target.path).dir : target.folder)

async function place(temporary: string, target: Place, companions: readonly Companion[]): Promise<string> {
  const written: string[] = []
  try {
    const { base, path } =
      target.kind === 'file' ? { base: baseOf(target.path), path: target.path } : await reserve(target, companions)
    if (target.kind === 'folder') written.push(path)
    for (const companion of companions) written.push(...(await writeCompanion(base, companion)))
    await rename(temporary, path)
    await syncFolder(folderOf(target))
    return path
  } catch (cause) {
    await Promise.all(written.map((path) => rm(path, { force: true })))
    throw cause
  }
}

/** A full path without the ending of a media file. */
function baseOf(path: string): string {
  const { dir, base, name, ext } = parse(path)
  return join(dir, MEDIA_ENDING.test(ext) ? name : base)
}

/** Takes the first free name by an empty file: hard links, which would do it in one step, are not everywhere. */
async function reserve(
  { folder, name, ending }: Place & { kind: 'folder' },
  companions: readonly Companion[],
): Promise<{ base: string; path: string }> {
  for (let number = 1; ; number += 1) {
    const base = join(folder, number === 1 ? name : `${name} (${number})`)
    const path = `${base}.${ending}`
    const beside = await Promise.all(companions.map(({ suffix }) => isThere(`${base}${suffix}`)))
    if (!beside.includes(true) && (await writeNew(path, ''))) return { base, path }
  }
}

/** Over nothing: beside a file of the user's choice, one that is there gets a number. Answers what was written. */
async function writeCompanion(base: string, { suffix, text }: Companion): Promise<string[]> {
  const { name, ext } = parse(suffix)
  for (let number = 1; ; number += 1) {
    const path = `${base}${name}${number === 1 ? '' : ` (${number})`}${ext}`
    if (await writeNew(path, text)) return [path]
    if ((await readFile(path, 'utf8').catch(() => null)) === text) return []
  }
}

/** False: there is something of this name. What could not be written wholly is removed. */
async function writeNew(path: string, text: string): Promise<boolean> {
  const handle = await open(path, 'wx').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return null
    throw cause
  })
  if (handle === null) return false
  try {
    await writeFile(handle, text)
    await handle.sync()
    return true
  } catch (cause) {
    await rm(path, { force: true })
    throw cause
  } finally {
    await handle.close()
  }
}

const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )
