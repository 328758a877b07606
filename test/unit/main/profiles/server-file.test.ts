import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ExportedServer, readServerFile, writeServerFile } from '../../../../src/main/profiles/server-file.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { CHECK_MINUTES, NEW_SERVER, type ServerFields, SIGN_INS } from '../../../../src/shared/profile.ts'

const PASSPHRASE = 'correct horse battery staple'
const SECRET = 'zumyyYWqv7KR2kUqvYdq4z4sXg7XTBD2ljT6'
const server = (url: string, more: Partial<ServerFields> = {}): ServerFields => ({ ...NEW_SERVER, url, ...more })
const SERVERS: ExportedServer[] = [
  { fields: server('https://meet.example.org', { name: 'Campus', apiKey: 'plugnmeet' }), secret: SECRET },
  { fields: server('https://open.example.org/pnm', { rooms: ['board'], signIn: 'none' }), secret: null },
  { fields: server('http://localhost:8080', { name: 'Bücher "€" 😀' }), secret: 'another secret' },
]
const LOCKED = await writeServerFile(SERVERS, PASSPHRASE)

const plainFile = (servers: unknown): string => JSON.stringify({ format: 'roomreel-servers', version: 1, servers })
const codeOf = (text: string): string => {
  try {
    readServerFile(text)
  } catch (error) {
    if (error instanceof AppFailure) return error.error.code
    throw error
  }
  return 'read'
}

/** The locked file after `edit`, with a sum that fits again: what somebody does who wants it to be opened. */
function forged(edit: (file: { servers: ServerFields[]; secrets: Record<string, unknown> }) => void): string {
  const { sum: _, ...file } = JSON.parse(LOCKED)
  edit(file)
  const sorted = (part: unknown): unknown =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part
  const text = JSON.stringify(file, (_key, part) => sorted(part))
  return JSON.stringify({ ...file, sum: createHash('sha256').update(text).digest('hex') })
}

describe('without a passphrase', () => {
  test('the file holds the servers and no secret at all', async () => {
    const text = await writeServerFile(SERVERS, null)
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain('secret":')
    const file = readServerFile(text)
    expect(file).toMatchObject({ leftOut: 0, locked: false, hasSecret: [false, false, false] })
    expect(file.servers).toEqual(SERVERS.map(({ fields }) => fields))
    expect(await file.open('')).toEqual([null, null, null])
  })

  test('neither certificates nor proxy passwords are in it', async () => {
    const fields = { ...server('https://meet.example.org'), certificate: { sha256: 'AA' }, id: 'x', kind: 'server' }
    const proxied = ['http://ann:p@ss/word@proxy.example:3128', 'ann:pass@proxy.example:3128']
    const text = await writeServerFile(
      [fields, ...proxied.map((proxy) => ({ ...fields, proxy }))].map((each) => ({ fields: each, secret: null })),
      null,
    )
    expect(text).not.toMatch(/certificate|"kind"|ann|pass/)
    expect(readServerFile(text).servers.map(({ proxy }) => proxy)).toEqual([
      'system',
      'http://proxy.example:3128',
      'proxy.example:3128',
    ])
  })
})

describe('under a passphrase', () => {
  test('the secrets are there again, each with its server', async () => {
    expect(LOCKED).not.toContain(SECRET)
    const file = readServerFile(LOCKED)
    expect(file).toMatchObject({ leftOut: 0, locked: true, hasSecret: [true, false, true] })
    expect(await file.open(PASSPHRASE)).toEqual([SECRET, null, 'another secret'])
  })

  test('a wrong one is told apart, and can be tried again', async () => {
    const file = readServerFile(LOCKED)
    await expect(file.open('correct horse')).rejects.toMatchObject({ error: { code: 'wrong-passphrase' } })
    await expect(file.open('')).rejects.toMatchObject({ error: { code: 'wrong-passphrase' } })
    expect(await file.open(PASSPHRASE)).toEqual([SECRET, null, 'another secret'])
  })

  test('the same letters open it, however another system writes them', async () => {
    const text = await writeServerFile(SERVERS, 'Schlüssel\u00e9')
    expect(await readServerFile(text).open('Schlu\u0308ssele\u0301')).toContain(SECRET)
  })

  test('an empty one is refused, and without any secret nothing is locked', async () => {
    await expect(writeServerFile(SERVERS, '')).rejects.toMatchObject({ error: { code: 'invalid-input' } })
    const text = await writeServerFile([{ fields: server('https://meet.example.org'), secret: null }], PASSPHRASE)
    expect(readServerFile(text).locked).toBe(false)
  })

  test('spaces, line ends and the order of keys may change', async () => {
    const { servers, ...rest } = JSON.parse(LOCKED)
    const text = `\uFEFF${JSON.stringify({ ...rest, servers }).replaceAll('{', ' {\r\n')}`
    expect(await readServerFile(text).open(PASSPHRASE)).toEqual([SECRET, null, 'another secret'])
  })

  test('an entry that is left out does not move the secrets of the others', async () => {
    const broken = [...SERVERS]
    broken[1] = { fields: server('not an address'), secret: 'of nobody' }
    const file = readServerFile(await writeServerFile(broken, PASSPHRASE))
    expect(file).toMatchObject({ leftOut: 1, hasSecret: [true, true] })
    expect(await file.open(PASSPHRASE)).toEqual([SECRET, 'another secret'])
  })

  test('property: what was written is what is read', async () => {
    const text = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength: maxLength / 10 })
    const trimmed = (maxLength: number) => text(maxLength).map((value) => value.trim())
    const fields = fc.record<ServerFields>({
      name: trimmed(200),
      url: fc.tuple(fc.domain(), fc.constantFrom('', '/pnm', '/a/b')).map(([host, path]) => `https://${host}${path}`),
      apiKey: trimmed(500),
      rooms: fc.array(fc.string({ minLength: 1, maxLength: 100 }), { maxLength: 5 }),
      signIn: fc.constantFrom(...SIGN_INS),
      endpointPath: text(500),
      checkMinutes: fc.constantFrom(...CHECK_MINUTES),
      pageLimit: fc.integer({ min: 1, max: 100 }),
      proxy: fc.constantFrom('system', 'none', 'http://proxy.example:3128'),
    })
    const secret = fc.option(fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ fields, secret }), { maxLength: 6 }), text(100), async (servers, pass) => {
        const file = readServerFile(await writeServerFile(servers, `p${pass}`))
        expect(file.servers).toEqual(servers.map((each) => each.fields))
        expect(file.hasSecret).toEqual(servers.map((each) => each.secret !== null))
        expect(await file.open(`p${pass}`)).toEqual(servers.map((each) => each.secret))
      }),
      { numRuns: 12 },
    )
    // Each passphrase costs what it is meant to cost.
  }, 20_000)
})

describe('a damaged file', () => {
  test('property: with any byte changed is found out, or nothing of it has changed', () => {
    const bytes = Buffer.from(LOCKED)
    const sound = readServerFile(LOCKED)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const text = Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ mask : byte))).toString()
        const code = codeOf(text)
        expect(['read', 'damaged-file', 'not-a-server-file']).toContain(code)
        if (code !== 'read') return
        // Only white space for white space: the very same file to every reader of JSON.
        expect(JSON.parse(text)).toEqual(JSON.parse(LOCKED))
        expect(readServerFile(text).servers).toEqual(sound.servers)
      }),
      { numRuns: 2000 },
    )
  })

  test('cut off anywhere is found out', () => {
    const codes = Array.from({ length: LOCKED.trimEnd().length }, (_, length) => codeOf(LOCKED.slice(0, length)))
    expect(new Set(codes)).toEqual(new Set(['not-a-server-file', 'damaged-file']))
    expect(codes.at(-1)).toBe('damaged-file')
  })

  test.each([
    ['sends a secret elsewhere', ({ servers: [first] }) => Object.assign(first ?? {}, { url: 'https://evil.example' })],
    ['takes another proxy', ({ servers: [first] }) => Object.assign(first ?? {}, { proxy: 'http://evil.example' })],
    ['gives the secrets to others', ({ secrets }) => Object.assign(secrets, { has: [0, 1] })],
    ['swaps two servers', ({ servers }) => servers.reverse()],
  ] satisfies [string, (file: { servers: ServerFields[]; secrets: object }) => unknown][])(
    'that %s does not open, although its sum fits',
    async (_what, edit) => {
      const file = readServerFile(forged(edit))
      await expect(file.open(PASSPHRASE)).rejects.toMatchObject({ error: { code: 'damaged-file' } })
    },
  )

  test.each([
    { N: 2 ** 18 },
    { N: 2 ** 15 + 1 },
    { N: 0 },
    { N: -2 },
    { r: 17 },
    { p: 5 },
    { kdf: 'none' },
    { cipher: 'aes-256-cbc' },
    { tag: 'AAAA' },
    { nonce: '' },
    { salt: 'AA==' },
    { has: [-1] },
  ])('with %j is refused before a passphrase is asked for', (change) => {
    expect(codeOf(forged(({ secrets }) => Object.assign(secrets, change)))).toBe('damaged-file')
  })

  test('with limits that scrypt does not take together fails as one', async () => {
    const file = readServerFile(forged(({ secrets }) => Object.assign(secrets, { N: 2 ** 17, r: 1 })))
    await expect(file.open(PASSPHRASE)).rejects.toMatchObject({ error: { code: 'damaged-file' } })
  })

  test('of the most expensive kind is tried, not refused', async () => {
    const file = readServerFile(forged(({ secrets }) => Object.assign(secrets, { N: 2 ** 17, r: 16 })))
    await expect(file.open(PASSPHRASE)).rejects.toMatchObject({ error: { code: 'wrong-passphrase' } })
  })
})

describe('a file that somebody wrote', () => {
  test('needs an address only; unknown fields are ignored', () => {
    const [fields] = readServerFile(plainFile([{ url: 'meet.example.org', colour: 'red', apiSecret: SECRET }])).servers
    expect(fields).toEqual(server('https://meet.example.org'))
  })

  test('loses the entries that are no servers, and says how many', () => {
    const url = 'https://meet.example.org'
    const none = [null, 7, 'https://meet.example.org', [], {}, { url: '' }, { url: 'ftp://meet.example.org' }]
    const wrong = [{ name: 7 }, { rooms: 'board' }, { rooms: [''] }, { pageLimit: 0 }, { checkMinutes: 2 }]
    const more = [{ signIn: 'magic' }, { url: 'https://ann:pass@meet.example.org' }, { name: 'x'.repeat(201) }]
    const entries = [...none, ...[...wrong, ...more].map((each) => ({ url, ...each })), { url }]
    const { servers, leftOut } = readServerFile(plainFile(entries))
    expect(servers).toEqual([server(url)])
    expect(leftOut).toBe(entries.length - 1)
  })

  test('may hold thousands of servers, and not more than 5000', () => {
    const entries = Array.from({ length: 5001 }, (_, index) => ({ url: `https://s${index}.example.org` }))
    const { servers, leftOut } = readServerFile(plainFile(entries))
    expect(servers).toHaveLength(5000)
    expect(leftOut).toBe(1)
  })

  test('pollutes nothing', () => {
    const keys = '"__proto__":{"polluted":true,"pageLimit":7},"constructor":{"prototype":{"polluted":true}}'
    const text = `{${keys},"format":"roomreel-servers","version":1,"servers":[{${keys},"url":"meet.example.org"}]}`
    expect(readServerFile(text).servers).toEqual([server('https://meet.example.org')])
    expect('polluted' in {}).toBe(false)
  })

  test.each([
    ['', 'not-a-server-file'],
    ['null', 'not-a-server-file'],
    ['{"format":"other","version":1,"servers":[]}', 'not-a-server-file'],
    ['{"format":"roomreel-servers","version":2,"servers":[]}', 'not-a-server-file'],
    ['{"format":"roomreel-servers","version":1}', 'damaged-file'],
    ['{"format":"roomreel-servers","version":1,"servers":{}}', 'damaged-file'],
    ['{"format":"roomreel-servers","version":1,"servers":[],"secrets":{}}', 'damaged-file'],
    ['{"format":"roomreel-servers","version":1,"servers":[],"sum":"0"}', 'damaged-file'],
    ['['.repeat(1_000_000), 'not-a-server-file'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'not-a-server-file'],
  ])('%.60j is %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  test('nested without end does not end the app', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const file = `{"format":"roomreel-servers","version":1,"servers":[${deep},{"url":"a.example","x":${deep}}]`
    expect(readServerFile(`${file}}`)).toMatchObject({ leftOut: 1, locked: false })
    expect(codeOf(`${file},"sum":""}`)).toBe('damaged-file')
  })

  test('is never quoted in an error', () => {
    const error = (() => {
      try {
        return readServerFile(`{"apiSecret": ${SECRET}}`)
      } catch (failure) {
        return failure
      }
    })()
    expect(error).toBeInstanceOf(AppFailure)
    expect(error).not.toHaveProperty('cause')
    expect(String(error)).not.toContain(SECRET.slice(0, 6))
  })

  test('property: any JSON is read, or fails as an AppFailure', () => {
    const anything = fc.jsonValue()
    const nearly = fc.record({
      format: fc.constant('roomreel-servers'),
      version: fc.constant(1),
      servers: fc.oneof(anything, fc.array(fc.oneof(anything, fc.record({ url: fc.webUrl(), more: anything })))),
      secrets: fc.oneof(fc.constant(undefined), anything),
    })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          anything.map((value) => JSON.stringify(value)),
          nearly.map((file) => JSON.stringify(file)),
        ),
        (text) => {
          expect(['read', 'damaged-file', 'not-a-server-file']).toContain(codeOf(text))
        },
      ),
      { numRuns: 500 },
    )
  })
})
