import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { generatedSource } from '../../../src/main/demo/generated-source.ts'
import { loadMediaSet, type MediaSet } from '../../../src/main/demo/media-set.ts'
import type { RecordingSource } from '../../../src/main/demo/recording-source.ts'
import { wireRecording } from '../../../src/main/demo/wire-recording.ts'
import { fromOf, SYNC_PAGE } from '../../../src/main/library/crawl.ts'
import { type PackedPage, packPage } from '../../../src/main/library/facts.ts'
import { LibraryWriter } from '../../../src/main/library/library-writer.ts'
import { usable } from '../../../src/main/library/open-library.ts'
import type { Crawl } from '../../../src/main/library/state-table.ts'
import { decodePage } from '../../../src/main/plugnmeet/decode.ts'
import type { RecordingQuery } from '../../../src/shared/recording.ts'
import { ROOT } from './chromium-page.ts'

/** Whose recordings a library is filled with: those of the demo server with the same numbers. */
export interface Generated {
  recordings: number
  seed: number
  /** The demo's own six unless told. */
  rooms?: number
  /** The server's base URL. */
  url: string
}

/** More than a crawl merges at once: nobody waits in between. */
const PAGES_AT_ONCE = 50
/** Each page begins with the last recording of the one before. */
const STEP = SYNC_PAGE - 1

/**
 * Makes a library file that knows all of a server, its words included, by the app's own code: as a look through the
 * server would, without the server. `source` names the server (sourceOf).
 */
export async function fillLibrary(file: string, source: string, generated: Generated): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const db = usable(file)
  try {
    const writer = new LibraryWriter(db)
    const pageAt = await pagesOf(generated)
    let at: Crawl = { place: null, offset: 0 }
    for (let outcome = 'more'; outcome === 'more'; ) {
      const first = fromOf(at)
      const pages = Array.from({ length: PAGES_AT_ONCE }, (_, index) => pageAt(first + index * STEP))
      const looked = writer.look({ from: at, pages, isCrawl: true, isSure: false, at: Date.now() })
      at = looked.at
      outcome = looked.outcome
    }
    while (writer.index());
    writer.tidy()
    writer.remember({ source, isClosed: true })
  } finally {
    db.close()
  }
}

/** Answers the page of the whole list that begins at an offset, as the server would send it and the app would write it. */
export async function pagesOf({ recordings, seed, rooms, url }: Generated): Promise<(from: number) => PackedPage> {
  const source = generatedSource(recordings, seed, rooms)
  const media = await loadMediaSet(join(ROOT, 'resources/demo'))
  return (from) => {
    const query: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from, limit: SYNC_PAGE }
    return packPage(decodePage(answer(source, media, from, url), query, new URL(url)))
  }
}

function answer(source: RecordingSource, media: MediaSet, from: number, url: string) {
  const length = Math.max(0, Math.min(SYNC_PAGE, source.size - from))
  const recordings = Array.from({ length }, (_, index) => {
    const recording = source.at(from + index)
    const context = { subtitlesUrl: `${url}/subtitles`, media: media.get(recording.mediaId), docsStyle: false }
    return wireRecording(recording, context)
  })
  const numbers = { total_recordings: String(source.size), from, limit: SYNC_PAGE, order_by: 'DESC' }
  return { status: true, result: { ...numbers, recordings_list: recordings } }
}
