import { guard, unsupported } from './guard.ts'
import { runtime } from './runtime.ts'
import { isRegistered, registerSchemesAsPrivileged } from './schemes.ts'

export type ProtocolHandler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, ProtocolHandler>()

export const handlerOf = (scheme: string): ProtocolHandler | undefined => handlers.get(scheme)

export const protocol = guard('protocol', {
  registerSchemesAsPrivileged,
  handle(scheme: string, handler: ProtocolHandler): void {
    if (!runtime.ready) throw new Error("protocol.handle can't be used before the app is ready")
    if (!isRegistered(scheme)) unsupported(`protocol.handle('${scheme}') for a scheme that is not privileged`)
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle(scheme: string): void {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
})
