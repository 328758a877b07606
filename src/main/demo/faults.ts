/** What a request gets instead of its answer. */
export const FAULT_ANSWERS = [
  '500',
  '500-json',
  '503',
  '503-json',
  'bad-key',
  'bad-signature',
  'html',
  'truncated-json',
  'huge-json',
  'hang',
  'reset',
] as const
export type FaultAnswer = (typeof FAULT_ANSWERS)[number]

export const FAKE_VIDEOS = ['html', 'random'] as const
export type FakeVideo = (typeof FAKE_VIDEOS)[number]

export const BAD_SUBTITLES = ['markup', 'broken-times', 'many-cues', 'too-large', 'html', 'missing'] as const
export type BadSubtitles = (typeof BAD_SUBTITLES)[number]

/** Switches of a running demo server. Each works on its own and with every other; change them at any time. */
export interface Faults {
  /** Before every answer. */
  latencyMs: number
  /** Of a download; null: as fast as it goes. */
  bytesPerSecond: number | null
  /** The next requests below failPath take one each, first one first. */
  failNext: FaultAnswer[]
  /** Every request below failPath, once failNext is used up. */
  failAlways: FaultAnswer | null
  /** '/auth/': the API; '/download/': files; '/': all. */
  failPath: string
  /** As servers up to 2.1.9 and object storage do: 206, 416, Accept-Ranges, ETag and If-Range. */
  honourRange: boolean
  /** Base URL of another host (second-host.ts): downloads answer 307 to it. */
  redirectDownloadsTo: string | null
  /** The connection breaks after so many bytes of a download's body. */
  cutDownloadAfterBytes: number | null
  /** Sends downloads without saying their length. */
  missingContentLength: boolean
  /** Says this length, in bytes, in place of the right one, sends the file and closes. */
  wrongContentLength: number | null
  notAVideo: FakeVideo | null
  /** Pages hold recordings with wrong types, missing fields, impossible values and hostile text. */
  badRecords: boolean
  badSubtitles: BadSubtitles | null
  /** As servers before 2.1.7. */
  statusCodeMissing: boolean
  /** Numbers where real servers send strings, sizes in bytes: what the public docs say. */
  docsStyleNumbers: boolean
  /** Added to total_recordings of every page. */
  wrongTotal: number | null
  /** A page's recordings come in another order with each answer. */
  shuffled: boolean
  /** Every third recording of a list comes twice, with another title the second time; both are counted. */
  repeats: boolean
  /** Pages go on with recordings that nobody asked for, as many again as were asked for. */
  tooMany: boolean
  /** Added to creation_time of about every third recording, always the same ones. */
  clockYearsOff: number
  /** Recordings come without creation_time. */
  noCreationTime: boolean
  /** About every fifth recording, always the same ones, has a title of 100 kB. */
  longTexts: boolean
  /** Every page but the first is empty, whatever the total says. */
  emptyPages: boolean
  /** Addresses of subtitles are paths on this host. */
  relativeSubtitles: boolean
  /** As servers before artifacts, which do not know their paths. */
  noArtifacts: boolean
}

/** A server that behaves. */
export const noFaults = (): Faults => ({
  latencyMs: 0,
  bytesPerSecond: null,
  failNext: [],
  failAlways: null,
  failPath: '/auth/',
  honourRange: false,
  redirectDownloadsTo: null,
  cutDownloadAfterBytes: null,
  missingContentLength: false,
  wrongContentLength: null,
  notAVideo: null,
  badRecords: false,
  badSubtitles: null,
  statusCodeMissing: false,
  docsStyleNumbers: false,
  wrongTotal: null,
  shuffled: false,
  repeats: false,
  tooMany: false,
  clockYearsOff: 0,
  noCreationTime: false,
  longTexts: false,
  emptyPages: false,
  relativeSubtitles: false,
  noArtifacts: false,
})

/** The fault that this request takes, if any; one of failNext is then used up. */
export function takeFault(faults: Faults, path: string): FaultAnswer | null {
  if (!path.startsWith(faults.failPath)) return null
  return faults.failNext.shift() ?? faults.failAlways
}
