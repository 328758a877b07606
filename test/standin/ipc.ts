import { EventEmitter } from 'node:events'
import { guard } from './guard.ts'
import { traceIpc } from './ipc-trace.ts'
import { codec } from './page/codec.js'
import type { WebContents } from './web-contents.ts'

type Handler = (event: object, ...given: unknown[]) => unknown

/** What the preload's world sends through its binding. */
export type PageMessage =
  | { op: 'invoke'; id: number; channel: string; payload: string }
  | { op: 'send'; channel: string; payload: string }
  | { op: 'open'; url: string; frameName: string; features: string }
  | { op: 'preload-error'; error: string }

const handlers = new Map<string, Handler>()
const listeners = new EventEmitter()

function register(channel: string, handler: Handler): void {
  if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
  handlers.set(channel, handler)
}

export const ipcMain = guard(
  'ipcMain',
  Object.assign(listeners, {
    handle: register,
    handleOnce(channel: string, handler: Handler): void {
      register(channel, (...given) => {
        handlers.delete(channel)
        return handler(...given)
      })
    },
    removeHandler(channel: string): void {
      handlers.delete(channel)
    },
  }),
)

/** `senderFrame` is there only while the listener runs for the first time: after an await the page may have left. */
function makeEvent(contents: WebContents, extra: object = {}): { event: object; expire: () => void } {
  let frame: object | null = contents.mainFrame
  const event = {
    type: 'frame',
    sender: contents.guarded,
    processId: contents.getProcessId(),
    frameId: 1,
    ports: [],
    defaultPrevented: false,
    preventDefault: (): void => undefined,
    reply: (channel: string, ...given: unknown[]): void => contents.send(channel, ...given),
    ...extra,
  }
  Object.defineProperty(event, 'senderFrame', { get: () => frame, enumerable: true })
  const expire = (): void => {
    frame = null
  }
  return { event: guard('IpcMainEvent', event), expire }
}

/** Answers one message from a page's preload. */
export async function receiveFromPage(contents: WebContents, message: PageMessage): Promise<void> {
  switch (message.op) {
    case 'preload-error':
      contents.emit('preload-error', {}, contents.preload, new Error(message.error))
      return
    case 'open':
      return contents.askToOpen(message.url, message.frameName, message.features)
    case 'send': {
      traceIpc('send', message.channel, message.payload)
      const { event, expire } = makeEvent(contents, { returnValue: undefined })
      listeners.emit(message.channel, event, ...decodeArguments(message.payload))
      return expire()
    }
    case 'invoke': {
      traceIpc('invoke', message.channel, message.payload)
      const reply = await invoke(contents, message)
      traceIpc('reply', message.channel, reply.ok ? reply.payload : JSON.stringify(reply.error))
      return contents.post({ op: 'reply', id: message.id, ...reply })
    }
  }
}

type Reply = { ok: true; payload: string } | { ok: false; error: string }

async function invoke(contents: WebContents, message: { channel: string; payload: string }): Promise<Reply> {
  const { channel } = message
  const handler = handlers.get(channel)
  try {
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    const { event, expire } = makeEvent(contents)
    const pending = handler(event, ...decodeArguments(message.payload))
    expire()
    return { ok: true, payload: codec.encode(await pending) }
  } catch (error) {
    if (handler !== undefined) console.error(`Error occurred in handler for '${channel}':`, error)
    return { ok: false, error: `Error invoking remote method '${channel}': ${String(error)}` }
  }
}

/** ipcRenderer.sendSync: the page waits until a listener sets event.returnValue. */
export function answerSync(contents: WebContents, channel: string, payload: string): Promise<string> {
  traceIpc('sync', channel, payload)
  return new Promise((resolve) => {
    const answer = (value: unknown): void => {
      const encoded = codec.encode(value)
      traceIpc('sync-reply', channel, encoded)
      resolve(encoded)
    }
    const { event, expire } = makeEvent(contents, { returnValue: undefined })
    const answering = new Proxy(event, {
      set: (_, key, value) => {
        if (key === 'returnValue') answer(value)
        return key === 'returnValue'
      },
    })
    const heard = listeners.emit(channel, answering, ...decodeArguments(payload))
    expire()
    if (!heard) answer(undefined)
  })
}

const decodeArguments = (payload: string): unknown[] => codec.decode(payload) as unknown[]
