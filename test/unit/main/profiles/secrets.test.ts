import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type SecretBox, Secrets } from '../../../../src/main/profiles/secrets.ts'

const SECRET = 'zumyyYWqv7KR2kUqvYdq4z4sXg7XTBD2ljT6'
const MODE_BITS = 0o777

/** A keychain in memory: reversed text stands for encrypted text, and what it does can be changed in the middle. */
class MemoryKeychain implements SecretBox {
  available = true
  locked = false
  stale = false
  encryptions = 0
  decryptions = 0
  /** Runs in the middle of a decryption. */
  meanwhile = async (): Promise<void> => {}

  async keychain() {
    return { available: this.available, backend: this.available ? 'gnome_libsecret' : 'basic_text' }
  }
  async encrypt(text: string) {
    this.encryptions += 1
    if (this.locked) throw new Error(`cannot encrypt ${text}`)
    return Buffer.from([...text].reverse().join(''))
  }
  async decrypt(encrypted: Buffer) {
    this.decryptions += 1
    await this.meanwhile()
    if (this.locked) throw new Error('cannot decrypt')
    return { text: [...encrypted.toString()].reverse().join(''), stale: this.stale }
  }
}

let directory = ''
let file = ''
let box = new MemoryKeychain()
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'roomreel-secrets-'))
  file = join(directory, 'secrets.json')
  box = new MemoryKeychain()
})
afterEach(() => rm(directory, { recursive: true }))

const start = (): Secrets => new Secrets({ file, box })
const content = (): Promise<string> => readFile(file, 'utf8')
const mode = async (path: string): Promise<number> => (await stat(path)).mode & MODE_BITS

describe('a secret', () => {
  test('in the keychain is there after a restart, and nowhere readable', async () => {
    const secrets = start()
    expect(secrets.place('a')).toBe('none')
    await secrets.set('a', SECRET, 'keychain')
    expect(secrets.place('a')).toBe('keychain')
    expect(await content()).not.toContain(SECRET)
    expect(await readdir(directory)).toEqual(['secrets.json'])
    const again = start()
    expect(again.place('a')).toBe('keychain')
    expect(await again.get('a')).toBe(SECRET)
  })

  test('in the keychain is opened once, however often it is asked for', async () => {
    await start().set('a', SECRET, 'keychain')
    const again = start()
    expect(box.decryptions).toBe(0)
    expect(await Promise.all([again.get('a'), again.get('a')])).toEqual([SECRET, SECRET])
    expect(await again.get('a')).toBe(SECRET)
    expect(box.decryptions).toBe(1)
  })

  test('in the file is readable for this user only, whatever mode the file had', async () => {
    await writeFile(file, JSON.stringify({ version: 1, secrets: {} }), { mode: 0o644 })
    await chmod(file, 0o644)
    await start().set('a', SECRET, 'file')
    expect(await mode(file)).toBe(0o600)
    expect(start().place('a')).toBe('file')
    expect(await start().get('a')).toBe(SECRET)
    await chmod(file, 0o666)
    start()
    expect(await mode(file)).toBe(0o600)
  })

  test('is not written through what a crash has left behind', async () => {
    await writeFile(`${file}.part`, 'half', { mode: 0o666 })
    await chmod(`${file}.part`, 0o666)
    await start().set('a', SECRET, 'file')
    expect(await mode(file)).toBe(0o600)
    expect(await start().get('a')).toBe(SECRET)
  })

  test('of this session only takes the place of a stored one, and is gone after a restart', async () => {
    const secrets = start()
    await secrets.set('a', 'stored', 'file')
    await secrets.set('a', SECRET, 'session')
    expect(secrets.place('a')).toBe('session')
    expect(await secrets.get('a')).toBe(SECRET)
    expect(await content()).toBe('{"version":1,"secrets":{}}')
    expect(start().place('a')).toBe('none')
    expect(await start().get('a')).toBeNull()
    await secrets.set('a', 'stored', 'file')
    expect(secrets.place('a')).toBe('file')
    expect(await secrets.get('a')).toBe('stored')
  })

  test('is kept together with others, or none of them is', async () => {
    const both = ['a', 'b'].map((profileId) => ({ profileId, secret: `${SECRET} of ${profileId}` }))
    const secrets = start()
    box.available = false
    await expect(secrets.setAll(both, 'keychain')).rejects.toMatchObject({ error: { code: 'no-keychain' } })
    expect(both.map(({ profileId }) => secrets.place(profileId))).toEqual(['none', 'none'])
    box.available = true
    await secrets.setAll(both, 'keychain')
    const again = start()
    expect(await Promise.all(both.map(({ profileId }) => again.get(profileId)))).toEqual(
      both.map(({ secret }) => secret),
    )
    await secrets.setAll(both, 'session')
    expect(both.map(({ profileId }) => secrets.place(profileId))).toEqual(['session', 'session'])
    expect(start().place('a')).toBe('none')
  })

  test('of this session only leaves no file where there was none', async () => {
    await start().set('a', SECRET, 'session')
    expect(await readdir(directory)).toEqual([])
  })

  test('is not stored in another way when there is no keychain, and the old one stays', async () => {
    const secrets = start()
    await secrets.set('a', 'old', 'keychain')
    box.available = false
    await expect(secrets.set('a', SECRET, 'keychain')).rejects.toMatchObject({ error: { code: 'no-keychain' } })
    expect(await secrets.get('a')).toBe('old')
    expect(box.encryptions).toBe(1)
    expect(await content()).not.toContain(SECRET)
  })

  test('that the keychain does not encrypt is in no error', async () => {
    box.locked = true
    const failure = await start()
      .set('a', SECRET, 'keychain')
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ error: { code: 'no-keychain' } })
    expect(JSON.stringify(failure) + String(failure)).not.toContain(SECRET)
    expect(failure).not.toHaveProperty('cause')
  })

  test('that cannot be written fails with `disk`, and is not taken for stored', async () => {
    const secrets = new Secrets({ file: join(file, 'below-a-file', 'secrets.json'), box })
    await writeFile(file, '')
    await expect(secrets.set('a', SECRET, 'file')).rejects.toMatchObject({ error: { code: 'disk' } })
    expect(secrets.place('a')).toBe('none')
  })

  test('is copied and removed with its place', async () => {
    const secrets = start()
    await secrets.set('kept', SECRET, 'keychain')
    await secrets.set('short', 'session secret', 'session')
    await secrets.copy('kept', 'kept-copy')
    await secrets.copy('short', 'short-copy')
    await secrets.remove('kept')
    await secrets.remove('short')
    await secrets.remove('nobody')
    expect(['kept', 'short', 'nobody'].map((id) => secrets.place(id))).toEqual(['none', 'none', 'none'])
    expect(await secrets.get('kept')).toBeNull()
    expect(secrets.place('short-copy')).toBe('session')
    expect(await secrets.get('short-copy')).toBe('session secret')
    expect(await start().get('kept-copy')).toBe(SECRET)
    await secrets.copy('nobody', 'kept-copy')
    expect(start().place('kept-copy')).toBe('none')
  })
})

describe('a keychain', () => {
  test('that does not open is asked once, and a new secret makes it good', async () => {
    await start().set('a', SECRET, 'keychain')
    const secrets = start()
    box.locked = true
    expect(secrets.place('a')).toBe('keychain')
    expect(await secrets.get('a')).toBeNull()
    expect(secrets.place('a')).toBe('unreadable')
    expect(await secrets.get('a')).toBeNull()
    expect(box.decryptions).toBe(1)
    await secrets.copy('a', 'b')
    expect(secrets.place('b')).toBe('unreadable')
    await secrets.set('a', 'new', 'file')
    expect(secrets.place('a')).toBe('file')
    expect(await secrets.get('a')).toBe('new')
  })

  test('that wants its secrets encrypted again gets them, and they still open', async () => {
    await start().set('a', SECRET, 'keychain')
    box.stale = true
    expect(await start().get('a')).toBe(SECRET)
    expect(box.encryptions).toBe(2)
    box.stale = false
    expect(await start().get('a')).toBe(SECRET)
    expect(box.encryptions).toBe(2)
  })

  test('that is none any more does not get them again', async () => {
    await start().set('a', SECRET, 'keychain')
    const before = await content()
    box.stale = true
    box.available = false
    expect(await start().get('a')).toBe(SECRET)
    expect(box.encryptions).toBe(1)
    expect(await content()).toBe(before)
  })

  test('that answers after a newer secret was set does not bring the old one back', async () => {
    await start().set('a', 'old', 'keychain')
    const secrets = start()
    box.meanwhile = () => secrets.set('a', SECRET, 'session')
    expect(await secrets.get('a')).toBe(SECRET)
    expect(await secrets.get('a')).toBe(SECRET)
    expect(secrets.place('a')).toBe('session')
  })
})

describe('the file', () => {
  test('loses nothing when many secrets are set at once', async () => {
    const secrets = start()
    const ids = Array.from({ length: 30 }, (_, index) => `p${index}`)
    await Promise.all(ids.map((id) => secrets.set(id, `secret of ${id}`, 'file')))
    const again = start()
    expect(await Promise.all(ids.map((id) => again.get(id)))).toEqual(ids.map((id) => `secret of ${id}`))
  })

  test.each(['', '{', '[]', 'null', '{"version":2,"secrets":{}}', '{"version":1,"secrets":[]}'])(
    'of %j is set aside as it is, and a new one begins',
    async (text) => {
      await writeFile(file, text, { mode: 0o644 })
      const secrets = start()
      expect(secrets.setAside).toMatch(/^secrets\.json\.unreadable-\d{4}-/)
      const aside = join(directory, secrets.setAside ?? '')
      expect(await readFile(aside, 'utf8')).toBe(text)
      expect(await mode(aside)).toBe(0o600)
      await secrets.set('a', SECRET, 'file')
      expect(await start().get('a')).toBe(SECRET)
      expect(start().setAside).toBeNull()
    },
  )

  test('that can be neither read nor moved is not written over, and what is kept in memory works', async () => {
    // With what is added to it when it is set aside this name is too long for any file system.
    file = join(directory, `${'s'.repeat(235)}.json`)
    await writeFile(file, 'precious')
    const secrets = start()
    expect(secrets.setAside).toBe(basename(file))
    await expect(secrets.set('a', SECRET, 'file')).rejects.toMatchObject({ error: { code: 'disk' } })
    expect(await content()).toBe('precious')
    await secrets.set('a', SECRET, 'session')
    expect(await secrets.get('a')).toBe(SECRET)
  })

  test('keeps good entries beside bad ones, and no name means something to JavaScript', async () => {
    const entry = '{"keeping":"file","value":"x"}'
    const bad = '"b":{"keeping":"file","value":7},"c":null,"d":{"keeping":"keychain","value":"?"},"e":{"keeping":"air"}'
    const polluting = `"__proto__":${entry},"constructor":${entry}`
    await writeFile(file, `{"version":1,"secrets":{"a":${entry},${bad},${polluting}}}`)
    const secrets = start()
    expect(secrets.setAside).toBeNull()
    expect(await secrets.get('a')).toBe('x')
    expect(['b', 'c', 'd', 'e', '__proto__', 'constructor'].map((id) => secrets.place(id))).toEqual(
      Array.from({ length: 6 }, () => 'none'),
    )
    expect('keeping' in {}).toBe(false)
  })
})

describe('a text', () => {
  test('holds no secret of this run, old or new, in whatever way it is written', async () => {
    const odd = 'q"u/o te&'
    const secrets = start()
    await secrets.set('a', odd, 'session')
    await secrets.set('a', SECRET, 'keychain')
    const text = `${odd} ${encodeURIComponent(odd)} ${JSON.stringify({ odd })} ${SECRET}!`
    expect(secrets.mask(text)).toBe('••• ••• {"odd":"•••"} •••!')
    await secrets.remove('a')
    expect(secrets.mask(SECRET)).toBe('•••')
  })

  test('is masked from the start for readable secrets, and from the opening for encrypted ones', async () => {
    const first = start()
    await first.set('a', SECRET, 'file')
    await first.set('b', 'other-secret', 'keychain')
    const secrets = start()
    expect(secrets.mask(`${SECRET} other-secret`)).toBe('••• other-secret')
    await secrets.get('b')
    expect(secrets.mask(`${SECRET} other-secret`)).toBe('••• •••')
  })

  test('property: no secret is left, also when one is part of another', async () => {
    const secret = fc.string({ minLength: 4, maxLength: 12 }).filter((text) => !text.includes('•'))
    await fc.assert(
      fc.asyncProperty(secret, fc.string(), fc.string(), async (whole, before, after) => {
        const secrets = start()
        await secrets.set('a', whole, 'session')
        await secrets.set('b', whole.slice(0, 3), 'session')
        const masked = secrets.mask(before + whole + after)
        expect(masked).not.toContain(whole)
        expect(masked).not.toContain(whole.slice(0, 3))
      }),
      { numRuns: 100 },
    )
  })
})
