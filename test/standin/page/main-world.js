/** First script of the page's own world: takes in what contextBridge exposes, frozen. */
export function receiveExposed(bridge) {
  const deepFreeze = (value) => {
    if (value === null || typeof value !== 'object') return value
    Object.values(value).forEach(deepFreeze)
    return Object.freeze(value)
  }
  bridge.onExpose((key, api) => {
    if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object')
    const value = deepFreeze(api)
    Object.defineProperty(window, key, { value, enumerable: true, configurable: false, writable: false })
  })
}
