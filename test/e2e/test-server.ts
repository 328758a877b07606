import { fileURLToPath } from 'node:url'
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../src/main/demo/demo-server.ts'

/** The embedded server on its own, in the test's process, so that a test can turn its switches. */
export function startTestServer(options: Omit<Partial<DemoServerOptions>, 'resourcesDir'> = {}): Promise<DemoServer> {
  return startDemoServer({ ...options, resourcesDir: fileURLToPath(new URL('../../resources/demo', import.meta.url)) })
}
