import type { DownloadItem, DownloadList, ExportState, StorageState } from '../../../src/shared/download.ts'
import type { MediaState } from '../../../src/shared/media.ts'
import { recording } from './recording-fixture.ts'

export const mediaState = (change: Partial<MediaState> = {}): MediaState => ({
  profileId: 'demo',
  recordId: 'R1',
  status: 'downloading',
  kept: true,
  bytesDone: 263_000_000,
  bytesTotal: 612_000_000,
  bytesPerSecond: null,
  ranges: [],
  seekable: null,
  waitingFor: null,
  retryAt: null,
  note: null,
  error: null,
  ...change,
})

/** A recording in the queue, with what is known of its file. */
export const downloadItem = (recordId: string, media: Partial<MediaState> = {}): DownloadItem => ({
  recording: recording({ recordId, title: `Title of ${recordId}` }),
  media: mediaState({ recordId, ...media }),
  by: 'user',
})

export const downloadList = (change: Partial<DownloadList> = {}): DownloadList => {
  const items = change.items ?? []
  return { profileId: 'demo', items, total: items.length, finished: [], kept: 0, ...change }
}

export const storageState = (change: Partial<StorageState> = {}): StorageState => ({
  usedBytes: 18_400_000_000,
  limitBytes: 50_000_000_000,
  isDefaultLimit: false,
  freeBytes: 200_000_000_000,
  rooms: [],
  otherServersBytes: 0,
  watchedBytes: 0,
  location: '/home/ada/Roomreel',
  locationMissing: false,
  moving: null,
  ...change,
})

export const exportState = (change: Partial<ExportState> = {}): ExportState => ({
  exportId: 'X1',
  profileId: 'demo',
  status: 'running',
  recordings: 3,
  recordingsDone: 0,
  bytesDone: 0,
  bytesTotal: 0,
  current: null,
  folder: '/home/ada/Videos',
  files: [],
  withoutSubtitles: 0,
  error: null,
  ...change,
})
