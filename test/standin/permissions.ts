import type { Session as DevToolsSession } from './devtools.ts'

/** Electron's permission → the name that Chromium's Browser.setPermission knows. */
const NAMES = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['idle-detection', 'idle-detection'],
] as const

export interface PermissionDetails {
  requestingUrl: string
  isMainFrame: boolean
}
export type PermissionRequestHandler = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: PermissionDetails,
) => void
export type PermissionCheckHandler = (
  contents: unknown,
  permission: string,
  requestingOrigin: string,
  details: PermissionDetails,
) => boolean

/** Who decides about permissions. Without handlers everything is approved, as in Electron. */
export class PermissionDesk {
  request: PermissionRequestHandler | null = null
  check: PermissionCheckHandler | null = null
  device: ((details: unknown) => boolean) | null = null
  /** The last answer per permission, for tests to look at. */
  readonly decisions = new Map<string, boolean>()

  /**
   * Chromium cannot be made to ask the app at the moment of use, so the app is asked about each permission before a page
   * loads. Both handlers have to agree; an answer that never comes is a no.
   */
  ask(contents: unknown, permission: string, url: string, decided: (granted: boolean) => void): void {
    const details: PermissionDetails = { requestingUrl: url, isMainFrame: true }
    const decide = (granted: boolean): void => {
      const both = granted && (this.check?.(contents, permission, new URL(url).href, details) ?? true)
      this.decisions.set(permission, both)
      decided(both)
    }
    this.decisions.set(permission, false)
    if (this.request === null) decide(true)
    else this.request(contents, permission, decide, details)
  }

  /** Full screen is the one that Chromium takes from a header only. */
  policy(): string {
    return this.decisions.get('fullscreen') === false ? 'fullscreen=()' : ''
  }

  /** Tells Chromium what the app allows on a page; commands are sent in order, so the page that follows has them. */
  apply(browser: DevToolsSession, contents: unknown, url: string, httpUrl: string): void {
    const { origin } = new URL(httpUrl)
    this.ask(contents, 'fullscreen', url, () => undefined)
    for (const [permission, name] of NAMES) {
      const set = (granted: boolean): void =>
        void browser.send('Browser.setPermission', {
          permission: { name },
          setting: granted ? 'granted' : 'denied',
          origin,
        })
      set(false)
      this.ask(contents, permission, url, (granted) => granted && set(true))
    }
  }
}
