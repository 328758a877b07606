import type Database from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import type { LibraryWriter } from '../../../../src/main/library/library-writer.ts'
import type { ServerRecording } from '../../../../src/main/plugnmeet/client.ts'
import { indexAll, lookThrough, NEWEST_AT, recording, recordings, searchable } from './database-fixture.ts'

const open: Database.Database[] = []
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

const known = (all: ServerRecording[]) => searchable(all, open)

describe('what is found by its words', () => {
  const ONE = recording('a-1', {
    title: 'Optics',
    description: 'Light and lenses',
    roomId: 'maths-7b',
    roomTitle: 'Morning class',
    extraData: { teacher: 'Lovelace', 'meeting-id': 'xyzzy', 'meeting-title': 'plugh', 'x-meeting-y': 'kept' },
  })

  test.each(['optics', 'lens', 'maths', '7b', 'morn', 'lovelace', 'kept', 'light morning love'])('%j', (text) => {
    expect(known([ONE]).found(text)).toEqual(['a-1'])
  })

  test.each(['xyzzy', 'plugh', 'teacher', 'mp4', 'a-1'])('not %j', (text) => {
    expect(known([ONE]).found(text)).toEqual([])
  })
})

describe('words follow what changes', () => {
  const all = recordings(3).map((one) => ({ ...one, title: `Optics ${one.recordId}`, roomTitle: 'Morning' }))
  const again = (writer: LibraryWriter, changed: ServerRecording[]): void => {
    lookThrough(writer, changed)
    indexAll(writer)
  }

  test('a new title', () => {
    const { writer, found } = known(all)
    again(writer, [all[0], { ...all[1], title: 'Waves' }, all[2]] as ServerRecording[])
    expect([found('optics'), found('waves')]).toEqual([['RM_0-0', 'RM_2-2'], ['RM_1-1']])
  })

  test('a recording that goes, and one that takes its place', () => {
    const { writer, found } = known(all)
    again(writer, [...all.slice(0, 1), recording('RM_9-9', { createdAt: NEWEST_AT - 60 }), ...all.slice(2)])
    expect([found('optics'), found('9')]).toEqual([['RM_0-0', 'RM_2-2'], ['RM_9-9']])
  })

  test('recordings that move', () => {
    const { writer, found } = known(all)
    again(writer, all.toReversed())
    expect(found('optics', { sort: 'newest' })).toEqual(['RM_2-2', 'RM_1-1', 'RM_0-0'])
    for (const { recordId } of all) expect(found(recordId)).toEqual([recordId])
  })

  test('a recording that goes to another room', () => {
    const { writer, found } = known(all)
    again(writer, [...all.slice(0, 2), { ...recording('RM_2-2', { roomId: 'biology' }), title: 'Optics' }])
    expect([found('biology'), found('physics')]).toEqual([['RM_2-2'], ['RM_0-0', 'RM_1-1']])
  })

  test('the user’s name for a room', () => {
    const { writer, found } = known(all)
    writer.renameRoom('physics', 'Matter')
    indexAll(writer)
    expect(found('matter')).toHaveLength(3)
    writer.renameRoom('physics', 'Energy')
    indexAll(writer)
    expect([found('matter'), found('energy').length]).toEqual([[], 3])
    writer.renameRoom('physics', null)
    indexAll(writer)
    expect([found('energy'), found('morning').length]).toEqual([[], 3])
  })

  test('the server’s title for a room', () => {
    const { writer, found } = known(recordings(3))
    writer.titleRooms([{ roomId: 'physics', title: 'Matter' }])
    indexAll(writer)
    expect(found('matter')).toHaveLength(3)
  })

  test('a title that the room’s newest recording brings, for those that have none of their own', () => {
    const { writer, found } = known(recordings(3))
    again(writer, [recording('RM_8-8', { createdAt: NEWEST_AT + 60, roomTitle: 'Matter' }), ...recordings(3)])
    expect(found('matter')).toHaveLength(4)
  })
})
