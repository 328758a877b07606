import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { type AppError, AppFailure, type Result } from '../../shared/app-error.ts'
import { type CallName, calls, type EventName, type Events, type Handlers } from '../../shared/contract.ts'
import { isTrustedFrame } from './guards.ts'

type Report = (call: string, error: unknown) => void
type CallEvent = Pick<IpcMainInvokeEvent, 'senderFrame'>

/** Registers every call of the contract. */
export function registerCalls(handlers: Handlers, report: Report): void {
  for (const name of Object.keys(calls) as CallName[]) ipcMain.handle(name, guardedCall(name, handlers[name], report))
}

/**
 * One call as Electron gets it: checks who asks and what, and always answers a Result.
 * Not async: the frame must be read before anything else happens, later it may be gone.
 */
export function guardedCall<K extends CallName>(name: K, handler: Handlers[K], report: Report) {
  return (event: CallEvent, input: unknown): Result<unknown> | Promise<Result<unknown>> => {
    if (!isTrustedFrame(event.senderFrame)) return refusal('invalid-input', 'the caller is not a page of the app')
    return answer(name, handler, input, report)
  }
}

/** Sends an event of the contract to every window. */
export function sendEvent<E extends EventName>(event: E, payload: Events[E]): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(event, payload)
  }
}

async function answer<K extends CallName>(
  name: K,
  handler: Handlers[K],
  input: unknown,
  report: Report,
): Promise<Result<unknown>> {
  const parsed = calls[name].input.safeParse(input)
  if (!parsed.success) return refusal('invalid-input', `${name}: ${parsed.error.issues.map(describe).join('; ')}`)
  try {
    return { ok: true, value: await handler(parsed.data as never) }
  } catch (error) {
    if (error instanceof AppFailure) return { ok: false, error: error.error }
    report(name, error)
    return refusal('internal', `${name} failed inside Roomreel`)
  }
}

/** Names the field, never its value: it may be a secret. */
const describe = (issue: { path: PropertyKey[]; code?: string }): string =>
  `${issue.path.map(String).join('.') || 'input'} (${issue.code ?? 'invalid'})`

const refusal = (code: AppError['code'], message: string): { ok: false; error: AppError } => ({
  ok: false,
  error: { code, message, host: null, raw: null },
})
