/**
 * Runs in both worlds of a page, the page's own and the preload's, with mirrored event names. Values cross as
 * CustomEvent.detail, which Chromium clones between worlds, synchronously; functions and promises cross as numbers.
 */
export function makeBridge(outgoing, incoming) {
  // Taken before any script of the page runs, which might replace them.
  const { CustomEvent: CrossingEvent, structuredClone: clone } = globalThis
  const { addEventListener, dispatchEvent } = EventTarget.prototype
  const functions = new Map()
  const promises = new Map()
  let lastId = 0
  let reply = null
  let onExpose = null
  let onOpen = null

  const notCloneable = () => new Error('An object could not be cloned.')
  const dispatch = (detail) => dispatchEvent.call(window, new CrossingEvent(outgoing, { detail }))
  const ask = (message) => {
    reply = null
    dispatch(message)
    return reply
  }

  const pack = (value, seen = new Map()) => {
    if (typeof value === 'symbol') throw notCloneable()
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return { value }
    if (!seen.has(value)) {
      const packed = {}
      seen.set(value, packed)
      Object.assign(packed, packObject(value, seen))
    }
    return seen.get(value)
  }

  const packObject = (value, seen) => {
    const tag = Object.prototype.toString.call(value)
    if (typeof value === 'function') return { function: remember(functions, value) }
    if (tag === '[object Promise]') return { promise: follow(value) }
    if (value instanceof Error) return { error: { message: String(value.message), stack: String(value.stack ?? '') } }
    if (Array.isArray(value)) return { array: value.map((item) => pack(item, seen)) }
    if (tag === '[object Object]') return { object: Object.keys(value).map((key) => [key, pack(value[key], seen)]) }
    try {
      clone(value)
    } catch {
      throw notCloneable()
    }
    return { value }
  }

  const remember = (map, value) => {
    lastId += 1
    map.set(lastId, value)
    return lastId
  }

  const follow = (promise) => {
    lastId += 1
    const id = lastId
    promise.then(
      (value) => settle(id, true, value),
      (error) => settle(id, false, error),
    )
    return id
  }

  const settle = (id, ok, value) => {
    try {
      dispatch({ op: 'settle', id, ok, value: pack(value) })
    } catch (error) {
      dispatch({ op: 'settle', id, ok: false, value: pack(error) })
    }
  }

  const unpack = (packed, made = new Map()) => {
    if (made.has(packed)) return made.get(packed)
    const keep = (value) => {
      made.set(packed, value)
      return value
    }
    if ('function' in packed) return keep(remote(packed.function))
    if ('promise' in packed) return keep(new Promise((...settlers) => promises.set(packed.promise, settlers)))
    if ('error' in packed) return Object.assign(keep(new Error(packed.error.message)), { stack: packed.error.stack })
    if ('array' in packed) {
      const array = keep([])
      for (const item of packed.array) array.push(unpack(item, made))
      return array
    }
    if (!('object' in packed)) return packed.value
    const object = keep({})
    for (const [key, held] of packed.object) {
      const value = unpack(held, made)
      Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
    }
    return object
  }

  const remote =
    (id) =>
    (...given) => {
      const answer = ask({ op: 'call', id, given: given.map((item) => pack(item)) })
      if (!answer) throw new Error('The other world is gone')
      if (answer.ok) return unpack(answer.value)
      throw unpack(answer.value)
    }

  const run = (message) => {
    if (message.op === 'expose') return onExpose(message.key, unpack(message.value))
    return functions.get(message.id)(...message.given.map((item) => unpack(item)))
  }

  const answer = (message) => {
    try {
      dispatch({ op: 'reply', ok: true, value: pack(run(message)) })
    } catch (error) {
      dispatch({ op: 'reply', ok: false, value: pack(error) })
    }
  }

  addEventListener.call(window, incoming, ({ detail: message }) => {
    if (!message) return
    if (message.op === 'reply') {
      reply = message
    } else if (message.op === 'settle') {
      const [resolve, reject] = promises.get(message.id) ?? []
      promises.delete(message.id)
      if (message.ok) resolve?.(unpack(message.value))
      else reject?.(unpack(message.value))
    } else if (message.op === 'open') {
      onOpen(message.details)
    } else {
      answer(message)
    }
  })

  return {
    expose(key, api) {
      const answered = ask({ op: 'expose', key, value: pack(api) })
      if (!answered) throw new Error('The page has no main world')
      if (!answered.ok) throw unpack(answered.value)
    },
    onExpose(listener) {
      onExpose = listener
    },
    open(details) {
      dispatch({ op: 'open', details })
    },
    onOpen(listener) {
      onOpen = listener
    },
  }
}
