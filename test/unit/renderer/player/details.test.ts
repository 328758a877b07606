import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { detailGroups, detailsAsText } from '../../../../src/renderer/features/player/details.ts'
import type { Recording } from '../../../../src/shared/recording.ts'
import { mediaState } from '../download-fixture.ts'

const recording: Recording = {
  recordId: 'RM_k2Tq8wYc-1794412800',
  roomId: 'research',
  roomSid: 'RM_k2Tq8wYc',
  roomTitle: 'Research seminar',
  title: 'Lake water',
  description: null,
  sizeBytes: 612e6,
  createdAt: 1_794_412_800,
  startedAt: null,
  endedAt: null,
  filePath: 'research/RM_k2Tq8wYc.mp4',
  subtitles: [
    { language: 'en', label: 'English' },
    { language: 'de', label: 'German' },
  ],
  extraData: {},
  onDevice: false,
  onServer: true,
  watched: null,
  file: null,
  posterAt: null,
}
const loaded = { durationSeconds: 3492, width: 1280, height: 720 }
const media = mediaState({ recordId: recording.recordId, bytesDone: 43, bytesTotal: 100 })
const valuesOf = (...input: Parameters<typeof detailGroups>): Record<string, string> =>
  Object.fromEntries(
    detailGroups(...input)
      .flat()
      .map(({ label, value }) => [label, value]),
  )

beforeAll(() => i18n.loadAndActivate({ locale: 'en', messages: {} }))

describe('detailGroups', () => {
  it('knows from the file what it was once asked, before it is loaded', () => {
    const file = { durationSeconds: 3492, width: 1280, height: 720, videoCodec: 'avc1.64001f', audioCodec: 'mp4a.40.2' }
    const unloaded = { durationSeconds: 0, width: 0, height: 0 }
    const rows = { Length: '58:12', Video: '1280 × 720', Format: 'H.264, AAC' }
    expect(valuesOf({ ...recording, file }, unloaded, null)).toMatchObject(rows)
    const odd = { ...file, videoCodec: 'theora', audioCodec: null }
    expect(valuesOf({ ...recording, file: odd }, loaded, null)).toMatchObject({ Format: 'theora' })
    expect(valuesOf(recording, loaded, null)).not.toHaveProperty('Format')
  })

  it('has what the list has no room for', () => {
    expect(valuesOf(recording, loaded, { ...media, bytesTotal: null })).toMatchObject({
      Room: 'Research seminar',
      Length: '58:12',
      Video: '1280 × 720',
      Size: '612 MB',
      Subtitles: 'English, German',
      Status: 'Downloading',
      'Recording ID': 'RM_k2Tq8wYc-1794412800',
      'Session ID': 'RM_k2Tq8wYc',
      'Server file': 'research/RM_k2Tq8wYc.mp4',
    })
  })

  it('takes the size of the file itself before the server’s estimate', () => {
    expect(valuesOf(recording, loaded, { ...media, bytesTotal: 620e6 })).toMatchObject({ Size: '620 MB' })
  })

  it('says how far a download came', () => {
    expect(valuesOf(recording, loaded, media)).toMatchObject({ Status: 'Downloading 43%' })
    const stopped = { ...media, status: 'failed' } as const
    expect(valuesOf(recording, loaded, stopped)).toMatchObject({ Status: 'Download stopped at 43%' })
    expect(valuesOf(recording, loaded, { ...stopped, bytesDone: 0 })).toMatchObject({ Status: 'Download failed' })
  })

  it('leaves out what is not known, and calls a file without a picture sound only', () => {
    const bare = { ...recording, roomSid: '', sizeBytes: null, createdAt: null, subtitles: [] }
    const before = valuesOf(bare, { durationSeconds: 0, width: 0, height: 0 }, null)
    expect(Object.keys(before)).toEqual(['Room', 'Subtitles', 'Recording ID', 'Room ID', 'Server file'])
    expect(before).toMatchObject({ Subtitles: 'None' })
    expect(valuesOf(bare, { durationSeconds: 60, width: 0, height: 0 }, null)).toMatchObject({ Video: 'Sound only' })
  })
})

describe('detailsAsText', () => {
  it('is one line for each row, the title first', () => {
    const groups = [
      [{ label: 'Room', value: 'A', code: false, status: false }],
      [{ label: 'Recording ID', value: 'R', code: true, status: false }],
    ]
    expect(detailsAsText('Lake water', groups)).toBe('Lake water\nRoom: A\nRecording ID: R')
  })
})
