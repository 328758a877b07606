import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'

export interface DemoSubtitles {
  language: string
  label: string
  file: string
}

/** One of the bundled videos. */
export interface DemoMedia {
  id: string
  file: string
  path: string
  contentType: string
  /** Of the file on disk; 0 when it is missing. */
  sizeBytes: number
  subtitles: DemoSubtitles[]
}

export type MediaSet = ReadonlyMap<string, DemoMedia>

/** index.json as scripts/build-demo-media.mjs writes it. */
interface MediaIndex {
  media: { id: string; file: string; subtitles: DemoSubtitles[] }[]
}

const CONTENT_TYPES: Record<string, string> = {
  '.mp4': 'video/mp4',
  '.m4a': 'audio/mp4',
  '.webm': 'video/webm',
  '.vtt': 'text/vtt',
  '.srt': 'application/x-subrip',
}

export const contentTypeOf = (file: string): string => CONTENT_TYPES[extname(file)] ?? 'application/octet-stream'

/** Reads what is in resources/demo. Rejects when its index.json is missing or no JSON. */
export async function loadMediaSet(directory: string): Promise<MediaSet> {
  const index = JSON.parse(await readFile(join(directory, 'index.json'), 'utf8')) as MediaIndex
  const media = await Promise.all(
    index.media.map(async ({ id, file, subtitles }): Promise<DemoMedia> => {
      const path = join(directory, file)
      return { id, file, path, contentType: contentTypeOf(file), sizeBytes: await sizeOf(path), subtitles }
    }),
  )
  return new Map(media.map((item) => [item.id, item]))
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch {
    // Served as the real server serves a lost file: listed, and 404 when it is asked for.
    return 0
  }
}
