import { i18n } from '@lingui/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  exportShare,
  exportWords,
  missingWords,
  withoutSubtitlesWords,
} from '../../../../src/renderer/features/downloads/export-words.ts'
import {
  finishedWords,
  keptWords,
  onlyCopyWords,
  removedWords,
} from '../../../../src/renderer/features/downloads/finished-words.ts'
import { previewWords } from '../../../../src/renderer/features/downloads/rules-words.ts'
import {
  barWords,
  freeBelowLimit,
  movingWords,
  selectedWords,
  storageSegments,
} from '../../../../src/renderer/features/downloads/storage-words.ts'
import { setFormatLocale } from '../../../../src/renderer/format.ts'
import type { ExportState, RulesPreview } from '../../../../src/shared/download.ts'
import { exportState, storageState } from '../download-fixture.ts'
import { failure } from '../memory-bridge.ts'

beforeAll(() => {
  i18n.loadAndActivate({ locale: 'en', messages: {} })
  setFormatLocale('en-GB')
})

describe('what has finished', () => {
  const now = new Date(2026, 10, 25, 0, 30).getTime()

  it('says its day as people do', () => {
    expect(finishedWords(new Date(2026, 10, 25, 0, 12).getTime(), now)).toBe('Today, 00:12')
    expect(finishedWords(new Date(2026, 10, 24, 17, 40).getTime(), now)).toBe('Yesterday, 17:40')
    expect(finishedWords(new Date(2026, 10, 21, 11, 20).getTime(), now)).toBe('Sat 21 Nov, 11:20')
  })

  it('says what was removed, and what cannot be had again', () => {
    expect(removedWords(1, 912e6)).toBe('1 recording removed from this device, 912 MB')
    expect(removedWords(1200, 4.3e9)).toBe('1,200 recordings removed from this device, 4.3 GB')
    expect(onlyCopyWords(1)).toContain('the only one')
    expect(onlyCopyWords(2)).toContain('the only ones')
    expect(keptWords(24)).toBe('24 on this device')
  })
})

describe('the storage bar', () => {
  const room = (name: string | null, gb: number, roomId: string | null = name) => ({ roomId, name, bytes: gb * 1e9 })
  const drawn = storageState({
    rooms: [room('Skills', 7.1), room('Seminar', 4.9), room('Anatomy', 3.6), room('Board', 1.9), room('Other', 0.6)],
    usedBytes: 18.4e9,
  })

  it('shows the four largest rooms, the others, and what is free', () => {
    const segments = storageSegments(drawn)
    expect(barWords(segments)).toBe(
      'Skills 7.1 GB, Seminar 4.9 GB, Anatomy 3.6 GB, Board 1.9 GB, Other rooms 900 MB, Free 31.6 GB',
    )
    expect(segments.map(({ colour }) => colour)).toEqual(['s1', 's2', 's3', 's4', 's5', 'free'])
    expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    expect(segments[0]?.share).toBeCloseTo(0.142)
  })

  it('shows other servers where there are any', () => {
    const segments = storageSegments({ ...drawn, otherServersBytes: 0.9e9 })
    expect(segments.map(({ key }) => key)).toContain('servers')
    expect(segments.map(({ key }) => key)).not.toContain('rest')
  })

  it('promises no more than the disk has', () => {
    expect(freeBelowLimit(drawn)).toBe(31.6e9)
    expect(freeBelowLimit({ ...drawn, freeBytes: 2e9 })).toBe(2e9)
    expect(freeBelowLimit({ ...drawn, freeBytes: null, limitBytes: 1e9 })).toBe(0)
  })

  it('has names for rooms that nobody knows any more, and holds with nothing in it', () => {
    expect(storageSegments({ ...drawn, rooms: [room(null, 1)] })[0]?.label).toBe('Unknown room')
    expect(storageSegments({ ...drawn, rooms: [room(null, 1, 'law-1')] })[0]?.label).toBe('law-1')
    const empty = storageSegments(storageState({ usedBytes: 0, limitBytes: 0, freeBytes: 0 }))
    expect(empty.map(({ key, share }) => [key, share])).toEqual([['free', 0]])
  })

  it('tells of what is chosen and of what is being moved', () => {
    expect(selectedWords(3, 2.1e9)).toBe('3 selected · 2.1 GB')
    expect(selectedWords(0, 0)).toBe('Nothing selected')
    expect(movingWords({ files: 30, filesDone: 12, bytes: 840e6, bytesDone: 312e6, error: null })).toBe(
      'Moving files: 12 of 30, 312 MB of 840 MB',
    )
  })
})

describe('an export', () => {
  const SAID: Record<ExportState['status'], string> = {
    running: 'Exporting to Videos: 2 of 3 done',
    done: '2 recordings exported to Videos',
    stopped: 'Export stopped. 2 of 3 are in Videos.',
    failed: 'Export stopped: the disk is full. 2 of 3 are in Videos and stay there; export the rest again.',
  }

  it.each(Object.entries(SAID) as [ExportState['status'], string][])('that is %s says so', (status, said) => {
    const error = status === 'failed' ? failure('disk-full').error : null
    expect(exportWords(exportState({ status, recordingsDone: 2, error }))).toBe(said)
  })

  it('names its folder on every system', () => {
    expect(exportWords(exportState({ recordings: 1, folder: 'C:\\Users\\Ada\\Videos\\' }))).toBe('Exporting to Videos')
    expect(exportWords(exportState({ recordings: 1, folder: '/' }))).toBe('Exporting to /')
  })

  it('says what is downloaded first, and what could not be had', () => {
    expect(missingWords(0, 5)).toBeNull()
    expect(missingWords(3, 5)).toBe('3 of 5 are not on this device and are downloaded first.')
    expect(missingWords(1, 5)).toBe('1 of 5 is not on this device and is downloaded first.')
    expect(missingWords(1, 1)).toBe('It is not on this device and is downloaded first.')
    expect(withoutSubtitlesWords(0)).toBeNull()
    expect(withoutSubtitlesWords(2)).toBe('2 subtitle files could not be had.')
  })

  it('says how far it is once that is known', () => {
    expect(exportShare(exportState())).toBeNull()
    expect(exportShare(exportState({ bytesDone: 3, bytesTotal: 4 }))).toBe(0.75)
  })
})

describe('rules', () => {
  const said = (keep: number, remove: number, more: Partial<RulesPreview> = {}): string =>
    previewWords({
      keep: { recordings: keep, bytes: 4.3e9, unknown: 0 },
      remove: { recordings: remove, bytes: 1.2e9 },
      complete: true,
      ...more,
    })

  it('say what they would do now', () => {
    expect(said(12, 3)).toBe('Would keep 12 recordings now (4.3 GB) and remove 3 (1.2 GB).')
    expect(said(1, 0)).toBe('Would keep 1 recording now (4.3 GB).')
    expect(said(0, 3)).toBe('Would remove 3 recordings now (1.2 GB).')
    expect(said(0, 0)).toBe('Would do nothing now.')
  })

  it('say what is not known', () => {
    expect(said(2, 0, { keep: { recordings: 2, bytes: 0, unknown: 1 } })).toContain('1 of them does not say how large')
    expect(said(2, 0, { complete: false })).toContain('there may be more')
  })
})
