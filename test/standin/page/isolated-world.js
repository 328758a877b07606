/** The preload's world: what a sandboxed preload of Electron may see, and nothing more. */
export function runPreload({ bridge, codec, info, send, receive, preload }) {
  const unsupported = (what) => {
    throw new Error(`not supported by the stand-in: ${what}`)
  }
  const guard = (name, target) =>
    new Proxy(target, {
      get(_, key) {
        if (!(key in target) && typeof key === 'string' && key !== 'then') unsupported(`${name}.${key}`)
        const value = target[key]
        return typeof value === 'function' ? value.bind(target) : value
      },
    })

  class EventEmitter {
    #listeners = new Map()

    on(event, listener) {
      this.#listeners.set(event, [...this.listeners(event), listener])
      return this
    }

    addListener(event, listener) {
      return this.on(event, listener)
    }

    once(event, listener) {
      const wrapper = (...given) => {
        this.off(event, wrapper)
        listener.apply(this, given)
      }
      wrapper.listener = listener
      return this.on(event, wrapper)
    }

    off(event, listener) {
      const current = this.listeners(event)
      const index = current.findLastIndex((item) => item === listener || item.listener === listener)
      if (index >= 0) this.#listeners.set(event, current.toSpliced(index, 1))
      return this
    }

    removeListener(event, listener) {
      return this.off(event, listener)
    }

    removeAllListeners(event) {
      if (event === undefined) this.#listeners.clear()
      else this.#listeners.delete(event)
      return this
    }

    emit(event, ...given) {
      const current = this.listeners(event)
      for (const listener of current) listener.apply(this, given)
      return current.length > 0
    }

    listeners(event) {
      return [...(this.#listeners.get(event) ?? [])]
    }

    listenerCount(event) {
      return this.listeners(event).length
    }
  }
  EventEmitter.EventEmitter = EventEmitter

  const waiting = new Map()
  let lastId = 0
  const ipcRenderer = Object.assign(new EventEmitter(), {
    async invoke(channel, ...given) {
      const payload = codec.encode(given)
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        send(JSON.stringify({ op: 'invoke', id, channel, payload }))
      })
    },
    send(channel, ...given) {
      send(JSON.stringify({ op: 'send', channel, payload: codec.encode(given) }))
    },
    sendSync(channel, ...given) {
      const request = new XMLHttpRequest()
      request.open('POST', info.syncPath, false)
      request.send(JSON.stringify({ target: info.target, channel, payload: codec.encode(given) }))
      if (request.status !== 200) throw new Error(`sendSync failed: ${request.status}`)
      return codec.decode(request.responseText)
    },
  })

  bridge.onOpen((details) => send(JSON.stringify({ op: 'open', ...details })))
  receive((message) => {
    if (message.op === 'event') {
      ipcRenderer.emit(message.channel, { sender: ipcRenderer, ports: [] }, ...codec.decode(message.payload))
      return
    }
    const { resolve, reject } = waiting.get(message.id) ?? {}
    waiting.delete(message.id)
    if (message.ok) resolve?.(codec.decode(message.payload))
    else reject?.(new Error(message.error))
  })

  const electron = guard('electron (renderer)', {
    ipcRenderer: guard('ipcRenderer', ipcRenderer),
    contextBridge: guard('contextBridge', { exposeInMainWorld: (key, api) => bridge.expose(key, api) }),
    webFrame: guard('webFrame', {}),
    webUtils: guard('webUtils', {}),
    nativeImage: guard('nativeImage', {}),
    crashReporter: guard('crashReporter', {}),
  })
  const setImmediate = (callback, ...given) => setTimeout(callback, 0, ...given)
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate: clearTimeout }
  const allowed = new Map([
    ['electron', electron],
    ['electron/renderer', electron],
    ['electron/common', electron],
    ['events', EventEmitter],
    ['timers', timers],
    ['url', { URL, URLSearchParams }],
  ])
  const require = (id) => {
    const found = allowed.get(id.replace(/^node:/, ''))
    if (!found) throw new Error(`module not found: ${id}`)
    return found
  }
  const process = Object.freeze({
    ...info.process,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
    nextTick: (callback, ...given) => queueMicrotask(() => callback(...given)),
  })
  const module = { exports: {} }
  try {
    preload.call(module.exports, require, process, module, module.exports, setImmediate, clearTimeout, globalThis)
  } catch (error) {
    console.error(`Unable to load preload script: ${info.preload}\n${error?.stack ?? error}`)
    send(JSON.stringify({ op: 'preload-error', error: String(error?.stack ?? error) }))
  }
}
