import { once } from 'node:events'
import { request as httpRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { AppFailure } from '../../shared/app-error.ts'
import { proxyFailure, refusedByProxy } from './proxy.ts'

/**
 * Makes an HTTP proxy, connected by `socket`, pass on bytes to `target` (`host:port`). Fails with `proxy`, or with the
 * signal's reason (https://www.rfc-editor.org/rfc/rfc9110#name-connect).
 */
export async function openTunnel(socket: Socket, proxy: URL, target: string, signal: AbortSignal): Promise<Socket> {
  try {
    const status = await askForTunnel(socket, target, signal)
    if (status >= 200 && status < 300) return socket
    throw refusedByProxy(proxy, status, target)
  } catch (cause) {
    socket.destroy()
    if (signal.aborted) throw signal.reason
    throw cause instanceof AppFailure ? cause : proxyFailure(proxy, 'does not answer as a proxy does', cause)
  }
}

async function askForTunnel(socket: Socket, target: string, signal: AbortSignal): Promise<number> {
  const request = httpRequest({
    method: 'CONNECT',
    path: target,
    headers: { host: target, 'user-agent': 'Roomreel' },
    createConnection: () => socket,
  })
  // A failure after the answer comes up again where the socket is used.
  request.on('error', () => {}).end()
  const [answer, , early] = await once(request, 'connect', { signal })
  if (Buffer.isBuffer(early) && early.length > 0) socket.unshift(early)
  return answer instanceof IncomingMessage ? (answer.statusCode ?? 0) : 0
}
