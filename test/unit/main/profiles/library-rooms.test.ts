import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DemoServer } from '../../../../src/main/demo/demo-server.ts'
import { NO_FILTERS, type Room } from '../../../../src/shared/recording.ts'
import {
  askPage,
  libraryStatus,
  newComputer,
  openProfile,
  type Started,
  saveServer,
  showServer,
} from '../roomreel-fixture.ts'

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** A server that is looked through, on screen, and its newest recording. */
async function shownServer() {
  const app = await home.start()
  const server = await home.server()
  const id = await showServer(app, server)
  const [first] = (await askPage(app, id)).recordings
  if (first === undefined) throw new Error('the server has recordings')
  return { app, id, server, first }
}

const toldRooms = (app: Started): Room[] =>
  app.sent.flatMap(({ event, payload }) => (event === 'rooms.changed' ? [payload.rooms.rooms] : [])).at(-1) ?? []

describe('a room', () => {
  test('that is renamed and pinned is so everywhere, can be found by its name, and after a restart', async () => {
    const { app, id, first } = await shownServer()
    const { roomId } = first
    const { handlers } = app.roomreel
    await handlers['rooms.rename']({ profileId: id, roomId, name: 'Zwölf Weise' })
    await app.until(() => toldRooms(app).some((room) => room.roomId === roomId && room.name === 'Zwölf Weise'))
    expect(toldRooms(app).at(-1)).toMatchObject({ roomId, title: first.roomTitle, pinned: false })
    await handlers['rooms.pin']({ profileId: id, roomId, pinned: true })
    await app.until(() => toldRooms(app)[0]?.pinned === true)
    expect(toldRooms(app)[0]).toMatchObject({ roomId, name: 'Zwölf Weise' })
    const ofRoom = await askPage(app, id, { roomIds: [roomId] })
    expect(ofRoom.recordings.every(({ roomTitle }) => roomTitle === 'Zwölf Weise')).toBe(true)
    const found = async (started: Started, text: string) =>
      (await askPage(started, id, { sort: 'match', filters: { ...NO_FILTERS, text } })).total
    await app.until(async () => (await found(app, 'zwolf wei')) === ofRoom.total)
    await app.roomreel.close()

    const again = await home.start()
    expect(again.state.opened?.rooms?.rooms[0]).toMatchObject({ roomId, name: 'Zwölf Weise', pinned: true })
    expect(await found(again, 'zwolf')).toBe(ofRoom.total)
    await again.roomreel.handlers['rooms.rename']({ profileId: id, roomId, name: null })
    await again.until(async () => (await found(again, 'zwolf')) === 0)
    expect((await askPage(again, id)).recordings[0]?.roomTitle).toBe(first.roomTitle)
  })

  test('whose recordings do not say its title has it from its past sessions', async () => {
    const server = await home.server()
    const made = server.make(30).map((recording) => ({ ...recording, about: null }))
    server.setRecordings(made)
    const app = await home.start()
    const id = await saveServer(app, server)
    await openProfile(app, id)
    expect((await askPage(app, id)).recordings[0]?.roomTitle).toBeNull()
    const titles = new Map(made.map(({ roomId, roomTitle }) => [roomId, roomTitle]))
    await app.until(() => toldRooms(app).length > 0 && toldRooms(app).every(({ title }) => title !== null))
    expect(toldRooms(app).map(({ roomId, title }) => [roomId, title])).toEqual(
      [...titles].toSorted(([, a], [, b]) => a.localeCompare(b)),
    )
    const [first] = (await askPage(app, id)).recordings
    expect(first?.roomTitle).toBe(titles.get(first?.roomId ?? ''))
  })

  test('has it from the session that is going on there, too', async () => {
    const server = await home.server()
    const [made] = server.make()
    if (made === undefined) throw new Error('a recording was made')
    server.setRecordings([{ ...made, about: null, roomTitle: '' }])
    const front = await withActiveRoom(server, made.roomId, 'Open house')
    const app = await home.start()
    const id = await saveServer(app, { ...server, url: front.url })
    await openProfile(app, id)
    await app.until(() => toldRooms(app)[0]?.title === 'Open house')
    expect((await askPage(app, id)).recordings[0]?.roomTitle).toBe('Open house')
    expect(libraryStatus(app, id)?.failure).toBeNull()
    await front.close()
  })
})

/** The server with a session going on; the demo itself has none. */
async function withActiveRoom(server: DemoServer, roomId: string, title: string) {
  const front = createServer((incoming, response) => {
    if (incoming.url === '/auth/room/getActiveRoomsInfo') {
      const rooms = [{ room_info: { room_id: roomId, room_title: title, sid: 'RM_now' } }]
      response.end(JSON.stringify({ status: true, status_code: 'SUCCESS', msg: 'success', rooms }))
      return
    }
    const { method, headers, url } = incoming
    const onward = request(`${server.url}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    incoming.pipe(onward)
  })
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      front.close(() => resolve())
      front.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`, close }
}
