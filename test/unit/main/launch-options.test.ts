import { expect, test } from 'vitest'
import { readLaunchOptions } from '../../../src/main/launch-options.ts'

const SECRET = { ROOMREEL_API_SECRET: 's3cret' }

test('a plain start asks for nothing', () => {
  expect(readLaunchOptions(['electron', '.'], {})).toEqual({
    server: null,
    demo: false,
    demoRecordings: 24,
    demoSeed: 1,
    serversFile: null,
    userData: null,
    complaints: [],
  })
})

test.each([
  [['--server', 'https://meet.example', '--api-key', 'viewer']],
  [['--server=https://meet.example', '--api-key=viewer']],
])('a server by %j, with the secret from the environment', (argv) => {
  const options = readLaunchOptions(['electron', '.', ...argv], SECRET)
  expect(options.server).toEqual({ url: 'https://meet.example', apiKey: 'viewer', secret: 's3cret' })
  expect(options.complaints).toEqual([])
})

test('a server without a secret is one that is known, or to be added by hand', () => {
  const options = readLaunchOptions(['--server=https://meet.example', '--api-key=viewer'], {})
  expect(options).toMatchObject({ server: { apiKey: 'viewer', secret: null }, complaints: [] })
})

test.each([
  [['--server', 'https://meet.example'], SECRET],
  [['--server'], SECRET],
])('%j with %j is explained, not guessed', (argv, environment) => {
  const options = readLaunchOptions(argv, environment)
  expect(options.server).toBeNull()
  expect(options.complaints.join()).toContain('ROOMREEL_API_SECRET')
  expect(options.complaints.join()).not.toContain('s3cret')
})

test('the size and seed of the demo', () => {
  const options = readLaunchOptions(['--demo', '--demo-recordings', '400', '--demo-seed=7'], {})
  expect(options).toMatchObject({ demo: true, demoRecordings: 400, demoSeed: 7, complaints: [] })
})

test.each(['abc', '-1', '1e9', '1.5', ''])('--demo-recordings %j is refused with a sentence', (text) => {
  const options = readLaunchOptions([`--demo-recordings=${text}`], {})
  expect(options.demoRecordings).toBe(24)
  expect(options.complaints).toHaveLength(1)
})
