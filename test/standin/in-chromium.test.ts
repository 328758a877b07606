import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixture, launchFixture } from './fixtures/launch.ts'

/** What the fixture's preload exposes. */
interface FixtureApi {
  attempts: Record<string, string>
  invoke: (channel: string, ...given: unknown[]) => Promise<unknown>
  sendSync: (channel: string) => unknown
  unknown: () => void
  onNews: (listener: (news: unknown) => void) => () => void
}
declare global {
  interface Window {
    fixture: FixtureApi
  }
}

let fixture: Fixture
beforeAll(async () => {
  fixture = await launchFixture({ FIXTURE_DENY: '1' })
}, 30_000)
afterAll(() => fixture.app.close())

describe('the preload', () => {
  it('may require electron, events, timers and url, and nothing else', async () => {
    expect(await fixture.page.evaluate(() => window.fixture.attempts)).toEqual({
      electron: 'object',
      events: 'function',
      'node:timers': 'object',
      url: 'object',
      fs: 'module not found: fs',
      'node:path': 'module not found: node:path',
      './other.cjs': 'module not found: ./other.cjs',
    })
  })
  it('leaves nothing of itself in the page', async () => {
    const found = await fixture.page.evaluate(() => [
      typeof Reflect.get(window, 'require'),
      typeof Reflect.get(window, '__standinSend'),
      Object.isFrozen(window.fixture),
    ])
    expect(found).toEqual(['undefined', 'undefined', true])
  })
  it('throws for what it does not have', async () => {
    const message = await fixture.page.evaluate(() => {
      try {
        return String(window.fixture.unknown())
      } catch (error) {
        return String(error)
      }
    })
    expect(message).toContain('not supported by the stand-in: ipcRenderer.postMessage')
  })
})

describe('IPC', () => {
  const invoke = (channel: string): Promise<unknown> =>
    fixture.page.evaluate((name) => window.fixture.invoke(name).then(null, (error: Error) => error.message), channel)

  it('carries clones both ways', async () => {
    const same = await fixture.page.evaluate(async () => {
      const value = { at: new Date(5), map: new Map([[1, new Set(['a'])]]), bytes: new Uint8Array([1, 255]) }
      const made = (await window.fixture.invoke('echo', value)) as typeof value
      return [made.at.getTime(), [...(made.map.get(1) ?? [])], [...made.bytes]]
    })
    expect(same).toEqual([5, ['a'], [1, 255]])
  })
  it('carries no functions', async () => {
    const sent = fixture.page.evaluate(() =>
      window.fixture.invoke('echo', () => 1).then(String, (error) => error.message),
    )
    expect(await sent).toBe('An object could not be cloned.')
    expect(await invoke('function')).toBe(
      "Error invoking remote method 'function': Error: An object could not be cloned.",
    )
  })
  it('reports failures as Electron words them', async () => {
    expect(await invoke('fail')).toBe("Error invoking remote method 'fail': TypeError: boom")
    expect(await invoke('nobody')).toBe(
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    )
  })
  it('answers synchronous calls', async () => {
    expect(await fixture.page.evaluate(() => window.fixture.sendSync('version'))).toBe('1.2.3')
  })
  it('knows the sending frame at first only', async () => {
    expect(await invoke('frame')).toBe('app://fixture/')
    expect(await fixture.app.evaluate(() => Reflect.get(globalThis, 'seen').frameAfterAwait)).toBe(null)
  })
  it('brings events until nobody listens', async () => {
    const heard = fixture.page.evaluate(() => {
      return new Promise((resolve) => {
        const stop = window.fixture.onNews((news) => {
          stop()
          resolve(news)
        })
      })
    })
    await fixture.page.evaluate(() => undefined)
    await fixture.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('news', { fresh: true })
    })
    expect(await heard).toEqual({ fresh: true })
  })
})

describe('pages', () => {
  it('live on a secure origin', async () => {
    expect(await fixture.page.evaluate(() => window.isSecureContext)).toBe(true)
  })
  it('get a network error when the handler returns no Response', async () => {
    const outcome = await fixture.page.evaluate(() => fetch('/nothing').then(String, (error) => String(error)))
    expect(outcome).toBe('TypeError: Failed to fetch')
  })
  it('are served to nobody without the token', async () => {
    const { address, referer } = await fixture.page.evaluate(async () => ({
      address: performance.getEntriesByType('navigation')[0]?.name,
      referer: (await (await fetch('/echo-headers')).json()).referer,
    }))
    expect(address).toBe('http://fixture.app.localhost/')
    expect(referer).toBe('app://fixture/')
    const status = await fixture.page.evaluate(() =>
      fetch('/', { credentials: 'omit' }).then((answer) => answer.status),
    )
    expect(status).toBe(403)
  })
  it('ask the app before they go elsewhere', async () => {
    await fixture.page.evaluate(() => {
      window.open('https://example.com/')
      location.href = 'https://example.org/'
    })
    const seen = (): Promise<unknown> => fixture.app.evaluate(() => Reflect.get(globalThis, 'seen').navigations)
    await expect.poll(seen).toEqual(['window https://example.com/', 'https://example.org/'])
    expect(fixture.page.url()).toBe('http://fixture.app.localhost/')
    expect(fixture.app.windows()).toHaveLength(1)
  })
  it('get no permission that the app denies', async () => {
    const state = await fixture.page.evaluate(async () => [
      (await navigator.permissions.query({ name: 'geolocation' })).state,
      Notification.permission,
      document.fullscreenEnabled,
    ])
    expect(state).toEqual(['denied', 'denied', false])
    const asked: unknown = await fixture.app.evaluate(() => Reflect.get(globalThis, 'seen').permissions)
    expect(asked).toContainEqual(['geolocation', 'app://fixture/'])
  })
})

describe('windows', () => {
  const size = (): Promise<number[]> => fixture.page.evaluate(() => [innerWidth, innerHeight])

  it('have the size that the app asked for', async () => {
    await expect.poll(size).toEqual([900, 500])
    await fixture.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(640, 480))
    await expect.poll(size).toEqual([640, 480])
    await fixture.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(100, 480))
    await expect.poll(size).toEqual([400, 480])
  })
  it.each([
    [{ nodeIntegration: true }, 'not supported by the stand-in'],
    [{ contextIsolation: false }, 'not supported by the stand-in'],
    [{ sandbox: false }, 'not supported by the stand-in'],
    [{ webSecurity: false }, 'not supported by the stand-in'],
    [{ preload: 'preload.cjs' }, 'preload script must have absolute path'],
  ])('are refused with %o', async (webPreferences, message) => {
    const attempt = fixture.app.evaluate(
      ({ BrowserWindow }, given) => void new BrowserWindow({ webPreferences: given }),
      webPreferences,
    )
    await expect(attempt).rejects.toThrow(message)
  })
  it('throw once they are gone', async () => {
    const messages = await fixture.app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow()
      const { webContents } = window
      const closed = new Promise((resolve) => window.on('closed', () => resolve(null)))
      window.destroy()
      await closed
      const attempt = (act: () => void): string => {
        try {
          act()
          return 'nothing was thrown'
        } catch (error) {
          return String(error)
        }
      }
      return [attempt(() => webContents.send('news')), attempt(() => window.show()), window.isDestroyed()]
    })
    expect(messages).toEqual(['TypeError: Object has been destroyed', 'TypeError: Object has been destroyed', true])
  })
})
