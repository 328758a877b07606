import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Input } from '../../../../src/shared/contract.ts'
import { NEW_SERVER, type ProfileSummary, type ServerFields } from '../../../../src/shared/profile.ts'
import { askPage, formOf, newComputer, type Started } from '../roomreel-fixture.ts'

let home: Awaited<ReturnType<typeof newComputer>>
let app: Started
beforeEach(async () => {
  home = await newComputer()
  app = await home.start()
})
afterEach(() => home.clean())

const handlers = () => app.roomreel.handlers
const save = async (input: Partial<Input<'servers.save'>> & { fields: ServerFields }) =>
  handlers()['servers.save']({ profileId: null, secret: null, trusted: null, ...input })
const remove = async (profileId: string) => handlers()['servers.remove']({ profileId, exportFiles: false })
const open = async (profileId: string) => handlers()['profiles.open']({ profileId })
const ask = (profileId: string) => askPage(app, profileId)
const code = (expected: string) => ({ error: { code: expected } })

/** Goes on in the middle of a change, at the first moment when this holds. */
async function between(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds() && turns < 1000; turns += 1) await Promise.resolve()
  expect(holds()).toBe(true)
}

/** A server that is saved and on screen. */
async function shown(): Promise<string> {
  const server = await home.server()
  const { id } = await save({ fields: formOf(server), secret: await app.secret(server.apiSecret) })
  await open(id)
  await ask(id)
  return id
}

describe('saving', () => {
  test('leaves whoever goes on to another server meanwhile there', async () => {
    const server = await home.server()
    const { id } = await save({ fields: formOf(server), secret: await app.secret(server.apiSecret) })
    await open(id)
    const saving = save({ profileId: id, fields: formOf(server, { rooms: ['a'] }) })
    await between(() => app.roomreel.openId() === null)
    await open('demo')
    await saving
    expect(app.roomreel.openId()).toBe('demo')
    expect(app.sent.some(({ event }) => event === 'profiles.reopened')).toBe(false)
  })

  test('and copying at once leave each address with its own secret', async () => {
    const [one, two] = [await home.server(24), await home.server(40)]
    const { id } = await save({ fields: formOf(one), secret: await app.secret(one.apiSecret) })
    const { box } = home.computer
    const encrypt = box.encrypt.bind(box)
    const { promise: copied, resolve: copying } = Promise.withResolvers<ProfileSummary>()
    box.encrypt = (text) => {
      copying(Promise.resolve(handlers()['servers.duplicate']({ profileId: id })))
      return encrypt(text)
    }
    await save({ profileId: id, fields: formOf(two), secret: await app.secret(two.apiSecret) })
    const copy = await copied
    await open(copy.id)
    expect((await ask(copy.id)).total).toBe(copy.url === one.url ? 24 : 40)
  })
})

describe('a secret that is replaced', () => {
  const replaceSlowly = async (meanwhile: (id: string) => Promise<unknown>, expected = 'aborted') => {
    const server = await home.server()
    const { id } = await save({ fields: formOf(server), secret: await app.secret('an old secret') })
    await open(id)
    server.faults.latencyMs = 300
    const replacing = handlers()['profiles.replaceSecret']({
      profileId: id,
      secret: await app.secret(server.apiSecret),
    })
    await Promise.all([expect(replacing).rejects.toMatchObject(code(expected)), meanwhile(id)])
    server.faults.latencyMs = 0
    return id
  }

  test('is kept, and the screen stays, when the user has gone on to another server', async () => {
    const id = await replaceSlowly(() => open('demo'))
    expect(app.roomreel.openId()).toBe('demo')
    await open(id)
    expect((await ask(id)).total).toBe(24)
  })

  test('is not kept for a server that was removed meanwhile', async () => {
    const id = await replaceSlowly((removed) => remove(removed), 'no-profile')
    expect(await readFile(join(home.computer.userData, 'secrets.json'), 'utf8')).not.toContain(id)
  })

  test('is not kept for an address that it was not tried out with', async () => {
    const away = { ...NEW_SERVER, url: 'http://127.0.0.1:1', apiKey: 'viewer' }
    const id = await replaceSlowly((moved) => save({ profileId: moved, fields: away }))
    expect((await open(id)).profile.secret).toBe('none')
  })
})

describe('removing', () => {
  const folderOf = (id: string) => join(home.computer.userData, 'profiles', id)

  test('takes along what opens the server once more meanwhile', async () => {
    const id = await shown()
    const removing = remove(id)
    await app.until(() => app.roomreel.openId() === 'demo')
    await open(id)
    await removing
    expect(existsSync(folderOf(id))).toBe(false)
    expect(app.roomreel.openId()).toBeNull()
  })

  test('twice at once is once', async () => {
    const id = await shown()
    const [first, second] = await Promise.allSettled([remove(id), remove(id)])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ status: 'rejected', reason: code('no-profile') })
  })
})
