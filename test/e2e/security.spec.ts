import { expect, test } from './app.ts'

test('the page is isolated, sandboxed and under the strict policy', async ({ start }) => {
  const { app, page, problems } = await start()
  const seen = await page.evaluate(async () => {
    const inline = document.createElement('script')
    inline.textContent = 'window.__inline = true'
    document.body.append(inline)
    const elsewhere = await fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused',
    )
    // The debugger's own evaluation may use eval; in a later task this is the page's code like any other.
    await new Promise((resolve) => setTimeout(resolve))
    let evaluated = 'ran'
    try {
      Function('return 1')()
    } catch {
      evaluated = 'refused'
    }
    return {
      inline: '__inline' in window,
      evaluated,
      elsewhere,
      require: 'require' in window,
      process: 'process' in window,
      frozen: Object.isFrozen((window as unknown as { roomreel: object }).roomreel),
    }
  })
  expect(seen).toEqual({
    inline: false,
    evaluated: 'refused',
    elsewhere: 'refused',
    require: false,
    process: false,
    frozen: true,
  })
  // Those three attempts are reported, and are the only problems.
  expect(problems.length).toBeGreaterThan(0)
  for (const problem of problems)
    expect(problem).toMatch(/Content Security Policy|Refused to connect|Fetch API cannot load/)
  problems.length = 0

  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
  expect(policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'",
  )
  const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
  expect(url).toBe('app://roomreel/')
})

test('calls with a wrong input are refused, and say which field, not its value', async ({ start }) => {
  const { page } = await start()
  const answer = await page.evaluate(() =>
    (
      window as unknown as { roomreel: { servers: { test: (input: unknown) => Promise<unknown> } } }
    ).roomreel.servers.test({ profileId: '../..', fields: { url: 'do-not-repeat-me' }, signed: 'do-not-repeat-me' }),
  )
  expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  expect(JSON.stringify(answer)).not.toContain('do-not-repeat-me')
})

test('the library’s calls take nothing but what they say', async ({ start }) => {
  const { page } = await start({ args: ['--demo'] })
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  const profileId = 'demo'
  const filters = {
    text: '',
    since: null,
    until: null,
    minBytes: null,
    subtitles: null,
    onDevice: false,
    watched: null,
  }
  const query = { roomIds: [], roomSid: null, sort: 'newest', filters, from: 0, limit: 20 }
  const pageOf = (change: object) => ({ profileId, query: { ...query, ...change } })
  const filtered = (change: object) => pageOf({ filters: { ...filters, ...change } })
  const position = { profileId, recordId: 'do-not-repeat-me', seconds: 1, durationSeconds: null }
  const recordId = 'do-not-repeat-me'
  const wrong: [group: string, call: string, input: unknown][] = [
    ['recordings', 'page', pageOf({ sort: 'do-not-repeat-me' })],
    ['recordings', 'page', pageOf({ from: -1 })],
    ['recordings', 'page', pageOf({ from: 0.5 })],
    ['recordings', 'page', pageOf({ limit: 101 })],
    ['recordings', 'page', pageOf({ roomIds: 'do-not-repeat-me' })],
    ['recordings', 'page', pageOf({ filters: undefined })],
    ['recordings', 'page', filtered({ text: 'do-not-repeat-me'.repeat(100) })],
    ['recordings', 'page', filtered({ since: 'do-not-repeat-me' })],
    ['recordings', 'page', filtered({ minBytes: -1 })],
    ['recordings', 'page', filtered({ watched: 'do-not-repeat-me' })],
    ['recordings', 'setWatched', { profileId, recordIds: [], finished: true }],
    ['recordings', 'setWatched', { profileId, recordIds: Array(10_001).fill(recordId), finished: true }],
    ['recordings', 'setWatched', { profileId, recordIds: [recordId], finished: 'do-not-repeat-me' }],
    ['recordings', 'savePosition', { ...position, seconds: -1 }],
    ['recordings', 'savePosition', { ...position, seconds: Number.NaN }],
    ['recordings', 'savePosition', { ...position, durationSeconds: Number.POSITIVE_INFINITY }],
    ['recordings', 'savePosition', { ...position, recordId: '' }],
    ['library', 'refresh', { profileId: '../do-not-repeat-me' }],
    ['rooms', 'rename', { profileId, roomId: recordId, name: '   ' }],
    ['rooms', 'rename', { profileId, roomId: recordId, name: 'do-not-repeat-me'.repeat(100) }],
    ['rooms', 'pin', { profileId, roomId: recordId, pinned: 'do-not-repeat-me' }],
  ]
  const answers = await page.evaluate(async (calls) => {
    const bridge = (window as unknown as { roomreel: Record<string, Record<string, (input: unknown) => unknown>> })
      .roomreel
    return Promise.all(calls.map(([group, call, input]) => bridge[group]?.[call]?.(input)))
  }, wrong)
  for (const [at, answer] of answers.entries()) {
    expect(answer, wrong[at]?.slice(0, 2).join('.')).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(JSON.stringify(answer)).not.toContain('do-not-repeat-me')
  }
})

test('new windows and navigation away are denied', async ({ start }) => {
  const { app, page, problems } = await start()
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url: string) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  await page.evaluate(() => {
    window.open('https://example.com/a')
    window.open('file:///etc/passwd')
    location.assign('https://example.com/b')
  })
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened))
    .toEqual(['https://example.com/a'])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await expect(page.getByRole('button', { name: /Explore the demo/ })).toBeVisible()
  // Chromium's own word on the second attempt.
  expect(problems.filter((problem) => !problem.startsWith('Not allowed to load local resource'))).toEqual([])
  problems.length = 0
})
