/**
 * A line of so many bytes per second in front of a server on loopback, in a process of its own: `shaped-relay.ts PORT
 * BYTES_PER_SECOND`. nginx's own limit_rate lets a whole second's bytes through at once. Tells its parent its port.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** As the demo server does it: what a late timer loses is caught up with, unless the client was the slow one. */
const MOST_BEHIND_MS = 50

const [, , port = '', bytesPerSecond = ''] = process.argv

async function* shaped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let dueAt = performance.now()
  for await (const chunk of chunks) {
    dueAt = Math.max(dueAt, performance.now() - MOST_BEHIND_MS) + (chunk.length / Number(bytesPerSecond)) * 1000
    const ms = dueAt - performance.now()
    if (ms >= 1) await delay(ms)
    yield chunk
  }
}

const relay = createServer((client: Socket) => {
  const server = connect(Number(port), '127.0.0.1')
  // Either side may go away at any time, and the other one goes with it.
  pipeline(client, server).catch(() => server.destroy())
  pipeline(server, shaped, client).catch(() => client.destroy())
})
relay.listen(0, '127.0.0.1', () => process.send?.((relay.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())
