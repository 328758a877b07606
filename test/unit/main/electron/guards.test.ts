import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import {
  guardContents,
  guardSession,
  isAllowedExternal,
  isAllowedPermission,
  isAppUrl,
  isTrustedFrame,
} from '../../../../src/main/electron/guards.ts'

const NOT_OURS = [
  'https://example.com/',
  'http://roomreel/',
  'app://evil/',
  'app://roomreel.evil/',
  'app://roomreel:1/',
  'app://user@roomreel.evil/',
  'APPS://roomreel/',
  'file:///etc/passwd',
  'data:text/html,hi',
  'javascript:alert(1)',
  'about:blank',
  'null',
  '',
]

describe('isAppUrl', () => {
  test.each(['app://roomreel/', 'app://roomreel/index.html?x#y', 'APP://roomreel/'])('%s is ours', (url) => {
    expect(isAppUrl(url)).toBe(true)
  })
  test.each(NOT_OURS)('%s is not', (url) => {
    expect(isAppUrl(url)).toBe(false)
  })
})

test.each([
  ['https://example.com/', true],
  ['http://example.com/', true],
  ['mailto:a@example.com', true],
  ['file:///bin/sh', false],
  ['smb://host/share', false],
  ['app://roomreel/', false],
  ['javascript:alert(1)', false],
  ['ms-msdt:/id', false],
  ['not an address', false],
])('isAllowedExternal(%s) = %s', (url, allowed) => {
  expect(isAllowedExternal(url)).toBe(allowed)
})

describe('isTrustedFrame', () => {
  const top = { url: 'app://roomreel/', parent: null }
  test('the main frame of a page of the app', () => expect(isTrustedFrame(top)).toBe(true))
  test('not a frame that is gone', () => expect(isTrustedFrame(null)).toBe(false))
  test('not a frame inside the page', () => expect(isTrustedFrame({ ...top, parent: top as never })).toBe(false))
  test.each(NOT_OURS)('not a page at %s', (url) => expect(isTrustedFrame({ url, parent: null })).toBe(false))
})

test.each([
  ['fullscreen', 'app://roomreel/', true],
  ['fullscreen', 'https://example.com/', false],
  ['media', 'app://roomreel/', false],
  ['geolocation', 'app://roomreel/', false],
  ['notifications', 'app://roomreel/', false],
  ['clipboard-read', 'app://roomreel/', false],
  ['openExternal', 'app://roomreel/', false],
])('permission %s for %s: %s', (permission, url, allowed) => {
  expect(isAllowedPermission(permission, url)).toBe(allowed)
})

/** The part of WebContents that the guards use. */
class Contents extends EventEmitter {
  open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler(handler: Contents['open']): void {
    this.open = handler
  }
}

describe('guardContents', () => {
  const setUp = () => {
    const contents = new Contents()
    const openExternal = vi.fn<(url: string) => void>()
    guardContents(contents as unknown as WebContents, openExternal)
    return { contents, openExternal }
  }
  const events = ['will-navigate', 'will-frame-navigate', 'will-redirect']
  test.each(events)('%s to elsewhere is stopped, within the app it is not', (name) => {
    const { contents } = setUp()
    const away = { url: 'https://example.com/', preventDefault: vi.fn<() => void>() }
    const home = { url: 'app://roomreel/', preventDefault: vi.fn<() => void>() }
    contents.emit(name, away)
    contents.emit(name, home)
    expect(away.preventDefault).toHaveBeenCalledOnce()
    expect(home.preventDefault).not.toHaveBeenCalled()
  })
  test('webviews are never attached', () => {
    const { contents } = setUp()
    const event = { preventDefault: vi.fn<() => void>() }
    contents.emit('will-attach-webview', event)
    expect(event.preventDefault).toHaveBeenCalledOnce()
  })
  test('new windows are denied; web pages and mail go to the system, nothing else does', () => {
    const { contents, openExternal } = setUp()
    for (const url of ['https://example.com/a', 'mailto:a@b.c', 'file:///bin/sh', 'app://roomreel/', 'javascript:1']) {
      expect(contents.open({ url })).toEqual({ action: 'deny' })
    }
    expect(openExternal.mock.calls).toEqual([['https://example.com/a'], ['mailto:a@b.c']])
  })
})

test('guardSession answers every kind of permission question', () => {
  const handlers: Record<string, (...args: unknown[]) => unknown> = {}
  const session = new Proxy({}, { get: (_target, name) => (handler: never) => (handlers[String(name)] = handler) })
  guardSession(session as Session)
  const ask = (permission: string, requestingUrl: string): unknown => {
    const answer = vi.fn<(allowed: boolean) => void>()
    handlers.setPermissionRequestHandler?.(null, permission, answer, { requestingUrl })
    return answer.mock.calls[0]?.[0]
  }
  expect(ask('fullscreen', 'app://roomreel/')).toBe(true)
  expect(ask('media', 'app://roomreel/')).toBe(false)
  expect(ask('fullscreen', 'https://example.com/')).toBe(false)
  expect(handlers.setPermissionCheckHandler?.(null, 'fullscreen', 'app://roomreel/')).toBe(true)
  expect(handlers.setPermissionCheckHandler?.(null, 'hid', 'app://roomreel/')).toBe(false)
  expect(handlers.setDevicePermissionHandler?.({})).toBe(false)
})
