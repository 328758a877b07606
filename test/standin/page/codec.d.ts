export const codec: {
  /** Throws 'An object could not be cloned.' for functions, symbols, promises and the like. */
  encode(value: unknown): string
  decode(text: string): unknown
}
