import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readCommandLine } from '../../../../src/main/demo/cli-options.ts'

const CLI = fileURLToPath(new URL('../../../../src/main/demo/cli.ts', import.meta.url))

function run(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [CLI, ...args])
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

describe('npm run demo-server', () => {
  it('prints where it is, serves, and stops when told', async () => {
    const child = run('--port', '0', '--recordings', '50', '--api-key', 'k', '--api-secret', 's')
    const [line] = await once(createInterface(child.stdout), 'line')
    const { url, ...rest } = JSON.parse(line) as { url: string }
    expect(rest).toEqual({ apiKey: 'k', apiSecret: 's' })
    expect(await (await fetch(`${url}/healthCheck`)).text()).toBe('Healthy')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('complains about arguments in one sentence, exit code 2', async () => {
    const child = run('--recordings', 'many')
    const [[text], [code]] = await Promise.all([once(child.stderr, 'data'), once(child, 'exit')])
    expect(String(text)).toContain('--recordings takes a whole number from 0 to 1000000, not "many".')
    expect(code).toBe(2)
  })
})

describe('the command line', () => {
  it('turns options into switches and leaves the others alone', () => {
    const args = ['--latency-ms=20', '--honour-range', '--fail', 'hang', '--not-a-video', 'html', '--seed', '7']
    expect(readCommandLine(args)).toEqual({
      kind: 'start',
      options: { seed: 7 },
      faults: { latencyMs: 20, honourRange: true, failAlways: 'hang', notAVideo: 'html' },
    })
  })

  it('has a switch for each way to be odd', () => {
    const args = ['--rooms', '200', '--wrong-total=-5', '--clock-years-off=-3', '--shuffled', '--repeats', '--too-many']
    expect(readCommandLine([...args, '--no-creation-time', '--long-texts', '--empty-pages'])).toEqual({
      kind: 'start',
      options: { rooms: 200 },
      faults: {
        wrongTotal: -5,
        clockYearsOff: -3,
        shuffled: true,
        repeats: true,
        tooMany: true,
        noCreationTime: true,
        longTexts: true,
        emptyPages: true,
      },
    })
  })

  it.each([['--nope'], ['--port', '70000'], ['--port', '-1'], ['--fail', 'loudly'], ['--seed'], ['stray']])(
    'complains about %s',
    (...args) => {
      expect(readCommandLine(args).kind).toBe('complaint')
    },
  )

  it('has help', () => {
    expect(readCommandLine(['--help'])).toEqual({ kind: 'help' })
  })
})
