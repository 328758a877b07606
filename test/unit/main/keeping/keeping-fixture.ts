import { appendFile, cp, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import type { DemoServerOptions } from '../../../../src/main/demo/demo-server.ts'
import { recordKey } from '../../../../src/main/media/media-folder.ts'
import type { DownloadList, StorageState } from '../../../../src/shared/download.ts'
import type { MediaState } from '../../../../src/shared/media.ts'
import { askPage, type newComputer, RESOURCES, type Started, showServer } from '../roomreel-fixture.ts'

export type Home = Awaited<ReturnType<typeof newComputer>>

/** Slow enough for a test to step in, fast enough to come to an end: the demo's files have 0.2 to 1.6 MB. */
export const SLOW_BYTES_PER_SECOND = 150_000

/** What a test does with the recordings of one profile. */
export interface Kept {
  app: Started
  id: string
  list: () => Promise<DownloadList>
  state: (recordId: string) => Promise<MediaState>
  storage: () => Promise<StorageState>
  keep: (...recordIds: string[]) => Promise<{ queued: number }>
  pause: (...recordIds: string[]) => Promise<void>
  resume: (...recordIds: string[]) => Promise<void>
  remove: (
    recordIds: string[],
    onlyCopies?: boolean,
  ) => Promise<{ undoId: string; removed: number; bytes: number; onlyCopiesLeft: number }>
  /** As the player does: all of the file's bytes. */
  play: (recordId: string) => Promise<Response>
  /** Waits until all of them are completely here. */
  arrived: (...recordIds: string[]) => Promise<void>
  /** As the first page has it. */
  recording: (recordId: string) => ReturnType<typeof recordingOf>
}

/** Waits until something holds, for longer than `soon`: downloads take their time. */
export const inTime = (holds: () => Promise<boolean>): Promise<void> =>
  vi.waitFor(async () => expect(await holds()).toBe(true), { interval: 20, timeout: 15_000 })

export function keptIn(app: Started, id: string): Kept {
  const { handlers } = app.roomreel
  const state = async (recordId: string) => handlers['media.state']({ profileId: id, recordId })
  return {
    app,
    id,
    state,
    list: async () => handlers['downloads.list']({ profileId: id }),
    storage: async () => handlers['storage.state']({ profileId: id }),
    keep: async (...recordIds) => handlers['downloads.keep']({ profileId: id, recordIds }),
    pause: async (...recordIds) => handlers['downloads.pause']({ profileId: id, recordIds }),
    resume: async (...recordIds) => handlers['downloads.resume']({ profileId: id, recordIds }),
    remove: async (recordIds, onlyCopies = false) =>
      handlers['downloads.remove']({ profileId: id, recordIds, onlyCopies }),
    play: (recordId) => app.roomreel.media(id, recordId, new Request('app://roomreel/media')),
    arrived: (...recordIds) =>
      inTime(async () => {
        const states = await Promise.all(recordIds.map(state))
        return states.every(({ status }) => status === 'complete')
      }),
    recording: (recordId) => recordingOf(app, id, recordId),
  }
}

async function recordingOf(app: Started, id: string, recordId: string) {
  const found = (await askPage(app, id, { limit: 100 })).recordings.find((one) => one.recordId === recordId)
  if (found === undefined) throw new Error(`the page does not have ${recordId}`)
  return found
}

/** A server on screen that has been looked through, and the IDs of its recordings, the newest first. */
export async function shownServer(home: Home, options: Partial<DemoServerOptions> = {}) {
  const app = await home.start()
  const server = await home.server(24, options)
  const id = await showServer(app, server)
  const ids = (await askPage(app, id, { limit: 100 })).recordings.map(({ recordId }) => recordId)
  return { ...keptIn(app, id), server, ids }
}

/** The demo's files, for `resourcesDir`, but for the Faculty board's: it has 5 MB, more than is read at once. */
export async function largeBoard(home: Home): Promise<string> {
  const folder = join(home.folder, 'resources')
  await cp(RESOURCES, folder, { recursive: true })
  // A box that players skip (ISO 14496-12, 8.1.2).
  const box = Buffer.alloc(4_000_000)
  box.writeUInt32BE(box.byteLength)
  box.write('free', 4)
  await appendFile(join(folder, 'board.mp4'), box)
  return folder
}

/** The recording at a place of the list. */
export function nth(ids: readonly string[], place: number): string {
  const found = ids[place]
  if (found === undefined) throw new Error(`there is no recording ${place}`)
  return found
}

/** What is in a profile's own folder of files, of this recording only if one is named. */
export async function filesOf(home: Home, id: string, recordId: string | null = null): Promise<string[]> {
  const names = await readdir(join(home.computer.userData, 'profiles', id, 'media')).catch(() => [])
  return names.filter((name) => recordId === null || name.startsWith(recordKey(recordId))).toSorted()
}

/** The endings of a recording's files in its profile's own folder. */
export const endingsOf = async (home: Home, id: string, recordId: string): Promise<string[]> =>
  (await filesOf(home, id, recordId)).map((name) => name.slice(name.indexOf('.') + 1))

/** A profile's library is closed, so its session has ended. */
export async function hasEnded(home: Home, id: string): Promise<boolean> {
  return !(await readdir(join(home.computer.userData, 'profiles', id))).includes('library.db-wal')
}

/** What the page was told of a recording's file, in order, each way to stand once. */
export function toldOf(app: Started, recordId: string): MediaState['status'][] {
  const told = app.sent.flatMap(({ event, payload }) =>
    event === 'media.changed' && payload.recordId === recordId ? [payload.status] : [],
  )
  return told.filter((status, at) => status !== told[at - 1])
}

export const isDownloading = async (kept: Kept, recordId: string): Promise<boolean> => {
  const { status, bytesDone } = await kept.state(recordId)
  return status === 'downloading' && bytesDone > 0
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
