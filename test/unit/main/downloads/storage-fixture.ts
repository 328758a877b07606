import { createHash } from 'node:crypto'
import {
  access,
  constants,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { Location } from '../../../../src/main/downloads/location.ts'
import type { Bringing } from '../../../../src/main/downloads/mover-copy.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import { type AppError, AppFailure } from '../../../../src/shared/app-error.ts'

/** A folder on memory, where there is one: to files it is another disk. */
const MEMORY_DISK = '/dev/shm'

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Bytes that differ from recording to recording, and nowhere repeat. */
export function bytesOfRecording(recordId: string, size: number): Buffer {
  const block = createHash('sha256').update(recordId).digest()
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; at += block.length) {
    block.writeUInt32LE(at, 0)
    block.copy(bytes, at)
  }
  return bytes
}

export async function temporaryFolder(parent = tmpdir()): Promise<string> {
  const folder = await realpath(await mkdtemp(join(parent, 'roomreel-storage-')))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Renames as between two disks: it cannot be done. */
export async function noRename(): Promise<void> {
  throw Object.assign(new Error('another disk'), { code: 'EXDEV' })
}

/** A folder on another disk than temporary folders are; where there is none, `rename` says that it is. */
export async function otherDisk(): Promise<{ folder: string; rename: Bringing['rename'] }> {
  const canBeUsed = await access(MEMORY_DISK, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!canBeUsed || (await stat(MEMORY_DISK)).dev === (await stat(tmpdir())).dev)
    return { folder: await temporaryFolder(), rename: noRename }
  return { folder: await temporaryFolder(MEMORY_DISK), rename }
}

/** Settings in memory, as a port of Location. */
export function stateInMemory(value: unknown = undefined) {
  const state = {
    value,
    get: () => state.value,
    set: (next: unknown) => {
      state.value = next
    },
  }
  return state
}

/** A user's folder with a location whose choice is remembered by `state`. */
export async function locationFixture() {
  const userData = await temporaryFolder()
  const state = stateInMemory()
  const parts = { userData, state }
  return { userData, state, parts, location: new Location(parts), open: () => new Location(parts) }
}

/** Writes a recording's file, and answers its path. `usedAt` in ms since 1970. */
export async function putFile(
  directory: string,
  recordId: string,
  kind: 'kept' | 'media' | 'part',
  { bytes = bytesOfRecording(recordId, 1000) as Uint8Array, startedAt = 1000, usedAt = 1_700_000_000_000 } = {},
): Promise<string> {
  const name = kind === 'part' ? `${startedAt}.part` : `${startedAt}-${bytes.byteLength}.${kind}`
  const path = join(directory, `${recordKey(recordId)}-${name}`)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes)
  await utimes(path, usedAt / 1000, usedAt / 1000)
  return path
}

/** Every file below a folder with its content's SHA-256, by its path from there. */
export async function contents(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name))
  const hashes = await Promise.all(
    files.map(async (path) => [path.slice(folder.length + 1), sha256(await readFile(path))]),
  )
  return Object.fromEntries(hashes.toSorted())
}

/** The failure of what has to fail. */
export async function failureOf(attempt: Promise<unknown>): Promise<AppError> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof AppFailure) return error.error
  throw new Error(`this should have failed with an AppFailure, and did with: ${String(error)}`)
}
