import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { FIXTURE_APP, leftovers, newEnvironment, spawnApp } from './fixtures/launch.ts'

const LIMIT_MS = 2000

/** Processes whose command line names a folder of this start. */
function processesOf(environment: Record<string, string>): string[] {
  const all = execFileSync('ps', ['-eo', 'pid,args', '-ww'], { encoding: 'utf8' })
  return all.split('\n').filter((line) => line.includes(environment.TMPDIR ?? 'nowhere'))
}

describe('the end of the app', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'leaves nothing behind after %s',
    async (signal) => {
      const environment = newEnvironment({ STANDIN_DEBUG: '1' })
      const { child, ended, says } = spawnApp([FIXTURE_APP], environment)
      await says('first contentful paint')
      child.kill(signal)
      await ended
      const rest = (): unknown[] => [...processesOf(environment), ...leftovers(environment)]
      await expect.poll(rest, { timeout: LIMIT_MS }).toEqual([])
    },
    30_000,
  )

  it('passes on what the main script throws', async () => {
    const environment = newEnvironment()
    const { ended } = spawnApp([`${FIXTURE_APP}/broken-main.js`], environment)
    const { code, output } = await ended
    expect(code).toBe(1)
    expect(output).toContain('broken on purpose')
    await expect.poll(() => leftovers(environment), { timeout: LIMIT_MS }).toEqual([])
  }, 30_000)
})
