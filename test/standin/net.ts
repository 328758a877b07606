import { guard, unsupported } from './guard.ts'
import { handlerOf } from './protocol.ts'
import { schemeOf } from './schemes.ts'

export const net = guard('net', {
  isOnline: (): boolean => true,
  online: true,
  /** The app's own schemes go to their handler, http and https to the network, as in Electron. */
  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init)
    const scheme = schemeOf(request.url)
    const handler = handlerOf(scheme)
    if (handler) return handler(request)
    if (scheme !== 'http' && scheme !== 'https') unsupported(`net.fetch('${scheme}:')`)
    return fetch(request)
  },
})
