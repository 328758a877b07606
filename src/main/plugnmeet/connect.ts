import { once } from 'node:events'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls'
import { AppFailure } from '../../shared/app-error.ts'
import { bareHost } from './bare-host.ts'
import { proxyFailure, proxyPort } from './proxy.ts'
import { openSocks } from './socks.ts'
import { certificateFailure, type Pin } from './tls-check.ts'
import { openTunnel } from './tunnel.ts'

export interface Connecting {
  trust: () => SecureContext
  pin: Pin | null
  /** Ends the connecting; its reason, an AppFailure, is what it then fails with. */
  signal: AbortSignal
}

/**
 * A connection to `url`'s host that a request may be written to: for https its certificate has been accepted. With an
 * http or https proxy and an http address the other end is the proxy, which wants the whole address in the request.
 * Fails with `proxy` or a `tls…` code, with the signal's reason, or with Node's own errors.
 */
export async function connect(url: URL, proxy: URL | null, how: Connecting): Promise<Socket> {
  const isSecure = url.protocol === 'https:'
  const port = Number(url.port) || (isSecure ? 443 : 80)
  const way = proxy === null ? await dial(bareHost(url), port, how.signal) : await throughProxy(proxy, url, port, how)
  return isSecure ? await secure(way, url, how) : way
}

async function throughProxy(proxy: URL, url: URL, port: number, how: Connecting): Promise<Socket> {
  const socket = await dialProxy(proxy, how)
  if (proxy.protocol === 'socks5:') return await openSocks(socket, proxy, bareHost(url), port, how.signal)
  return url.protocol === 'https:' ? await openTunnel(socket, proxy, `${url.hostname}:${port}`, how.signal) : socket
}

async function dialProxy(proxy: URL, how: Connecting): Promise<Socket> {
  try {
    const socket = await dial(bareHost(proxy), proxyPort(proxy), how.signal)
    return proxy.protocol === 'https:' ? await secure(socket, proxy, { ...how, pin: null }) : socket
  } catch (cause) {
    if (cause instanceof AppFailure && cause.error.code === 'aborted') throw cause
    throw proxyFailure(proxy, 'cannot be reached', cause)
  }
}

const dial = (host: string, port: number, signal: AbortSignal): Promise<Socket> =>
  ready(connectTcp({ host, port, noDelay: true }), 'connect', signal)

/** TLS on top of `way`. Nothing is written to it before the certificate was looked at. */
async function secure(way: Socket, url: URL, { trust, pin, signal }: Connecting): Promise<TLSSocket> {
  const host = bareHost(url)
  const socket = connectTls({
    socket: way,
    secureContext: trust(),
    // The verdict is certificateFailure's: with a pin another one counts, without one it names the gravest fault.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(host) === 0 ? { servername: host } : {}),
  })
  try {
    await ready(socket, 'secureConnect', signal)
    const failure = certificateFailure(socket, url, pin)
    if (failure !== null) throw failure
    return socket
  } catch (cause) {
    socket.destroy()
    way.destroy()
    throw cause
  }
}

/** The socket once it is connected. It is destroyed when that fails or `signal` ends it. */
async function ready<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<S> {
  // Whoever waits learns of a failure by `once` or by the request; one between the two has nobody to tell.
  socket.on('error', () => {})
  try {
    await once(socket, event, { signal })
    return socket
  } catch (cause) {
    socket.destroy()
    throw signal.aborted ? signal.reason : cause
  }
}
