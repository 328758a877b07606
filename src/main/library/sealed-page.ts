import { deserialize, serialize } from 'node:v8'
import type { PackedPage, PackedRecording } from './facts.ts'

/** A page on its way to the thread: as bytes, its recordings wait there without the collector's looking at them. */
export interface SealedPage extends Omit<PackedPage, 'recordings'> {
  sealed: Uint8Array
  /** How many recordings the server sent, readable or not. */
  listed: number
}

export const sealPage = ({ recordings, ...page }: PackedPage): SealedPage => ({
  ...page,
  sealed: serialize(recordings),
  listed: recordings.length + page.leftOut,
})

export function openPage(page: PackedPage | SealedPage): PackedPage {
  if (!('sealed' in page)) return page
  const { sealed, listed: _, ...rest } = page
  return { ...rest, recordings: deserialize(sealed) as PackedRecording[] }
}
