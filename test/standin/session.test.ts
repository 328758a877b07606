import { type ProxyConfig, type Session, session } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runtime } from './runtime.ts'
import { sessionOf } from './session.ts'

let count = 0
let fresh: Session
beforeEach(() => {
  runtime.ready = true
  fresh = session.fromPartition(`s${++count}`)
})
afterEach(() => {
  runtime.ready = false
  vi.unstubAllEnvs()
})

describe("a session's proxy", () => {
  it('is what the system says', async () => {
    expect(await fresh.resolveProxy('https://meet.example/')).toBe('DIRECT')
    vi.stubEnv('STANDIN_SYSTEM_PROXY', 'PROXY 127.0.0.1:3128')
    expect(await fresh.resolveProxy('https://meet.example/')).toBe('PROXY 127.0.0.1:3128')
    await fresh.setProxy({ mode: 'direct' })
    expect(await fresh.resolveProxy('https://meet.example/')).toBe('DIRECT')
    await fresh.setProxy({ mode: 'system' })
    expect(await fresh.resolveProxy('https://meet.example/')).toBe('PROXY 127.0.0.1:3128')
  })
  it.each(['http://127.0.0.1:80/', 'http://localhost/', 'http://a.localhost/', 'http://[::1]/', 'http://169.254.1.1/'])(
    'is never asked for %s',
    async (url) => {
      vi.stubEnv('STANDIN_SYSTEM_PROXY', 'PROXY 127.0.0.1:3128')
      expect(await fresh.resolveProxy(url)).toBe('DIRECT')
    },
  )
  it.each([
    ['proxy.example:3128', 'PROXY proxy.example:3128'],
    ['proxy.example', 'PROXY proxy.example:80'],
    ['https://proxy.example', 'HTTPS proxy.example:443'],
    ['socks5://proxy.example', 'SOCKS5 proxy.example:1080'],
    ['http=other:1;https=proxy.example:2,direct://', 'PROXY proxy.example:2;DIRECT'],
    ['http=other:1', 'DIRECT'],
    ['', 'DIRECT'],
  ])('follows the rule "%s"', async (proxyRules, answer) => {
    await fresh.setProxy({ mode: 'fixed_servers', proxyRules })
    expect(await fresh.resolveProxy('https://meet.example/')).toBe(answer)
  })
  it.each<ProxyConfig>([
    { mode: 'auto_detect' },
    { pacScript: 'http://x/pac' },
    { proxyRules: 'x', proxyBypassRules: 'y' },
  ])('is never %o', async (config) => {
    await expect(fresh.setProxy(config)).rejects.toThrow('not supported by the stand-in')
  })
})

describe('a session', () => {
  it('lives in memory unless its name says otherwise', () => {
    expect(fresh.isPersistent()).toBe(false)
    expect(session.fromPartition('persist:x').isPersistent()).toBe(true)
  })
  it('takes a verifier of certificates, or none', () => {
    expect(() => fresh.setCertificateVerifyProc(7 as unknown as null)).toThrow('Must pass null or function')
    const answer = vi.fn<(verdict: number) => void>()
    fresh.setCertificateVerifyProc((_request, say) => say(-2))
    sessionOf(`s${count}`).certificateVerifyProc?.({}, answer)
    expect(answer.mock.calls).toEqual([[-2]])
    fresh.setCertificateVerifyProc(null)
    expect(sessionOf(`s${count}`).certificateVerifyProc).toBeNull()
  })
  it('ends what it holds', async () => {
    await expect(
      Promise.all([fresh.closeAllConnections(), fresh.clearStorageData(), fresh.clearCache()]),
    ).resolves.toBeDefined()
  })
})
