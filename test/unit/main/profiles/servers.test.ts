import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import type { Input } from '../../../../src/shared/contract.ts'
import { NEW_SERVER, type ServerFields } from '../../../../src/shared/profile.ts'
import { DEFAULT_LIBRARY_VIEW } from '../../../../src/shared/settings.ts'
import { testCertificates } from '../../../fixtures/tls/make-certificates.ts'
import { startTlsFront } from '../../../fixtures/tls/tls-front.ts'
import { askPage, formOf, libraryStatus, newComputer, type Started } from '../roomreel-fixture.ts'

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
const test_ = async (input: Partial<Input<'servers.test'>> & { fields: ServerFields }) =>
  (await handlers()['servers.test']({ profileId: null, sealed: null, signed: true, trusted: null, ...input })).outcome
const ask = (profileId: string) => askPage(app, profileId)
const open = async (profileId: string) => handlers()['profiles.open']({ profileId })
const refresh = async (profileId: string) => handlers()['library.refresh']({ profileId })
const remove = async (profileId: string) => handlers()['servers.remove']({ profileId, exportFiles: false })
const code = (expected: string) => ({ error: { code: expected } })

describe('saving', () => {
  test('a new server understands what was pasted, stands in front of the demo, and asks nobody', async () => {
    const url = ' https://meet.example.org/meetings/auth/recording/fetch?x=1 '
    const saved = await save({ fields: { ...NEW_SERVER, url, apiKey: ' viewer ', rooms: [' a ', 'a', ''] } })
    expect(saved).toMatchObject({
      name: 'meet.example.org',
      url: 'https://meet.example.org/meetings',
      apiKey: 'viewer',
      rooms: ['a'],
      secret: 'none',
      kind: 'server',
    })
    expect(app.sent.findLast(({ event }) => event === 'profiles.changed')?.payload).toMatchObject({
      profiles: [{ id: saved.id }, { id: 'demo' }],
    })
  })

  test.each([
    ['no address at all', 'system', 'bad-url'],
    ['https://meet.example.org', 'http://user:password@proxy:1', 'proxy'],
    ['https://meet.example.org', 'no proxy', 'proxy'],
  ])('%s through %s is refused with %s, and nothing is added', async (url, proxy, expected) => {
    await expect(save({ fields: { ...NEW_SERVER, url, proxy } })).rejects.toMatchObject(code(expected))
    expect(app.state.profiles).toHaveLength(1)
    expect((await home.start()).state.profiles).toHaveLength(1)
  })

  test('a secret without a keychain is refused before anything is saved, unless it is kept another way', async () => {
    home.computer.box.available = false
    const fields = { ...NEW_SERVER, url: 'https://meet.example.org', apiKey: 'viewer' }
    await expect(save({ fields, secret: await app.secret('s3cret-s3cret') })).rejects.toMatchObject(code('no-keychain'))
    expect((await home.start()).state.profiles).toHaveLength(1)
    expect(await save({ fields, secret: await app.secret('s3cret-s3cret', 'session') })).toMatchObject({
      secret: 'session',
    })
    const { id } = await save({ fields, secret: await app.secret('s3cret-s3cret', 'file') })
    const file = join(home.computer.userData, 'secrets.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).toContain('s3cret-s3cret')
    const again = await home.start()
    expect(again.state.profiles.find((profile) => profile.id === id)?.secret).toBe('file')
  })

  test('an address on another host forgets the secret; another path, name or key does not', async () => {
    const server = await home.server()
    const fields = formOf(server)
    const { id } = await save({ fields, secret: await app.secret(server.apiSecret) })
    const other = { ...fields, name: 'Other', url: `${server.url}/deep`, apiKey: 'other' }
    expect(await save({ profileId: id, fields: other })).toMatchObject({ secret: 'keychain', name: 'Other' })
    const away = { ...fields, url: 'http://127.0.0.1:1' }
    expect(await save({ profileId: id, fields: away })).toMatchObject({ secret: 'none' })
    await open(id)
    await expect(ask(id)).rejects.toMatchObject(code('no-secret'))
  })

  test('another way to sign in forgets the secret: what only signs never travels as a token', async () => {
    const server = await home.server()
    const fields = formOf(server)
    const bearer = { ...fields, signIn: 'bearer' as const }
    const { id } = await save({ fields, secret: await app.secret(server.apiSecret) })
    expect(await test_({ profileId: id, fields: bearer })).toMatchObject(code('no-secret'))
    expect(await save({ profileId: id, fields: bearer })).toMatchObject({ secret: 'none', signIn: 'bearer' })
  })

  test('keeps no secret for a server that could not be saved', async () => {
    const { settings, userData } = home.computer
    const set = settings.set
    settings.set = () => {
      throw new AppFailure('disk', 'the disk is full')
    }
    const fields = { ...NEW_SERVER, url: 'https://meet.example.org', apiKey: 'viewer' }
    await expect(save({ fields, secret: await app.secret('s3cret-s3cret', 'file') })).rejects.toMatchObject(
      code('disk'),
    )
    settings.set = set
    expect(await readFile(join(userData, 'secrets.json'), 'utf8')).not.toContain('s3cret-s3cret')
  })

  test('shortens a name that would not be read again, a copy’s too', async () => {
    const fields = { ...NEW_SERVER, url: `https://${'a.'.repeat(110)}example`, apiKey: 'viewer' }
    const { id } = await save({ fields })
    const copy = await handlers()['servers.duplicate']({ profileId: id })
    expect(copy.name).toMatch(/ \(2\)$/)
    expect((await home.start()).state.profiles.map((profile) => profile.id)).toEqual([id, copy.id, 'demo'])
  })

  test('the open server starts over at once, and what is known of the old address is forgotten', async () => {
    const [one, two] = [await home.server(24), await home.server(40)]
    const { id } = await save({ fields: formOf(one), secret: await app.secret(one.apiSecret) })
    await open(id)
    expect((await ask(id)).total).toBe(24)
    await save({ profileId: id, fields: formOf(two), secret: await app.secret(two.apiSecret) })
    const reopened = app.sent.findLast(({ event }) => event === 'profiles.reopened')?.payload
    expect(reopened).toMatchObject({ profile: { id, url: two.url }, cached: null, rooms: { rooms: [] } })
    expect((await ask(id)).total).toBe(40)
  })

  test('a name alone starts nothing over', async () => {
    const server = await home.server()
    const { id } = await save({ fields: formOf(server), secret: await app.secret(server.apiSecret) })
    await open(id)
    await save({ profileId: id, fields: formOf(server, { name: 'Renamed', checkMinutes: 60 }) })
    expect(app.sent.some(({ event }) => event === 'profiles.reopened')).toBe(false)
    expect((await home.start()).state.profiles[0]?.name).toBe('Renamed')
  })

  test('an unseen certificate cannot be trusted', async () => {
    const trusted = Array.from({ length: 32 }, () => 'AB').join(':')
    const fields = { ...NEW_SERVER, url: 'https://meet.example.org' }
    await expect(save({ fields, trusted })).rejects.toMatchObject(code('invalid-input'))
  })

  test('the demo and unknown profiles are not to be edited', async () => {
    const fields = { ...NEW_SERVER, url: 'https://meet.example.org' }
    await expect(save({ profileId: 'demo', fields })).rejects.toMatchObject(code('managed'))
    await expect(save({ profileId: 'nobody', fields })).rejects.toMatchObject(code('no-profile'))
  })
})

describe('testing', () => {
  test('tells a wrong secret from a wrong key, and says how many recordings there are', async () => {
    const server = await home.server(137)
    const fields = formOf(server)
    expect(await test_({ fields, sealed: await app.seal(server.apiSecret) })).toMatchObject({
      kind: 'connected',
      recordings: 137,
    })
    expect(await test_({ fields, sealed: await app.seal('wrong') })).toMatchObject(code('bad-signature'))
    expect(await test_({ fields: { ...fields, apiKey: 'x' }, sealed: await app.seal('y') })).toMatchObject(
      code('bad-key'),
    )
    expect(await test_({ fields: { ...fields, url: 'http://' } })).toMatchObject(code('bad-url'))
    expect(await test_({ fields, signed: false })).toMatchObject({ kind: 'reached' })
  })

  test('uses the stored secret for the stored server only', async () => {
    const [one, two] = [await home.server(), await home.server()]
    const { id } = await save({ fields: formOf(one), secret: await app.secret(one.apiSecret) })
    expect(await test_({ profileId: id, fields: formOf(one) })).toMatchObject({ kind: 'connected' })
    expect(await test_({ profileId: id, fields: formOf(two) })).toMatchObject(code('no-secret'))
  })

  test('a newer test ends the older one', async () => {
    const server = await home.server()
    server.faults.latencyMs = 5000
    const older = test_({ fields: formOf(server), signed: false })
    const newer = test_({ fields: { ...NEW_SERVER, url: 'http://127.0.0.1:1' }, signed: false })
    await expect(older).rejects.toMatchObject(code('aborted'))
    expect(await newer).toMatchObject(code('refused'))
  })

  test('warns about http:// to a public host, whatever comes of it', async () => {
    const fields = { ...NEW_SERVER, url: 'http://192.0.2.1:1' }
    const started = handlers()['servers.test']({ profileId: null, fields, sealed: null, signed: true, trusted: null })
    // Without a secret nobody is asked.
    expect(await started).toMatchObject({ plainHttp: true, outcome: code('no-secret') })
  })
})

describe('a self-signed certificate', () => {
  test('is refused, then trusted for this server, and asked about again when it changes', async () => {
    const server = await home.server()
    const certificates = await testCertificates()
    const host = await startTlsFront(server.url, certificates.selfSigned)
    const fields = formOf({ url: host.url, apiKey: server.apiKey })
    const sealed = await app.seal(server.apiSecret)
    const refused = await test_({ fields, sealed })
    expect(refused).toMatchObject(code('tls-self-signed'))
    const sha256 = refused.kind === 'failed' ? refused.error.certificate?.sha256 : undefined
    if (sha256 === undefined) throw new Error('no certificate was shown')
    expect(await test_({ fields, sealed, trusted: sha256 })).toMatchObject({ kind: 'connected' })

    const { id, certificate } = await save({ fields, secret: await app.secret(server.apiSecret), trusted: sha256 })
    expect(certificate?.sha256).toBe(sha256)
    const other = await save({ fields: { ...fields, name: 'Other' }, secret: await app.secret(server.apiSecret) })
    await open(other.id)
    await expect(ask(other.id)).rejects.toMatchObject(code('tls-self-signed'))
    await open(id)
    expect((await ask(id)).total).toBe(24)

    host.show(certificates.selfSignedAnew)
    const shown = { sha256: certificates.selfSignedAnew.sha256 }
    await expect(refresh(id)).rejects.toMatchObject({ error: { code: 'tls-changed', certificate: shown } })
    expect(libraryStatus(app, id)?.failure).toMatchObject({ code: 'tls-changed', certificate: shown })
    await handlers()['servers.trust']({ profileId: id, ...shown })
    await refresh(id)
    expect(libraryStatus(app, id)?.failure).toBeNull()
    await handlers()['servers.trust']({ profileId: id, sha256: null })
    await expect(refresh(id)).rejects.toMatchObject(code('tls-self-signed'))
    expect((await ask(id)).total).toBe(24)
    await host.close()
  })
})

describe('a refused secret', () => {
  test('is replaced once the server accepts the new one', async () => {
    const server = await home.server()
    const { id } = await save({ fields: formOf(server), secret: await app.secret('an old secret') })
    await open(id)
    await expect(ask(id)).rejects.toMatchObject(code('bad-signature'))
    const replace = async (text: string) =>
      handlers()['profiles.replaceSecret']({ profileId: id, secret: await app.secret(text) })
    await expect(replace('still wrong')).rejects.toMatchObject(code('bad-signature'))
    await replace(` ${server.apiSecret}\n`)
    expect((await ask(id)).total).toBe(24)
    const again = await home.start()
    expect((await again.roomreel.handlers['profiles.open']({ profileId: id })).profile.secret).toBe('keychain')
  })
})

describe('a copy', () => {
  test('stands beside the original and signs in as it does', async () => {
    const server = await home.server()
    const { id } = await save({
      fields: formOf(server, { name: 'Clinic' }),
      secret: await app.secret(server.apiSecret),
    })
    const copy = await handlers()['servers.duplicate']({ profileId: id })
    expect(copy).toMatchObject({ name: 'Clinic (2)', url: server.url, secret: 'keychain' })
    expect((await home.start()).state.profiles.map((profile) => profile.id)).toEqual([id, copy.id, 'demo'])
    await open(copy.id)
    expect((await ask(copy.id)).total).toBe(24)
    await expect(Promise.resolve(handlers()['servers.duplicate']({ profileId: 'demo' }))).rejects.toMatchObject(
      code('managed'),
    )
  })
})

describe('removing', () => {
  const folderOf = (id: string) => join(home.computer.userData, 'profiles', id)
  const withFile = async (title: string) => {
    const server = await home.server()
    const { id } = await save({ fields: formOf(server), secret: await app.secret(server.apiSecret) })
    await open(id)
    const { recordings } = await ask(id)
    const recording = recordings.find((each) => each.title?.includes(title)) ?? recordings[0]
    const recordId = recording?.recordId ?? ''
    const response = await app.roomreel.media(id, recordId, new Request('app://roomreel/media'))
    const bytes = (await response.arrayBuffer()).byteLength
    await vi.waitFor(async () =>
      expect(await handlers()['servers.removal']({ profileId: id })).toEqual({ files: 1, bytes }),
    )
    return { id, bytes, recording }
  }

  test('takes the folder, the secret and the view with it, and goes on with the next server', async () => {
    const { id } = await withFile('')
    expect(existsSync(folderOf(id))).toBe(true)
    expect(await handlers()['servers.remove']({ profileId: id, exportFiles: false })).toEqual({ exported: 0 })
    expect(await readdir(join(home.computer.userData, 'profiles'))).not.toContain(id)
    expect(await readFile(join(home.computer.userData, 'secrets.json'), 'utf8')).not.toContain(id)
    expect(JSON.stringify([...home.computer.settings.values])).not.toContain(id)
    const events = app.sent.filter(({ event }) => event === 'profiles.reopened' || event === 'profiles.changed')
    // The next one is on screen before the list has changed.
    expect(events.at(-2)).toMatchObject({ event: 'profiles.reopened', payload: { profile: { id: 'demo' } } })
    expect(events.at(-1)).toMatchObject({ event: 'profiles.changed', payload: { profiles: [{ id: 'demo' }] } })
    await expect(ask(id)).rejects.toMatchObject(code('no-profile'))
  })

  test('first copies the files to a folder of choice, under readable names, over nothing', async () => {
    const { id, bytes, recording } = await withFile('sensors')
    const target = join(home.folder, 'kept')
    await mkdir(target)
    home.computer.chosenPath = null
    expect(await handlers()['servers.remove']({ profileId: id, exportFiles: true })).toBeNull()
    expect(existsSync(folderOf(id))).toBe(true)
    home.computer.chosenPath = target
    const day = new Date((recording?.createdAt ?? 0) * 1000).toISOString().slice(0, 10)
    const title = recording?.title?.replace(/[<>:"/\\|?*]+/g, ' ').replace(/\s+/g, ' ') ?? ''
    await writeFile(join(target, `${day} ${title}.mp4`), 'mine')
    expect(await handlers()['servers.remove']({ profileId: id, exportFiles: true })).toEqual({ exported: 1 })
    expect(await readFile(join(target, `${day} ${title}.mp4`), 'utf8')).toBe('mine')
    expect((await stat(join(target, `${day} ${title} (2).mp4`))).size).toBe(bytes)
  })

  test('leaves a server whose secret cannot be removed in the list, to be removed again', async () => {
    const { id } = await withFile('')
    await remove('demo')
    const part = join(home.computer.userData, 'secrets.json.part')
    await mkdir(part)
    await expect(remove(id)).rejects.toMatchObject(code('disk'))
    expect((await ask(id)).total).toBe(24)
    await rm(part, { recursive: true })
    expect((await home.start()).state.profiles.map((profile) => profile.id)).toContain(id)
    await remove(id)
    expect(existsSync(folderOf(id))).toBe(false)
    expect(await readFile(join(home.computer.userData, 'secrets.json'), 'utf8')).not.toContain(id)
  })

  test('never copies the files to where they are removed with the server', async () => {
    const { id } = await withFile('')
    home.computer.chosenPath = join(home.computer.userData, 'profiles', id)
    await expect(
      Promise.resolve(handlers()['servers.remove']({ profileId: id, exportFiles: true })),
    ).rejects.toMatchObject(code('disk'))
    expect(existsSync(folderOf(id))).toBe(true)
  })

  test('a view that is saved late leaves nothing behind', async () => {
    const { id } = await withFile('')
    await remove(id)
    await handlers()['settings.saveView']({ profileId: id, view: DEFAULT_LIBRARY_VIEW })
    expect(JSON.stringify([...home.computer.settings.values])).not.toContain(id)
  })

  test('is not begun when the files cannot be copied', async () => {
    const { id } = await withFile('')
    home.computer.chosenPath = join(home.folder, 'not', 'there')
    await expect(
      Promise.resolve(handlers()['servers.remove']({ profileId: id, exportFiles: true })),
    ).rejects.toMatchObject(code('disk'))
    expect(existsSync(folderOf(id))).toBe(true)
    expect((await ask(id)).total).toBe(24)
  })

  test('what was interrupted is finished at the next start', async () => {
    const left = join(home.computer.userData, 'profiles', '.removed-abc-1')
    await mkdir(left, { recursive: true })
    await home.start()
    await vi.waitFor(() => expect(existsSync(left)).toBe(false))
  })

  test('the demo goes, stays away, and is brought back by opening it', async () => {
    await handlers()['servers.remove']({ profileId: 'demo', exportFiles: false })
    const again = await home.start()
    expect(again.state.profiles).toEqual([])
    expect(again.state.opened).toBeNull()
    await again.roomreel.handlers['profiles.openDemo'](undefined)
    expect((await home.start()).state).toMatchObject({
      profiles: [{ id: 'demo' }],
      opened: { profile: { id: 'demo' } },
    })
  })
})

describe('servers preset for this computer', () => {
  test('are shown as managed, take a secret, and are neither edited nor removed', async () => {
    const server = await home.server()
    await writeFile(
      home.computer.presetsFile,
      JSON.stringify({ servers: [{ name: 'Campus', url: server.url, apiKey: server.apiKey }] }),
    )
    app = await home.start()
    const preset = app.state.profiles.find(({ managed }) => managed)
    if (preset === undefined) throw new Error('no preset server')
    expect(preset).toMatchObject({ name: 'Campus', url: server.url, secret: 'none' })
    const edited = { ...formOf(server), name: 'Mine', url: 'http://127.0.0.1:1' }
    const saved = await save({ profileId: preset.id, fields: edited, secret: await app.secret(server.apiSecret) })
    expect(saved).toMatchObject({ name: 'Campus', url: server.url, secret: 'keychain' })
    await open(preset.id)
    expect((await ask(preset.id)).total).toBe(24)
    await expect(
      Promise.resolve(handlers()['servers.remove']({ profileId: preset.id, exportFiles: false })),
    ).rejects.toMatchObject(code('managed'))
    expect((await home.start()).state.profiles.map(({ id }) => id)).toContain(preset.id)
  })

  test('in a file that cannot be read are said so once', async () => {
    await writeFile(home.computer.presetsFile, '{')
    expect((await home.start()).state.notices).toEqual([
      { kind: 'presets-unreadable', file: home.computer.presetsFile },
    ])
  })
})
