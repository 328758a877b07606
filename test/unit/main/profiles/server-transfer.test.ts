import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { NEW_SERVER } from '../../../../src/shared/profile.ts'
import { askPage, formOf, newComputer, type Started } from '../roomreel-fixture.ts'

let home: Awaited<ReturnType<typeof newComputer>>
let app: Started
beforeEach(async () => {
  home = await newComputer()
  app = await home.start()
})
afterEach(() => home.clean())

const PASSPHRASE = 'correct horse battery'
const handlers = () => app.roomreel.handlers
const code = (expected: string) => ({ error: { code: expected } })
const add = async (name: string, secret: string | null) =>
  handlers()['servers.save']({
    profileId: null,
    fields: { ...NEW_SERVER, name, url: `https://${name}.example`, apiKey: 'viewer' },
    secret: secret === null ? null : await app.secret(secret),
    trusted: null,
  })
const names = async () => (await home.start()).state.profiles.map(({ name, kind }) => (kind === 'demo' ? 'demo' : name))

test('servers go to a file and come back on another computer, with their secrets under the passphrase', async () => {
  const server = await home.server()
  const { id } = await handlers()['servers.save']({
    profileId: null,
    fields: formOf(server, { name: 'clinic', checkMinutes: 60, pageLimit: 20 }),
    secret: await app.secret(server.apiSecret),
    trusted: null,
  })
  const plain = await add('plain', null)
  home.computer.chosenPath = join(home.folder, 'out.json')
  const written = await handlers()['servers.export']({
    profileIds: [id, plain.id, 'demo'],
    passphrase: await app.seal(PASSPHRASE),
  })
  expect(written).toEqual({ file: 'out.json', servers: 2, secrets: 1 })
  const text = await readFile(home.computer.chosenPath, 'utf8')
  expect(text).not.toContain(server.apiSecret)
  expect(text).not.toContain(id)

  const other = await newComputer()
  const there = await other.start()
  const take = there.roomreel.handlers
  other.computer.chosenPath = home.computer.chosenPath
  const preview = await take['servers.chooseImport'](undefined)
  if (preview === null) throw new Error('a file was chosen')
  expect(preview).toMatchObject({ locked: true, leftOut: 0 })
  expect(preview.servers.map(({ known, hasSecret }) => [known, hasSecret])).toEqual([
    [false, true],
    [false, false],
  ])
  const choose = { importId: preview.importId, chosen: [0, 1, 1, 99], keeping: 'keychain' as const }
  await expect(
    (async () => take['servers.import']({ ...choose, passphrase: await there.seal('wrong passphrase') }))(),
  ).rejects.toMatchObject(code('wrong-passphrase'))
  other.computer.box.available = false
  const right = { ...choose, passphrase: await there.seal(PASSPHRASE) }
  await expect((async () => take['servers.import'](right))()).rejects.toMatchObject(code('no-keychain'))
  expect((await other.start()).state.profiles).toHaveLength(1)
  other.computer.box.available = true
  expect(await take['servers.import']({ ...choose, passphrase: await there.seal(PASSPHRASE) })).toEqual({ added: 2 })
  const after = await other.start()
  const clinic = after.state.profiles.find(({ name }) => name === 'clinic')
  expect(clinic).toMatchObject({ secret: 'keychain', checkMinutes: 60, pageLimit: 20 })
  const opened = await after.roomreel.handlers['profiles.open']({ profileId: clinic?.id ?? '' })
  expect((await askPage(after, opened.profile.id)).total).toBe(24)
  await other.clean()
})

test('without a passphrase no secret is in the file', async () => {
  const { id } = await add('clinic', 'a secret of the clinic')
  home.computer.chosenPath = join(home.folder, 'out.json')
  expect(await handlers()['servers.export']({ profileIds: [id], passphrase: null })).toMatchObject({ secrets: 0 })
  expect(await readFile(home.computer.chosenPath, 'utf8')).not.toContain('a secret of the clinic')
})

test('a cancelled dialog does nothing; a place that cannot be written or read says so', async () => {
  const { id } = await add('clinic', null)
  expect(await handlers()['servers.export']({ profileIds: [id], passphrase: null })).toBeNull()
  expect(await handlers()['servers.chooseImport'](undefined)).toBeNull()
  home.computer.chosenPath = join(home.folder, 'not', 'there.json')
  const exported = async () => handlers()['servers.export']({ profileIds: [id], passphrase: null })
  const imported = async () => handlers()['servers.chooseImport'](undefined)
  await expect(exported()).rejects.toMatchObject(code('disk'))
  await expect(imported()).rejects.toMatchObject(code('disk'))
})

test('a dropped text is looked at and nothing more; what is known, wrong or strange is told apart', async () => {
  await add('clinic', null)
  const text = JSON.stringify({
    format: 'roomreel-servers',
    version: 1,
    __proto__: { polluted: true },
    servers: [
      { name: 'again', url: 'https://clinic.example/', apiKey: 'viewer', future: { field: true } },
      { name: 'fresh', url: 'https://fresh.example', apiKey: 'k', constructor: { prototype: { polluted: 1 } } },
      { name: 'odd', url: 'https://odd.example', proxy: 'no proxy at all' },
      { name: 'odd', url: 'https://odd.example', endpointPath: '../../etc' },
      { name: 7, url: 'https://wrong.example' },
      'no server',
    ],
  })
  const preview = await handlers()['servers.readImport']({ text })
  expect(preview.servers.map(({ fields, known }) => [fields.name, known])).toEqual([
    ['again', true],
    ['fresh', false],
  ])
  expect(preview).toMatchObject({ leftOut: 4, locked: false })
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(await names()).toEqual(['clinic', 'demo'])
  const take = async (importId: string) =>
    handlers()['servers.import']({ importId, chosen: [1], passphrase: null, keeping: 'keychain' })
  await expect(take('of another file')).rejects.toMatchObject(code('invalid-input'))
  await take(preview.importId)
  expect(await names()).toEqual(['clinic', 'fresh', 'demo'])
  await expect(take(preview.importId)).rejects.toMatchObject(code('invalid-input'))
  await expect((async () => handlers()['servers.readImport']({ text: 'no servers' }))()).rejects.toMatchObject(
    code('not-a-server-file'),
  )
})

test('a thousand servers are imported in one go, listed and written', async () => {
  const servers = Array.from({ length: 1000 }, (_, at) => ({
    name: `s${at}`,
    url: `https://s${at}.example`,
    apiKey: 'k',
  }))
  const text = JSON.stringify({ format: 'roomreel-servers', version: 1, servers })
  const { importId } = await handlers()['servers.readImport']({ text })
  const chosen = servers.map((_, at) => at)
  await handlers()['servers.import']({ importId, chosen, passphrase: null, keeping: 'keychain' })
  home.computer.chosenPath = join(home.folder, 'thousand.json')
  const profileIds = (await home.start()).state.profiles.map(({ id }) => id)
  expect(profileIds).toHaveLength(1001)
  expect(await handlers()['servers.export']({ profileIds, passphrase: await app.seal(PASSPHRASE) })).toMatchObject({
    servers: 1000,
    secrets: 0,
  })
})

test('a damaged file is told from a wrong passphrase', async () => {
  const { id } = await add('clinic', 'a secret of the clinic')
  home.computer.chosenPath = join(home.folder, 'out.json')
  await handlers()['servers.export']({ profileIds: [id], passphrase: await app.seal(PASSPHRASE) })
  const text = await readFile(home.computer.chosenPath, 'utf8')
  await writeFile(home.computer.chosenPath, text.replace('clinic.example', 'attack.example'))
  await expect((async () => handlers()['servers.chooseImport'](undefined))()).rejects.toMatchObject(
    code('damaged-file'),
  )
})
