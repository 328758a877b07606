import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, safeStorage } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runtime } from './runtime.ts'

let userData = ''
beforeEach(() => {
  userData = mkdtempSync(join(tmpdir(), 'standin-user-data-'))
  app.setPath('userData', userData)
  vi.stubEnv('TMPDIR', mkdtempSync(join(tmpdir(), 'standin-keyrings-')))
  runtime.ready = true
})
afterEach(() => {
  runtime.ready = false
  rmSync(userData, { recursive: true })
  rmSync(tmpdir(), { recursive: true })
  vi.unstubAllEnvs()
})

const choose = (passwordStore: string): void => app.commandLine.appendSwitch('password-store', passwordStore)
const begins = (encrypted: Buffer): string => encrypted.subarray(0, 3).toString()

describe('safeStorage', () => {
  it('refuses everything before the app is ready', async () => {
    runtime.ready = false
    const tooEarly = 'cannot be used before app is ready'
    await expect(safeStorage.isAsyncEncryptionAvailable()).rejects.toThrow(tooEarly)
    await expect(safeStorage.encryptStringAsync('x')).rejects.toThrow(tooEarly)
    await expect(safeStorage.decryptStringAsync(Buffer.from('v10'))).rejects.toThrow(tooEarly)
    expect(safeStorage.getSelectedStorageBackend()).toBe('unknown')
  })

  it.each([
    ['', 'basic_text', 'v10'],
    ['basic', 'basic_text', 'v10'],
    ['something-else', 'basic_text', 'v10'],
    ['gnome-libsecret', 'gnome_libsecret', 'v11'],
    ['kwallet', 'kwallet', 'v11'],
    ['kwallet5', 'kwallet5', 'v11'],
    ['kwallet6', 'kwallet6', 'v11'],
  ])(
    'with --password-store=%s the backend is %s, and what it encrypts begins with %s',
    async (store, backend, prefix) => {
      choose(store)
      expect(safeStorage.getSelectedStorageBackend()).toBe(backend)
      expect(await safeStorage.isAsyncEncryptionAvailable()).toBe(true)
      const encrypted = await safeStorage.encryptStringAsync('grüße')
      expect(begins(encrypted)).toBe(prefix)
      expect(await safeStorage.decryptStringAsync(encrypted)).toEqual({ result: 'grüße', shouldReEncrypt: false })
      expect(safeStorage.decryptString(safeStorage.encryptString('old way'))).toBe('old way')
    },
  )

  it('has the backend of the environment, whatever the switch says', () => {
    choose('basic')
    vi.stubEnv('STANDIN_PASSWORD_STORE', 'kwallet5')
    expect(safeStorage.getSelectedStorageBackend()).toBe('kwallet5')
  })

  it('opens what the public key has encrypted, and wants it encrypted again', async () => {
    choose('basic')
    const encrypted = await safeStorage.encryptStringAsync('x')
    expect(readdirSync(tmpdir())).toEqual([])
    choose('kwallet6')
    expect(await safeStorage.decryptStringAsync(encrypted)).toEqual({ result: 'x', shouldReEncrypt: true })
  })

  it('keeps a keychain beside the user data, one for each, for this user alone', async () => {
    choose('gnome-libsecret')
    const encrypted = await safeStorage.encryptStringAsync('x')
    const [key = '', ...others] = readdirSync(tmpdir())
    expect(others).toEqual([])
    expect(readdirSync(userData)).toEqual([])
    expect(statSync(join(tmpdir(), key)).mode & 0o077).toBe(0)
    app.setPath('userData', join(userData, 'other'))
    await expect(safeStorage.decryptStringAsync(encrypted)).rejects.toThrow('Error while decrypting')
  })

  it('takes the public key while the keychain is locked, and opens nothing of the keychain', async () => {
    choose('gnome-libsecret')
    const encrypted = await safeStorage.encryptStringAsync('x')
    vi.stubEnv('STANDIN_KEYRING', 'locked')
    expect(begins(await safeStorage.encryptStringAsync('x'))).toBe('v10')
    await expect(safeStorage.decryptStringAsync(encrypted)).rejects.toThrow('Error while decrypting')
  })

  it('takes text to encrypt and bytes to decrypt, nothing else', async () => {
    await expect(safeStorage.encryptStringAsync(7 as unknown as string)).rejects.toThrow('must be a string')
    await expect(safeStorage.decryptStringAsync('v10' as unknown as Buffer)).rejects.toThrow('to be a buffer')
    for (const bytes of ['', 'v10', 'v12-and-more-than-enough-bytes-of-something']) {
      await expect(safeStorage.decryptStringAsync(Buffer.from(bytes))).rejects.toThrow('Error while decrypting')
    }
  })
})
