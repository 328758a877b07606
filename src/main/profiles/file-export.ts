import { constants, copyFile, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { RecordingFacts } from '../../shared/recording.ts'
import type { KeptFile } from '../media/media-folder.ts'
import { HEAD_BYTES, sniffMedia } from '../media/sniff.ts'
import type { ProfileSession } from './profile-session.ts'

/** In characters; with the date and the ending it fits every file system. */
const LONGEST_NAME = 120
const ENDINGS: Record<string, string> = {
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'video/quicktime': 'mov',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
}

/**
 * Copies a profile's complete files to a folder, under names that people can read; nothing there is overwritten.
 * Answers how many. Fails with `disk`; then the copies of this call are taken back, and the originals are untouched.
 */
export async function exportFiles(
  session: Pick<ProfileSession, 'files' | 'recordingOf'>,
  folder: string,
): Promise<number> {
  const copies: string[] = []
  try {
    for (const file of await session.files()) copies.push(await copyOf(file, session.recordingOf(file), folder))
    return copies.length
  } catch (cause) {
    await Promise.all(copies.map((path) => rm(path, { force: true })))
    throw new AppFailure('disk', `the files could not be copied to ${folder}`, { cause })
  }
}

async function copyOf(file: KeptFile, recording: RecordingFacts | null, folder: string): Promise<string> {
  const name = nameOf(file, recording)
  const ending = await endingOf(file)
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${name}${number === 1 ? '' : ` (${number})`}.${ending}`)
    try {
      await copyFile(file.path, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      return path
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) {
        await rm(path, { force: true })
        throw cause
      }
    }
  }
}

/** "2026-11-05 Faculty board": the server's words, without what a file system, or a shell, takes amiss. */
function nameOf(file: KeptFile, recording: RecordingFacts | null): string {
  const seconds = recording?.createdAt ?? Math.floor(file.startedAt / 1000)
  const date = new Date(seconds * 1000).toISOString().slice(0, 10)
  const words = recording?.title ?? recording?.roomTitle ?? recording?.roomId ?? 'Recording'
  const safe = words
    .normalize()
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .replace(/[. ]+$/, '')
    .toWellFormed()
  return `${date} ${safe || 'Recording'}`
}

async function endingOf({ path }: KeptFile): Promise<string> {
  const handle = await open(path)
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0)
    return ENDINGS[sniffMedia(head.subarray(0, bytesRead)) ?? ''] ?? 'mp4'
  } finally {
    await handle.close()
  }
}
