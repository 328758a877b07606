import { app } from 'electron'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FIXTURE_APP, newEnvironment, spawnApp } from './fixtures/launch.ts'
import { asChromiumSendsIt } from './single-instance.ts'

describe('a second start', () => {
  it('hands over its arguments as Chromium does, its data as they are, and ends', async () => {
    const environment = newEnvironment({ FIXTURE_SINGLE: '1', STANDIN_DEBUG: '1' })
    const first = spawnApp([FIXTURE_APP], environment)
    onTestFinished(() => void first.child.kill('SIGTERM'))
    await first.says('first contentful paint')
    const given = [FIXTURE_APP, '--server', 'https://meet.example', 'roomreel://add?url=x']
    const second = spawnApp(given, environment)
    expect((await second.ended).code).toBe(0)
    await first.says('"roomreel://add?url=x"]}}')
    first.child.kill('SIGTERM')
    const { output } = await first.ended
    const told = JSON.parse(/^second (.*)$/m.exec(output)?.[1] ?? 'null')
    expect(told.data.argv.slice(1)).toEqual(given)
    expect(told.argv[1]).toBe('--server')
    expect(told.argv.slice(-3)).toEqual([FIXTURE_APP, 'https://meet.example', 'roomreel://add?url=x'])
  }, 30_000)

  it.each([
    [
      ['.', '--a', 'b', '--c=d'],
      ['--a', '--c=d', '.', 'b'],
    ],
    [
      ['.', '--', '--a', 'b'],
      ['.', '--', '--a', 'b'],
    ],
    [[], []],
  ])('of %j', (given, sent) => {
    const told = asChromiumSendsIt(['electron', ...given])
    expect(told.filter((word) => !word.startsWith('--original-process-start-time='))).toEqual(['electron', ...sent])
    expect(told).toHaveLength(sent.length + 2)
  })
})

describe('links', () => {
  it('belong to the app once it says so', () => {
    expect(app.isDefaultProtocolClient('fixture')).toBe(false)
    expect(app.setAsDefaultProtocolClient('fixture')).toBe(true)
    expect(app.isDefaultProtocolClient('fixture')).toBe(true)
    expect(app.removeAsDefaultProtocolClient('fixture')).toBe(true)
    expect(app.isDefaultProtocolClient('fixture')).toBe(false)
  })
  it('have a scheme without anything behind it', () => {
    expect(() => app.setAsDefaultProtocolClient('fixture://')).toThrow("the protocol 'fixture://'")
  })
})
