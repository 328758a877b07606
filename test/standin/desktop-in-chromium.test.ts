import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FIXTURE_APP, type Fixture, launchFixture } from './fixtures/launch.ts'

let fixture: Fixture
beforeAll(async () => {
  fixture = await launchFixture()
}, 30_000)
afterAll(() => fixture.app.close())

/** What a call on the window's own object throws; null: nothing. */
const thrown = (target: 'window' | 'contents', name: string, given: unknown[]): Promise<string | null> =>
  fixture.app.evaluate(
    ({ BrowserWindow }, call) => {
      const [window] = BrowserWindow.getAllWindows()
      const on = call.target === 'window' ? window : window?.webContents
      try {
        Reflect.apply(Reflect.get(on ?? {}, call.name), on, call.given)
        return null
      } catch (error) {
        return String(error)
      }
    },
    { target, name, given },
  )

describe('progress on the app’s icon', () => {
  it('is a number, with a mode that there is', async () => {
    expect(await thrown('window', 'setProgressBar', [0.5])).toBeNull()
    expect(await thrown('window', 'setProgressBar', [-1, { mode: 'none' }])).toBeNull()
    expect(await thrown('window', 'setProgressBar', ['half'])).toContain('progress must be a number')
    expect(await thrown('window', 'setProgressBar', [0.5, { mode: 'red' }])).toContain("'red' is not known")
    expect(await thrown('window', 'setProgressBar', [0.5, 'error'])).toContain('must be an object')
  })

  it('can be looked at by tests, as with Electron, by taking its place', async () => {
    const seen = await fixture.app.evaluate(({ BrowserWindow }) => {
      const given: number[] = []
      const [window] = BrowserWindow.getAllWindows()
      if (window !== undefined) window.setProgressBar = (progress) => void given.push(progress)
      BrowserWindow.getAllWindows()[0]?.setProgressBar(0.25)
      return given
    })
    expect(seen).toEqual([0.25])
  })
})

describe('a drag out of the window', () => {
  const drag = (file: string): Promise<string | null> =>
    fixture.app.evaluate(({ BrowserWindow, nativeImage }, path) => {
      const icon = nativeImage.createFromBitmap(Buffer.alloc(4), { width: 1, height: 1 })
      try {
        BrowserWindow.getAllWindows()[0]?.webContents.startDrag({ file: path, icon })
        return null
      } catch (error) {
        return String(error)
      }
    }, file)

  it('takes a file that is there', async () => {
    expect(await drag(`${FIXTURE_APP}/main.js`)).toBeNull()
    expect(await drag(`${FIXTURE_APP}/other.js`)).toContain('there is no file to be dragged')
    expect(await thrown('contents', 'startDrag', [{ file: FIXTURE_APP }])).toContain("'icon' parameter is required")
  })
})
