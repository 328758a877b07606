import { constants, copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppFailure } from '../../shared/app-error.ts'
import type { RecordingFacts } from '../../shared/recording.ts'
import { endingOf } from '../export/ending.ts'
import { safeName } from '../export/names.ts'
import type { KeptFile } from '../media/media-folder.ts'
import type { SessionFiles } from './session-files.ts'

/**
 * Copies a profile's complete files to a folder, under names that people can read; nothing there is overwritten.
 * Answers how many. Fails with `disk`; then the copies of this call are taken back, and the originals are untouched.
 */
export async function exportFiles(
  files: { media: Pick<SessionFiles['media'], 'files'> } & Pick<SessionFiles, 'recordingOf'>,
  folder: string,
): Promise<number> {
  const copies: string[] = []
  try {
    for (const file of await files.media.files()) copies.push(await copyOf(file, files.recordingOf(file), folder))
    return copies.length
  } catch (cause) {
    await Promise.all(copies.map((path) => rm(path, { force: true })))
    throw new AppFailure('disk', `the files could not be copied to ${folder}`, { cause })
  }
}

async function copyOf(file: KeptFile, recording: RecordingFacts | null, folder: string): Promise<string> {
  const name = nameOf(file, recording)
  const ending = await endingOf(file.path)
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

/** "2026-11-05 Faculty board" */
function nameOf(file: KeptFile, recording: RecordingFacts | null): string {
  const seconds = recording?.createdAt ?? Math.floor(file.startedAt / 1000)
  const date = new Date(seconds * 1000).toISOString().slice(0, 10)
  return `${date} ${safeName(recording?.title ?? recording?.roomTitle ?? recording?.roomId ?? '')}`
}
