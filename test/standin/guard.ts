/** A gap in the stand-in is never silent: whatever it lacks throws this. */
export function unsupported(what: string): never {
  throw new Error(`not supported by the stand-in: ${what}`)
}

/** Keys that the language, consoles and test runners look up on any object: absent, they stay undefined. */
const PROBED = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'domain',
  '$$typeof',
  'asymmetricMatch',
  'nodeType',
])
for (const key of ['tagName', '__esModule', 'default', 'module.exports']) PROBED.add(key)

type Method = (...given: unknown[]) => unknown

export interface GuardOptions {
  /** Names that are absent on this platform in Electron too. */
  absent?: readonly string[]
  /** Throws when the object may no longer be used, as Electron's objects do after their window is gone. */
  check?: (key: string) => void
}

/** The same object, but reading or writing a name it does not have throws. Methods keep their own `this`. */
export function guard<T extends object>(name: string, target: T, options: GuardOptions = {}): T {
  const bound = new WeakMap<Method, Method>()
  const absent = new Set(options.absent)
  const bind = (method: Method): Method => {
    const known = bound.get(method)
    if (known) return known
    const made: Method = (...given) => {
      const result = method.apply(target, given)
      return result === target ? guarded : result
    }
    bound.set(method, made)
    return made
  }
  const guarded: T = new Proxy(target, {
    get(_, key) {
      if (typeof key === 'string' && !(key in target) && !PROBED.has(key) && !absent.has(key)) {
        unsupported(`${name}.${key}`)
      }
      const value: unknown = Reflect.get(target, key, target)
      if (typeof key === 'string') options.check?.(key)
      // A class has to stay itself: `new electron.BrowserWindow()`, `electron.Menu.buildFromTemplate()`.
      return typeof value === 'function' && !isClass(value) ? bind(value as Method) : value
    },
    set(_, key, value) {
      if (typeof key === 'string' && !(key in target)) unsupported(`${name}.${key} =`)
      return Reflect.set(target, key, value, target)
    },
  })
  return guarded
}

const isClass = (value: object): boolean => {
  const prototype = Object.getOwnPropertyDescriptor(value, 'prototype')
  return prototype !== undefined && prototype.writable === false
}

/** A module that is wholly missing: naming it is fine, using it throws. */
export function missing(name: string): object {
  const nothing = function nothing(): void {}
  return new Proxy(nothing, {
    get: (_, key) => (typeof key === 'symbol' || PROBED.has(key) ? undefined : unsupported(`${name}.${key}`)),
    apply: () => unsupported(`${name}()`),
    construct: () => unsupported(`new ${name}`),
  })
}
