/**
 * Structured-clone values <-> JSON text. Used by Node as a module, and as source text in the page's isolated world,
 * hence one expression that needs nothing from outside.
 */
export const codec = (() => {
  const VIEWS = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array }
  Object.assign(VIEWS, { Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView })
  const ERRORS = { TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }
  const inNode = typeof Buffer !== 'undefined'
  const toBase64 = (buffer) => (inNode ? Buffer.from(buffer).toString('base64') : new Uint8Array(buffer).toBase64())
  const fromBase64 = (text) =>
    inNode ? new Uint8Array(Buffer.from(text, 'base64')).buffer : Uint8Array.fromBase64(text).buffer
  const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1)
  const notCloneable = () => new Error('An object could not be cloned.')

  const clone = (value) => {
    try {
      return structuredClone(value)
    } catch {
      throw notCloneable()
    }
  }

  /** A number that JSON has no word for travels as text. */
  const packNumber = (value) => {
    if (Object.is(value, -0)) return { n: '-0' }
    return Number.isFinite(value) ? value : { n: String(value) }
  }

  function encode(given) {
    const value = clone(given)
    const seen = new Map()
    const heap = []
    const pack = (item) => {
      if (item === null || typeof item === 'string' || typeof item === 'boolean') return item
      if (typeof item === 'number') return packNumber(item)
      if (item === undefined) return { u: 1 }
      if (typeof item === 'bigint') return { i: String(item) }
      if (seen.has(item)) return { r: seen.get(item) }
      const id = heap.push(null) - 1
      seen.set(item, id)
      heap[id] = packObject(item, pack)
      return { r: id }
    }
    const root = pack(value)
    return JSON.stringify([root, heap])
  }

  const packObject = (item, pack) => {
    const tag = tagOf(item)
    const entries = () => Object.keys(item).map((key) => [key, pack(item[key])])
    if (Array.isArray(item)) return ['Array', entries(), item.length]
    if (item instanceof Error) {
      return ['Error', item.name, item.message, item.stack ?? '', 'cause' in item ? pack(item.cause) : { u: 1 }]
    }
    switch (tag) {
      case 'Object':
        return ['Object', entries()]
      case 'Date':
        return ['Date', item.getTime()]
      case 'RegExp':
        return ['RegExp', item.source, item.flags]
      case 'Map':
        return ['Map', [...item].map(([key, held]) => [pack(key), pack(held)])]
      case 'Set':
        return ['Set', [...item].map(pack)]
      case 'ArrayBuffer':
        return ['ArrayBuffer', toBase64(item)]
      case 'Number':
      case 'String':
      case 'Boolean':
        return ['Boxed', item.valueOf()]
      default:
        if (!(tag in VIEWS)) throw notCloneable()
        return ['View', tag, pack(item.buffer), item.byteOffset, tag === 'DataView' ? item.byteLength : item.length]
    }
  }

  function decode(text) {
    const [root, heap] = JSON.parse(text)
    const made = new Map()
    const unpack = (item) => {
      if (item === null || typeof item !== 'object') return item
      if ('n' in item) return Number(item.n)
      if ('i' in item) return BigInt(item.i)
      if ('u' in item) return undefined
      if (!made.has(item.r)) unpackObject(heap[item.r], unpack, (value) => made.set(item.r, value))
      return made.get(item.r)
    }
    return unpack(root)
  }

  /** `keep` comes before the children are read, so that a value may contain itself. */
  const unpackObject = ([kind, ...parts], unpack, keep) => {
    const kept = (value) => {
      keep(value)
      return value
    }
    const fill = (target, entries) => {
      for (const [key, held] of entries) {
        const value = unpack(held)
        Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
      }
    }
    const [first, second, third, fourth] = parts
    switch (kind) {
      case 'Array':
        return fill(kept(new Array(second)), first)
      case 'Object':
        return fill(kept({}), first)
      case 'Error': {
        const error = kept(new (ERRORS[first] ?? Error)(second))
        error.stack = third
        const cause = unpack(fourth)
        if (cause !== undefined) error.cause = cause
        return error
      }
      case 'Date':
        return kept(new Date(first))
      case 'RegExp':
        return kept(new RegExp(first, second))
      case 'Map': {
        const map = kept(new Map())
        for (const [key, held] of first) map.set(unpack(key), unpack(held))
        return map
      }
      case 'Set': {
        const set = kept(new Set())
        for (const held of first) set.add(unpack(held))
        return set
      }
      case 'ArrayBuffer':
        return kept(fromBase64(first))
      case 'View':
        return kept(new VIEWS[first](unpack(second), third, fourth))
      default:
        return kept(Object(first))
    }
  }

  return { encode, decode }
})()
