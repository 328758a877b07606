import { once } from 'node:events'
import type { Socket } from 'node:net'
import { AppFailure } from '../../shared/app-error.ts'
import { proxyFailure } from './proxy.ts'

const VERSION = 5
const NO_SIGN_IN = 0
const CONNECT = 1
const NAME = 3
const SUCCEEDED = 0
/** Bytes of an address in the answer, by its type: IPv4 and IPv6. */
const ADDRESS_BYTES: Record<number, number> = { 1: 4, 4: 16 }

/**
 * Makes a SOCKS5 proxy, connected by `socket`, pass on bytes to `host`:`port`; the proxy looks the name up. Fails with
 * `proxy`, or with the signal's reason (https://www.rfc-editor.org/rfc/rfc1928).
 */
export async function openSocks(
  socket: Socket,
  proxy: URL,
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  const breakOff = (): void => void socket.destroy(proxyFailure(proxy, 'broke the connection off'))
  socket.once('end', breakOff)
  try {
    socket.write(Buffer.from([VERSION, 1, NO_SIGN_IN]))
    const [version, method] = await take(socket, 2, signal)
    if (version !== VERSION) throw proxyFailure(proxy, 'does not speak SOCKS5')
    if (method !== NO_SIGN_IN) throw proxyFailure(proxy, 'wants a user name and password, which Roomreel does not keep')
    socket.write(connectTo(host, port))
    const [, outcome, , kind = 0] = await take(socket, 4, signal)
    if (outcome !== SUCCEEDED) throw proxyFailure(proxy, `does not let us through to ${host} (${outcome})`)
    const addressBytes = ADDRESS_BYTES[kind] ?? (await take(socket, 1, signal))[0] ?? 0
    await take(socket, addressBytes + 2, signal)
    return socket
  } catch (cause) {
    socket.destroy()
    if (signal.aborted) throw signal.reason
    throw cause instanceof AppFailure ? cause : proxyFailure(proxy, 'broke the connection off', cause)
  } finally {
    socket.off('end', breakOff)
  }
}

/** The question for a connection. Addresses go as names too: proxies take them, and nothing has to be taken apart. */
function connectTo(host: string, port: number): Buffer {
  const name = Buffer.from(host)
  return Buffer.from([VERSION, CONNECT, 0, NAME, name.length, ...name, port >> 8, port & 255])
}

/** Exactly the next `bytes`: what comes after them belongs to somebody else. */
async function take(socket: Socket, bytes: number, signal: AbortSignal): Promise<Buffer> {
  for (;;) {
    const taken: unknown = socket.read(bytes)
    if (Buffer.isBuffer(taken) && taken.length === bytes) return taken
    if (socket.errored !== null) throw socket.errored
    await once(socket, 'readable', { signal })
  }
}
