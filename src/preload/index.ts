import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'

/** Filled in at build time from src/shared/contract.ts (electron.vite.config.ts). */
declare const __CALL_NAMES__: readonly string[]
declare const __EVENT_NAMES__: readonly string[]

type Method = (input?: unknown) => Promise<unknown>

const groups: Record<string, Record<string, Method>> = {}
for (const name of __CALL_NAMES__) {
  const [group = '', method = ''] = name.split('.')
  const methods = groups[group] ?? {}
  methods[method] = (input) => ipcRenderer.invoke(name, input)
  groups[group] = methods
}

contextBridge.exposeInMainWorld('roomreel', {
  ...groups,
  on: (event: string, listener: (payload: unknown) => void) => {
    if (!__EVENT_NAMES__.includes(event)) throw new Error(`unknown event: ${event}`)
    const relay = (_event: IpcRendererEvent, payload: unknown): void => listener(payload)
    ipcRenderer.on(event, relay)
    return () => {
      ipcRenderer.off(event, relay)
    }
  },
})
