import { startDemoServer } from '../../../src/main/demo/demo-server.ts'
import type { OneFileServer } from './one-file-server.ts'

/** The demo server with other resources: `one-file-process.ts RESOURCES BYTES_PER_SECOND`; tells its parent where it is. */
const [, , resourcesDir = '', bytesPerSecond = ''] = process.argv
const server = await startDemoServer({ resourcesDir })
server.faults.bytesPerSecond = Number(bytesPerSecond)
const { url, apiKey, apiSecret } = server
const about: OneFileServer = { url, apiKey, apiSecret }
process.send?.(about)
process.on('disconnect', () => process.exit(0))
