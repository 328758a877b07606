import type { Event, Session, WebContents, WebFrameMain } from 'electron'

/** The one origin of the app: renderer, media and subtitles. */
export const APP_SCHEME = 'app'
export const APP_HOST = 'roomreel'
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`

/** True for addresses of the app itself. Node calls the origin of app:// "null", so protocol and host are compared. */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST
}

/** True for what may be handed to the system: web pages and mail addresses, nothing that starts programs. */
export function isAllowedExternal(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol)
}

/** True when a call comes from the main frame of a page of the app. A frame that is gone or inside another is not. */
export function isTrustedFrame(frame: Pick<WebFrameMain, 'url' | 'parent'> | null): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url)
}

/** The only permission the app uses is full screen, for its own pages. */
export function isAllowedPermission(permission: string, requestingUrl: string): boolean {
  return permission === 'fullscreen' && isAppUrl(requestingUrl)
}

/** Keeps a page where it is: no navigation, no new windows, no webviews; links open in the system's browser. */
export function guardContents(contents: WebContents, openExternal: (url: string) => void): void {
  const stay = (event: Event & { url: string }): void => {
    if (!isAppUrl(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedExternal(url)) openExternal(url)
    return { action: 'deny' }
  })
}

/** Denies every permission and device but full screen; without handlers Electron approves everything. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isAllowedPermission(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isAllowedPermission(permission, requestingOrigin),
  )
  session.setDevicePermissionHandler(() => false)
}
