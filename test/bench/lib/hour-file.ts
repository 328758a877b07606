import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scratch } from './scratch.ts'

export const HOUR_SECONDS = 3600
const PIECE_SECONDS = 30
const PICTURES_PER_SECOND = 25
const KEY_FRAME_EVERY = 2 * PICTURES_PER_SECOND

export const ffmpegIsInstalled = (): boolean => spawnSync('ffmpeg', ['-version']).error === undefined

/** Makes an hour of 720p with sound as a recorder leaves it, its index in front: half a minute, over and over. */
export async function writeHourFile({ directory, run }: Scratch): Promise<string> {
  const piece = join(directory, 'piece.mp4')
  const file = join(directory, 'hour.mp4')
  const picture = `testsrc2=size=1280x720:rate=${PICTURES_PER_SECOND}`
  const video = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -b:v 1800k -maxrate 1800k -bufsize 3600k'.split(' ')
  await run('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', 'sine=frequency=220:sample_rate=44100'],
    ...['-t', String(PIECE_SECONDS), ...video, '-g', String(KEY_FRAME_EVERY), '-sc_threshold', '0'],
    ...['-c:a', 'aac', '-b:a', '96k', piece],
  ])
  const times = String(HOUR_SECONDS / PIECE_SECONDS - 1)
  await run('ffmpeg', [
    '-v',
    'error',
    '-stream_loop',
    times,
    '-i',
    piece,
    '-c',
    'copy',
    '-movflags',
    '+faststart',
    file,
  ])
  await rm(piece)
  return file
}
