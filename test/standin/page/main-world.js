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

/**
 * window.open never opens: the app is asked, and every window that it would allow is refused there. A real popup would
 * have to be closed again, and one that another debugger holds just then leaves its opener held for ever.
 */
export function askBeforeOpening(bridge) {
  window.open = (address = '', frameName = '', features = '') => {
    bridge.open({ url: new URL(address || 'about:blank', document.baseURI).href, frameName, features })
    return null
  }
}
