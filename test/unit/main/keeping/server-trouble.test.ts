import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import { newComputer, openProfile, type Started, soon } from '../roomreel-fixture.ts'
import {
  type Home,
  hasEnded,
  inTime,
  isDownloading,
  nth,
  SLOW_BYTES_PER_SECOND,
  shownServer,
  toldOf,
} from './keeping-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

let home: Home
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** The server of an address that was closed, with another secret unless told. */
const backAgain = (before: DemoServer, { apiSecret = before.apiSecret } = {}): Promise<DemoServer> =>
  home.server(24, { port: Number(new URL(before.url).port), apiKey: before.apiKey, apiSecret })

/** Waits until the next attempt by itself is some seconds off; answers when that is. */
async function longWait(app: Started, recordId: string): Promise<number> {
  const retryAt = (): number => {
    const told = app.sent.flatMap(({ event, payload }) => (event === 'media.changed' ? [payload] : []))
    return told.findLast((state) => state.recordId === recordId)?.retryAt ?? 0
  }
  await app.until(() => retryAt() > Date.now() + 2000)
  return retryAt()
}

describe('tokens that expire while recordings wait for their turn, and in the middle of a file', () => {
  test('are renewed, and nobody sees it', async () => {
    const shown = await shownServer(home, { tokenLifetimeMs: 400 })
    const { app, ids, server, keep, arrived } = shown
    await app.roomreel.handlers['settings.saveDownloads']({ ...app.state.downloads, atOnce: 1 })
    const recordIds = [nth(ids, 0), nth(ids, 1), nth(ids, 2)]
    const tokens = new Set<string>()
    server.onRequest = (path) => path.startsWith('/download/') && tokens.add(path)
    server.faults.honourRange = true
    server.faults.bytesPerSecond = 1_000_000
    server.faults.cutDownloadAfterBytes = 600_000
    await keep(...recordIds)
    await arrived(...recordIds)
    expect(tokens.size).toBeGreaterThan(3)
    const errors = app.sent.flatMap(({ event, payload }) =>
      event === 'media.changed' && payload.error !== null ? [payload.error.code] : [],
    )
    expect(new Set(errors)).toEqual(new Set(['cut-off']))
    for (const recordId of recordIds) expect(toldOf(app, recordId)).not.toContain('failed')
  })
})

describe('a secret that the server does not take any more', () => {
  test('fails what is kept, and a new one lets it go on', async () => {
    const shown = await shownServer(home)
    const { app, id, ids, keep, list, state, resume, arrived } = shown
    const recordId = nth(ids, 0)
    await shown.server.close()
    const server = await backAgain(shown.server, { apiSecret: 'another-secret' })
    await keep(recordId)
    await soon(async () => (await state(recordId)).status === 'failed')
    expect(await state(recordId)).toMatchObject({ kept: true, error: { code: 'bad-signature' } })
    expect(JSON.stringify(app.sent)).not.toContain(shown.server.apiSecret)
    const secret = await app.secret(server.apiSecret)
    await app.roomreel.handlers['profiles.replaceSecret']({ profileId: id, secret })
    expect(await list()).toMatchObject({ items: [{ media: { status: 'failed', error: { code: 'bad-signature' } } }] })
    await resume(recordId)
    await arrived(recordId)
  })
})

describe('a server that is away', () => {
  test('is waited for, and what is kept goes on as soon as it answers', async () => {
    const shown = await shownServer(home)
    const { app, id, ids, keep, state, arrived } = shown
    const recordId = nth(ids, 0)
    shown.server.faults.honourRange = true
    shown.server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
    await keep(recordId)
    await inTime(() => isDownloading(shown, recordId))
    await shown.server.close()
    await inTime(async () => (await state(recordId)).error?.code === 'refused')
    expect(await state(recordId)).toMatchObject({ status: 'waiting', waitingFor: 'server', kept: true })
    const { bytesDone } = await state(recordId)
    expect(bytesDone).toBeGreaterThan(0)
    const online = () => app.sent.findLast(({ event }) => event === 'profiles.status')?.payload
    expect(online()).toMatchObject({ profileId: id, online: 'unreachable' })
    const retryAt = await longWait(app, recordId)
    await backAgain(shown.server)
    await app.roomreel.handlers['profiles.retry'](undefined)
    await arrived(recordId)
    expect(Date.now()).toBeLessThan(retryAt)
  })

  test('is waited for though it is not on screen', async () => {
    const shown = await shownServer(home)
    const { app, id, ids, keep, state } = shown
    const recordId = nth(ids, 0)
    shown.server.faults.bytesPerSecond = SLOW_BYTES_PER_SECOND
    await keep(recordId)
    await inTime(() => isDownloading(shown, recordId))
    await shown.server.close()
    await inTime(async () => (await state(recordId)).error?.code === 'refused')
    await openProfile(app, 'demo')
    const retryAt = await longWait(app, recordId)
    await backAgain(shown.server)
    await app.roomreel.handlers['profiles.retry'](undefined)
    await inTime(async () => (await shown.list()).kept === 1)
    expect(Date.now()).toBeLessThan(retryAt)
    expect(await hasEnded(home, id)).toBe(false)
  })
})

test('a host of files that is away says nothing of the server itself', async () => {
  const { app, id, ids, server, keep, state } = await shownServer(home)
  const recordId = nth(ids, 0)
  server.faults.redirectDownloadsTo = 'http://127.0.0.1:1'
  await keep(recordId)
  await soon(async () => (await state(recordId)).error?.code === 'refused')
  expect(await state(recordId)).toMatchObject({ status: 'waiting', error: { host: '127.0.0.1:1' } })
  const told = app.sent.flatMap(({ event, payload }) => (event === 'profiles.status' ? [payload] : []))
  expect(told.filter(({ profileId }) => profileId === id).at(-1)?.online).toBe('online')
})

test('a recording that the server does not have any more fails for good, and says so', async () => {
  const { ids, server, keep, state, list } = await shownServer(home)
  const recordId = nth(ids, 0)
  server.remove([recordId])
  await keep(recordId)
  await soon(async () => (await state(recordId)).status === 'failed')
  expect(await state(recordId)).toMatchObject({ kept: true, bytesDone: 0, retryAt: null, error: { code: 'not-found' } })
  expect((await list()).items[0]?.media.status).toBe('failed')
})
