import { open } from 'node:fs/promises'
import { HEAD_BYTES, sniffMedia } from '../media/sniff.ts'

/** plugNmeet's recorder writes MP4. */
export const DEFAULT_ENDING = 'mp4'
const ENDINGS: Record<string, string> = {
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
  'video/quicktime': 'mov',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
}

/** What the name of a media file ends with, without the dot: its first bytes say it. Fails as reading does. */
export async function endingOf(path: string): Promise<string> {
  const handle = await open(path)
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0)
    return ENDINGS[sniffMedia(head.subarray(0, bytesRead)) ?? ''] ?? DEFAULT_ENDING
  } finally {
    await handle.close()
  }
}
