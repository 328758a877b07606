import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixture, launchFixture } from './fixtures/launch.ts'
import { codec } from './page/codec.js'

const folder = mkdtempSync(join(tmpdir(), 'standin-trace-'))
const file = join(folder, 'trace.txt')
let fixture: Fixture
beforeAll(async () => {
  fixture = await launchFixture({ STANDIN_IPC_TRACE: file, STANDIN_PASSWORD_STORE: 'gnome-libsecret' })
}, 30_000)
afterAll(async () => {
  await fixture.app.close()
  rmSync(folder, { recursive: true })
})

/** The trace as it stands: direction, channel, and what was said. */
const trace = (): unknown[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [as = '', channel = '', payload = ''] = line.split('\t')
      return [as, channel, payload.startsWith('[') ? codec.decode(payload) : JSON.parse(payload)]
    })

describe('the trace of IPC', () => {
  it('holds each message of both directions, once and in order', async () => {
    const heard = fixture.page.evaluate(async () => {
      const news = new Promise((resolve) => window.fixture.onNews(resolve))
      await window.fixture.invoke('echo', { secret: 'line\n"two"\t' })
      await window.fixture.invoke('fail').catch(() => undefined)
      window.fixture.sendSync('version')
      await window.fixture.invoke('echo', 'ready for news')
      return news
    })
    await expect.poll(() => trace().length).toBe(8)
    await fixture.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('news', { fresh: true })
    })
    await heard
    expect(trace()).toEqual([
      ['invoke', 'echo', [{ secret: 'line\n"two"\t' }]],
      ['reply', 'echo', { secret: 'line\n"two"\t' }],
      ['invoke', 'fail', []],
      ['reply', 'fail', "Error invoking remote method 'fail': TypeError: boom"],
      ['sync', 'version', []],
      ['sync-reply', 'version', '1.2.3'],
      ['invoke', 'echo', ['ready for news']],
      ['reply', 'echo', 'ready for news'],
      ['event', 'news', [{ fresh: true }]],
    ])
  })
})

describe('tests of the app', () => {
  it('choose the keychain', async () => {
    expect(await fixture.app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend())).toBe(
      'gnome_libsecret',
    )
  })
  it('answer its dialogs in its stead', async () => {
    const chosen = await fixture.app.evaluate(async ({ dialog }) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/chosen'] })
      return (await dialog.showOpenDialog({})).filePaths
    })
    expect(chosen).toEqual(['/chosen'])
  })
})
