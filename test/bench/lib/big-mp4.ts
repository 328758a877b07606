import { open } from 'node:fs/promises'
import { mp4Front } from '../../fixtures/media/mp4.ts'

const BLOCK_BYTES = 4 * 1024 * 1024

/** Writes an MP4 of so many bytes: a real index in front, and noise. */
export async function writeBigMp4(path: string, bytes: number): Promise<void> {
  const block = Buffer.alloc(BLOCK_BYTES)
  for (let at = 0; at < BLOCK_BYTES; at += 65_536) crypto.getRandomValues(block.subarray(at, at + 65_536))
  const front = mp4Front(bytes)
  const handle = await open(path, 'w')
  try {
    await handle.write(front)
    for (let at = front.length; at < bytes; at += BLOCK_BYTES) await handle.write(block.subarray(0, bytes - at))
  } finally {
    await handle.close()
  }
}
