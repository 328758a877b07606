import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, safeStorage } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSecretBox } from '../../../../src/main/electron/secret-box.ts'
import { rawApp } from '../../../standin/app.ts'

const SECRET = 'correct horse battery'
let userData = ''

beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'roomreel-secret-box-'))
  app.setPath('userData', userData)
  vi.stubEnv('TMPDIR', mkdtempSync(join(tmpdir(), 'roomreel-keyring-')))
})
afterEach(() => {
  rmSync(userData, { recursive: true })
  rmSync(tmpdir(), { recursive: true })
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const choose = (passwordStore: string): void => app.commandLine.appendSwitch('password-store', passwordStore)
const noKeychain = (attempt: Promise<unknown>): Promise<void> =>
  expect(attempt).rejects.toMatchObject({ error: { code: 'no-keychain' } })

test('nothing is asked before the app is ready', async () => {
  choose('gnome-libsecret')
  const box = createSecretBox('linux')
  const asked = vi.spyOn(safeStorage, 'encryptStringAsync')
  const pending = box.encrypt(SECRET)
  await Promise.resolve()
  expect(asked).not.toHaveBeenCalled()
  rawApp.becomeReady()
  expect(await box.decrypt(await pending)).toEqual({ text: SECRET, stale: false })
})

describe('Linux', () => {
  const box = () => createSecretBox('linux')

  test.each([
    ['gnome-libsecret', 'gnome_libsecret'],
    ['kwallet', 'kwallet'],
    ['kwallet5', 'kwallet5'],
    ['kwallet6', 'kwallet6'],
  ])('with %s secrets go there and come back', async (passwordStore, backend) => {
    choose(passwordStore)
    const one = box()
    expect(await one.keychain()).toEqual({ available: true, backend })
    const encrypted = await one.encrypt(SECRET)
    expect(encrypted.toString('latin1')).not.toContain(SECRET)
    expect(await box().decrypt(encrypted)).toEqual({ text: SECRET, stale: false })
  })

  test('with basic_text there is no keychain, and nothing is encrypted', async () => {
    choose('basic')
    expect(await box().keychain()).toEqual({ available: false, backend: 'basic_text' })
    const asked = vi.spyOn(safeStorage, 'encryptStringAsync')
    await noKeychain(box().encrypt(SECRET))
    expect(asked).not.toHaveBeenCalled()
  })

  test('a backend that nobody knows is no keychain', async () => {
    vi.spyOn(safeStorage, 'getSelectedStorageBackend').mockReturnValue('unknown')
    expect(await box().keychain()).toEqual({ available: false, backend: 'unknown' })
    await noKeychain(box().encrypt(SECRET))
  })

  test('a keychain that gives no key is none, until it does', async () => {
    choose('kwallet6')
    vi.stubEnv('STANDIN_KEYRING', 'locked')
    const one = box()
    expect(await one.keychain()).toEqual({ available: false, backend: 'kwallet6' })
    await noKeychain(one.encrypt(SECRET))
    vi.stubEnv('STANDIN_KEYRING', '')
    expect(await one.keychain()).toEqual({ available: true, backend: 'kwallet6' })
  })

  test('a keychain that is lost after the yes encrypts nothing with the public key', async () => {
    choose('kwallet6')
    const one = box()
    expect((await one.keychain()).available).toBe(true)
    vi.stubEnv('STANDIN_KEYRING', 'locked')
    await noKeychain(one.encrypt(SECRET))
    expect((await one.keychain()).available).toBe(false)
  })

  test('the yes is remembered: the keychain is tried once', async () => {
    choose('kwallet6')
    const one = box()
    const tried = vi.spyOn(safeStorage, 'encryptStringAsync')
    await one.keychain()
    await one.keychain()
    expect(tried).toHaveBeenCalledOnce()
  })

  test('what was encrypted with the public key is not opened', async () => {
    choose('basic')
    const encrypted = await safeStorage.encryptStringAsync(SECRET)
    expect(encrypted.subarray(0, 3).toString()).toBe('v10')
    choose('gnome-libsecret')
    const opened = vi.spyOn(safeStorage, 'decryptStringAsync')
    await noKeychain(box().decrypt(encrypted))
    expect(opened).not.toHaveBeenCalled()
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['no ciphertext', Buffer.from('v11')],
    ['another key', Buffer.concat([Buffer.from('v11'), Buffer.alloc(60, 7)])],
  ])('%s does not open, and its failure shows nothing', async (_what, encrypted) => {
    choose('gnome-libsecret')
    await noKeychain(box().decrypt(encrypted))
  })

  test('nothing under the user data is a key', async () => {
    choose('gnome-libsecret')
    await box().encrypt(SECRET)
    expect(readdirSync(userData)).toEqual([])
    expect(readdirSync(tmpdir())).toHaveLength(1)
    expect(readFileSync(join(tmpdir(), readdirSync(tmpdir())[0] ?? ''))).toHaveLength(32)
  })

  test.each(['isAsyncEncryptionAvailable', 'encryptStringAsync'] as const)('%s may say no', async (api) => {
    choose('gnome-libsecret')
    if (api === 'encryptStringAsync') vi.spyOn(safeStorage, api).mockRejectedValue(new Error('dismissed'))
    else vi.spyOn(safeStorage, api).mockResolvedValue(false)
    expect(await box().keychain()).toEqual({ available: false, backend: 'gnome_libsecret' })
    await noKeychain(box().encrypt(SECRET))
  })
})

describe.each([
  ['darwin', 'Keychain'],
  ['win32', 'DPAPI'],
])('%s', (platform, backend) => {
  test('Electron knows, and v10 is how its own key begins there', async () => {
    choose('basic')
    const box = createSecretBox(platform)
    expect(await box.keychain()).toEqual({ available: true, backend })
    expect(await box.decrypt(await box.encrypt(SECRET))).toMatchObject({ text: SECRET })
  })
  test('without a keychain nothing is encrypted', async () => {
    vi.spyOn(safeStorage, 'isAsyncEncryptionAvailable').mockResolvedValue(false)
    const box = createSecretBox(platform)
    expect(await box.keychain()).toEqual({ available: false, backend })
    await noKeychain(box.encrypt(SECRET))
  })
})
