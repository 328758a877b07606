import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readLaunchOptions } from '../../../src/main/launch-options.ts'
import { AppFailure } from '../../../src/shared/app-error.ts'
import { NEW_SERVER, type ServerFields } from '../../../src/shared/profile.ts'
import {
  askPage,
  formOf,
  libraryStatus,
  newComputer,
  type Started,
  saveServer,
  showServer,
  soon,
} from './roomreel-fixture.ts'

const LINK = 'roomreel://add?url=https://meet.example.org'

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

const ask = async (app: Started) => app.roomreel.handlers['app.start'](undefined)
const openDemo = async (app: Started) => app.roomreel.handlers['profiles.openDemo'](undefined)

async function addServer(app: Started) {
  const server = await home.server()
  return { server, id: await saveServer(app, server) }
}

describe('a page that comes later: the window was closed, or loaded anew', () => {
  test('is told what is on screen now, not what the start has opened', async () => {
    const app = await home.start()
    const { id } = await addServer(app)
    await app.roomreel.handlers['profiles.open']({ profileId: id })
    await askPage(app, id)
    const again = await home.start()
    expect(again.state.opened?.profile.id).toBe(id)
    await openDemo(again)
    expect((await ask(again)).opened?.profile.id).toBe('demo')
    await again.roomreel.handlers['servers.remove']({ profileId: 'demo', exportFiles: false })
    await again.roomreel.handlers['servers.remove']({ profileId: id, exportFiles: false })
    expect((await ask(again)).opened).toBeNull()
  })

  test('is offered no link twice, and told no notice twice', async () => {
    home.computer.presetsFile = home.folder
    const app = await home.start({}, [LINK])
    expect(app.state).toMatchObject({ offer: { from: 'link' }, notices: [{ kind: 'presets-unreadable' }] })
    expect(await ask(app)).toMatchObject({ offer: null, notices: [] })
  })
})

describe('a second start', () => {
  const handOver = (app: Started, argv: string[]) => app.roomreel.handOver(argv, readLaunchOptions(argv, {}))
  /** What the page was asked for, without what it is told of files meanwhile. */
  const wishes = (app: Started) =>
    app.sent.filter(({ event }) => event === 'servers.offered' || event === 'app.command')

  test('is heard by the page', async () => {
    const app = await home.start()
    handOver(app, [LINK])
    await vi.waitFor(() => expect(wishes(app)).toMatchObject([{ event: 'servers.offered' }]))
    handOver(app, ['--demo'])
    await vi.waitFor(() =>
      expect(wishes(app).at(-1)).toEqual({ event: 'app.command', payload: { command: 'open', profileId: 'demo' } }),
    )
  })

  test('waits for the page while there is none', async () => {
    const app = await home.start()
    app.roomreel.pageGone()
    handOver(app, [LINK])
    handOver(app, ['--demo'])
    await vi.waitFor(() => expect(app.roomreel.openId()).toBe('demo'))
    expect(app.sent.some(({ event }) => event === 'servers.offered' || event === 'app.command')).toBe(false)
    expect(await ask(app)).toMatchObject({
      opened: { profile: { id: 'demo' } },
      offer: { fields: { url: 'https://meet.example.org' } },
    })
    expect((await ask(app)).offer).toBeNull()
  })
})

test('a full disk keeps nobody from looking at another server', async () => {
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {})
  const app = await home.start()
  const { id } = await addServer(app)
  home.computer.settings.set = () => {
    throw new AppFailure('disk', 'the settings could not be written')
  }
  await app.roomreel.handlers['profiles.open']({ profileId: id })
  expect((await askPage(app, id)).total).toBe(24)
  expect(complaint).toHaveBeenCalledWith(expect.stringContaining('the settings could not be written'))
  complaint.mockRestore()
})

describe('a secret that a server says aloud when it refuses a file', () => {
  const secret = 's3cret-of-the-server'
  let host: Server
  beforeEach(async () => {
    host = createServer(({ method }, response) => {
      if (method === 'POST') response.end('{"status":true,"msg":"success","token":"abcdefgh.ijkl"}')
      else response.writeHead(500).end(`signed with ${secret}?`)
    }).listen(0, '127.0.0.1')
    await once(host, 'listening')
  })
  afterEach(() => {
    host.closeAllConnections()
    host.close()
  })

  /** The server on screen. */
  async function shownHost() {
    const app = await home.start()
    const url = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
    const { id } = await app.roomreel.handlers['servers.save']({
      profileId: null,
      fields: { ...NEW_SERVER, url, apiKey: 'viewer' },
      secret: await app.secret(secret),
      trusted: null,
    })
    await app.roomreel.handlers['profiles.open']({ profileId: id })
    const state = async () => app.roomreel.handlers['media.state']({ profileId: id, recordId: 'R1' })
    return { app, id, state }
  }

  test('is not shown', async () => {
    const { app, id, state } = await shownHost()
    expect((await app.roomreel.media(id, 'R1', new Request('app://roomreel/media'))).status).toBe(502)
    expect(await state()).toMatchObject({ error: { raw: '500 · signed with •••?' } })
    expect(JSON.stringify(app.sent)).not.toContain(secret)
  })

  test('is not shown while the next attempt is waited for', async () => {
    const { app, id, state } = await shownHost()
    await app.roomreel.handlers['downloads.keep']({ profileId: id, recordIds: ['R1'] })
    await soon(async () => (await state()).waitingFor === 'server')
    expect(await state()).toMatchObject({ status: 'waiting', error: { raw: '500 · signed with •••?' } })
    expect(JSON.stringify(app.sent)).not.toContain(secret)
  })
})

describe('a keychain that takes its time', () => {
  /** Locks the keychain until the answer is called. */
  const lock = (): (() => void) => {
    const { promise: unlocked, resolve: unlock } = Promise.withResolvers<void>()
    const { box } = home.computer
    const decrypt = box.decrypt.bind(box)
    box.decrypt = async (encrypted) => {
      await unlocked
      return decrypt(encrypted)
    }
    return unlock
  }

  /** Starts with a keychain that opens nothing until `unlock`. */
  const lockedStart = async () => {
    const first = await home.start()
    const { id, server } = await addServer(first)
    await first.roomreel.close()
    const unlock = lock()
    return { app: await home.start(), id, server, unlock }
  }

  test('never gives the secret of a new address to the one before', async () => {
    const { app, id, server, unlock } = await lockedStart()
    const other = await home.server(40)
    const test_ = app.roomreel.handlers['servers.test']({
      profileId: id,
      fields: formOf(server),
      sealed: null,
      signed: true,
      trusted: null,
    })
    await app.roomreel.handlers['servers.save']({
      profileId: id,
      fields: formOf(other),
      secret: await app.secret(other.apiSecret),
      trusted: null,
    })
    unlock()
    expect(await test_).toMatchObject({ outcome: { error: { code: 'no-secret' } } })
    await app.roomreel.handlers['profiles.open']({ profileId: id })
    expect((await askPage(app, id)).total).toBe(40)
  })

  test('does not let an older test end a newer one', async () => {
    const { app, id, server, unlock } = await lockedStart()
    const test_ = async (fields: ServerFields, signed: boolean) =>
      app.roomreel.handlers['servers.test']({ profileId: id, fields, sealed: null, signed, trusted: null })
    const older = test_(formOf(server), true)
    const aborted = expect(older).rejects.toMatchObject({ error: { code: 'aborted' } })
    // The keychain opens while the newer test waits for its answer.
    const slow = createServer((_, response) => {
      unlock()
      void aborted.finally(() => response.writeHead(401).end('{"status":false,"msg":"who asks?"}'))
    }).listen(0, '127.0.0.1')
    await once(slow, 'listening')
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`
    expect(await test_({ ...NEW_SERVER, url }, false)).toMatchObject({ outcome: { kind: 'reached' } })
    await aborted
    slow.close()
  })

  test('keeps nobody from what is known', async () => {
    const first = await home.start()
    const id = await showServer(first, await home.server())
    await first.roomreel.close()
    const unlock = lock()
    const app = await home.start()
    expect(app.state.opened).toMatchObject({ profile: { id }, cached: { total: 24 }, library: { known: 24 } })
    expect((await askPage(app, id, { from: 20 })).recordings).toHaveLength(4)
    unlock()
    await app.until(() => libraryStatus(app, id)?.failure === null)
  })

  test('that opens nothing is told of', async () => {
    const first = await home.start()
    const { id } = await addServer(first)
    await first.roomreel.close()
    home.computer.box.decrypt = async () => {
      throw new Error('locked')
    }
    const app = await home.start()
    await app.roomreel.handlers['profiles.open']({ profileId: id })
    await expect(askPage(app, id)).rejects.toMatchObject({ error: { code: 'no-secret' } })
    expect(app.sent.findLast(({ event }) => event === 'profiles.changed')?.payload).toMatchObject({
      profiles: [{ id, secret: 'unreadable' }, { id: 'demo' }],
    })
  })
})

test('what one address has answered is not shown for another, whenever the app ended', async () => {
  const app = await home.start()
  const { id } = await addServer(app)
  await app.roomreel.handlers['profiles.open']({ profileId: id })
  await askPage(app, id)
  await app.roomreel.close()
  // As if it had ended between the new address and the rest of saving it.
  const { settings } = home.computer
  const [server] = settings.get('profiles') as object[]
  settings.set('profiles', [{ ...server, url: 'http://127.0.0.1:1' }])
  const again = await home.start()
  expect(again.state.opened).toMatchObject({ profile: { id }, cached: null, rooms: { rooms: [] } })
  await rm(home.computer.userData, { recursive: true })
})
