/** Arguments are checked as Electron's converters do it: the wrong type is a TypeError, before anything happens. */
export function checkType(value: unknown, type: 'string' | 'number' | 'boolean', what: string): void {
  if (typeof value !== type) throw new TypeError(`${what} must be a ${type}`)
}

export function checkObject(value: unknown, what: string): asserts value is object {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${what} must be an object`)
}

export function checkOneOf(value: unknown, choices: readonly string[], what: string): void {
  if (typeof value !== 'string' || !choices.includes(value))
    throw new TypeError(`${what} '${String(value)}' is not known`)
}
