import { describe, expect, it } from 'vitest'
import { createServersStore, type ServerInput } from '../../../../src/renderer/stores/servers.ts'
import type { Result } from '../../../../src/shared/app-error.ts'
import type { Bridge } from '../../../../src/shared/contract.ts'
import { type ConnectionReport, NEW_SERVER } from '../../../../src/shared/profile.ts'
import { failure, MemoryBridge, NORTH } from '../memory-bridge.ts'

const SECRET = 'a secret that nobody may see'
const INPUT: ServerInput = { profileId: null, fields: { ...NEW_SERVER, url: NORTH.url }, secret: SECRET, trusted: null }

/** The store over a bridge whose calls are written down; what a test changes of it counts. */
const setUp = (change: Partial<Bridge['servers']> = {}, profiles: Partial<Bridge['profiles']> = {}) => {
  const bridge = new MemoryBridge()
  const sent: { call: string; input: unknown }[] = []
  const servers = new Proxy(
    { ...bridge.servers, ...change },
    {
      get: (target, call: keyof Bridge['servers']) => (input: never) => {
        sent.push({ call, input })
        return target[call](input)
      },
    },
  )
  const seal = async (text: string) => ({ publicKey: 'PK', nonce: 'N', data: `sealed ${text.length}` })
  const store = createServersStore({ bridge: { servers, profiles: { ...bridge.profiles, ...profiles } }, seal })
  return { bridge, store, sent }
}

describe('secrets', () => {
  it('leave only sealed', async () => {
    const { store, sent } = setUp()
    const { test, save, exportServers, importServers } = store.getState()
    await test(INPUT, true)
    await save(INPUT, 'keychain', null)
    await exportServers(['north'], SECRET)
    await importServers({ importId: 'i', servers: [], leftOut: 0, locked: true }, [0], SECRET, 'session')
    expect(sent.map(({ call }) => call)).toEqual(['test', 'save', 'export', 'import'])
    expect(JSON.stringify(sent)).not.toContain(SECRET)
    expect(JSON.stringify(sent).match(/sealed 28/g)).toHaveLength(4)
    expect(JSON.stringify(store.getState())).not.toContain(SECRET)
  })

  it('do not leave at all with a test that is not signed, nor where none was typed', async () => {
    const { store, sent } = setUp()
    await store.getState().test(INPUT, false)
    await store.getState().test({ ...INPUT, secret: null }, true)
    await store.getState().save({ ...INPUT, secret: null }, 'keychain', null)
    expect(sent.map(({ input }) => input)).toMatchObject([{ sealed: null }, { sealed: null }, { secret: null }])
  })
})

describe('a test', () => {
  it('that a newer one has replaced answers nothing', async () => {
    const answers: ((result: Result<ConnectionReport>) => void)[] = []
    const { store } = setUp({ test: () => new Promise((answer) => answers.push(answer)) })
    const outcome = { kind: 'reached', ms: 3 } as const
    const report = { ok: true, value: { url: NORTH.url, plainHttp: false, outcome } } as const
    const older = store.getState().test({ ...INPUT, secret: null }, false)
    const newer = store.getState().test({ ...INPUT, secret: null }, false)
    await expect.poll(() => answers.length).toBe(2)
    answers[1]?.(report)
    expect(await newer).toEqual(report)
    answers[0]?.(failure('aborted'))
    expect(await older).toBeNull()
  })

  it('that was forgotten answers nothing', async () => {
    const { store } = setUp()
    const asked = store.getState().test(INPUT, false)
    store.getState().forgetTest()
    expect(await asked).toBeNull()
  })
})

describe('saving', () => {
  it('remembers what is to be said about it', async () => {
    const { store } = setUp()
    const tested = { kind: 'connected', recordings: 1, ms: 2 } as const
    const answer = await store.getState().save(INPUT, 'session', tested)
    expect(answer.ok && store.getState().saved).toEqual({ profile: answer.ok && answer.value, tested })
    store.getState().forgetSaved()
    expect(store.getState().saved).toBeNull()
  })

  it('that fails says nothing', async () => {
    const { store, bridge } = setUp()
    bridge.refusal = failure('disk')
    expect((await store.getState().save(INPUT, 'session', null)).ok).toBe(false)
    expect(store.getState().saved).toBeNull()
  })

  it('says how a secret is to be kept', async () => {
    const { store, sent } = setUp()
    await store.getState().save(INPUT, 'file', null)
    expect(sent).toMatchObject([{ input: { secret: { keeping: 'file' } } }])
  })
})

describe('the keychain', () => {
  it('is known once it was asked', async () => {
    const { store } = setUp()
    expect(store.getState().keychain).toBeNull()
    await store.getState().askKeychain()
    expect(store.getState().keychain).toEqual({ available: true, backend: 'kwallet6' })
  })

  it('that cannot be asked keeps nothing', async () => {
    const { store } = setUp({ keychain: async () => failure('internal') })
    expect(await store.getState().askKeychain()).toEqual({ available: false, backend: '' })
  })
})

describe('a new order', () => {
  it('shows at once, and until main has the newest', async () => {
    const answers: (() => void)[] = []
    const reorder = () =>
      new Promise<Result<void>>((answer) => answers.push(() => answer({ ok: true, value: undefined })))
    const { store } = setUp({}, { reorder })
    const first = store.getState().reorder(['a', 'b'])
    const second = store.getState().reorder(['b', 'a'])
    answers[0]?.()
    expect(await first).toBeNull()
    expect(store.getState().order).toEqual(['b', 'a'])
    answers[1]?.()
    expect(await second).toBeNull()
    expect(store.getState().order).toBeNull()
  })

  it('that cannot be kept goes back', async () => {
    const { store } = setUp({}, { reorder: async () => failure('disk') })
    expect((await store.getState().reorder(['b', 'a']))?.code).toBe('disk')
    expect(store.getState().order).toBeNull()
  })
})
