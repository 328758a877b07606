import type { DemoServer } from '../../src/main/demo/demo-server.ts'
import { test as base, type LaunchChoices, type Launched } from './app.ts'
import { startTestServer } from './test-server.ts'

const KEYCHAIN = { STANDIN_PASSWORD_STORE: 'kwallet6' }

interface Fixtures {
  server: (recordings: number) => Promise<DemoServer>
  /** Starts the app with a keychain. */
  open: (choices?: LaunchChoices) => Promise<Launched>
}

/** Tests with servers of their own, and an app that finds a keychain. */
export const test = base.extend<Fixtures>({
  server: async ({ browserName: _ }, use) => {
    const servers: DemoServer[] = []
    await use(async (recordings) => {
      const server = await startTestServer({ recordings })
      servers.push(server)
      return server
    })
    for (const server of servers) await server.close()
  },
  open: async ({ start }, use) => {
    await use((choices = {}) => start({ ...choices, env: { ...KEYCHAIN, ...choices.env } }))
  },
})
