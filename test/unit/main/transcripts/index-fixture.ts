import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import { usable } from '../../../../src/main/library/open-library.ts'
import type { ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import { openTranscripts, TranscriptThread } from '../../../../src/main/transcripts/thread-index.ts'
import type { TrackFacts, TranscriptIndex } from '../../../../src/main/transcripts/transcript-index.ts'
import { NO_FILTERS } from '../../../../src/shared/recording.ts'
import type { SaidQuery } from '../../../../src/shared/transcript.ts'
import { lookThrough } from '../library/database-fixture.ts'

export const NOW = 1_800_000_000_000
/** One for all, as in the app: files are opened and closed in it. It ends with the process. */
const thread = new TranscriptThread(new URL('../../../../src/main/transcripts/transcript-thread.ts', import.meta.url))

export interface TriedIndex {
  directory: string
  file: string
  index: TranscriptIndex
  clean: () => Promise<void>
}

/** A profile's folder with a library of these recordings (newest first), and its transcripts. */
export async function newIndex(recordings: ServerRecording[] = []): Promise<TriedIndex> {
  const directory = await mkdtemp(join(tmpdir(), 'roomreel-said-'))
  const db = usable(join(directory, 'library.db'))
  lookThrough(new LibraryWriter(db), recordings)
  db.close()
  const index = openTranscripts(thread, directory, () => NOW)
  return {
    directory,
    file: join(directory, 'transcripts.db'),
    index,
    clean: async () => {
      await index.close()
      await rm(directory, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export const track = (recordId: string, change: Partial<TrackFacts> = {}): TrackFacts => ({
  recordId,
  trackId: 'server:en',
  kind: 'server',
  language: 'en',
  label: 'English',
  source: 'https://cdn.example/en',
  recordedAt: 1_794_412_800,
  etag: null,
  lastModified: null,
  ...change,
})

/** A WebVTT file with these cues, a second each. */
export const webVtt = (...cues: string[]): Buffer =>
  Buffer.from(`WEBVTT\n\n${cues.map((text, at) => `${time(at)} --> ${time(at + 1)}\n${text}\n`).join('\n')}`)

const time = (seconds: number): string =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.000`

export const question = (text: string, change: Partial<SaidQuery> = {}): SaidQuery => ({
  text,
  roomIds: [],
  roomSid: null,
  filters: NO_FILTERS,
  sort: 'match',
  from: 0,
  limit: 20,
  ...change,
})
