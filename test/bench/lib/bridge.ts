import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'

/** Answers a web Request, as Electron's protocol.handle asks for it. */
export type Handler = (request: Request) => Promise<Response>

/** Serves a web handler over HTTP the way the stand-in for Electron does: the body through Readable.fromWeb. */
export function createBridge(handler: Handler): Server {
  return createServer((incoming, outgoing) => {
    serve(handler, incoming, outgoing).catch(() => outgoing.destroy())
  })
}

async function serve(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://bridge.test')
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  const response = await handler(new Request(url, { method: incoming.method ?? 'GET', headers }))
  if (outgoing.destroyed) {
    await response.body?.cancel()
    return
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null || incoming.method === 'HEAD') {
    outgoing.end()
    return
  }
  // The reader going away cancels the body: that is the reader's right, not an error.
  await pipeline(Readable.fromWeb(response.body as ReadableStream<Uint8Array>), outgoing).catch(() => {})
}
