import electron, { app, BrowserWindow, ipcMain, protocol, session, Tray } from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CancelableEvent, StrictEmitter } from './emitter.ts'
import { guard } from './guard.ts'
import { runtime } from './runtime.ts'

const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true }
const respond = (): Response => new Response('')

describe('before the app is ready', () => {
  it('makes no window', () => {
    expect(() => new BrowserWindow()).toThrow('Cannot create BrowserWindow before app is ready')
  })
  it('handles no scheme', () => {
    expect(() => protocol.handle('app', respond)).toThrow('before the app is ready')
  })
  it('has no session', () => {
    expect(() => session.defaultSession).toThrow('when app is ready')
    expect(() => session.fromPartition('persist:x')).toThrow('when app is ready')
  })
  it.each(['standard', 'secure', 'supportFetchAPI', 'stream'])('takes no scheme without %s', (privilege) => {
    const given = { ...privileges, [privilege]: false }
    expect(() => protocol.registerSchemesAsPrivileged([{ scheme: 'weak', privileges: given }])).toThrow(privilege)
  })
  it('takes no scheme past the CSP', () => {
    const given = { ...privileges, bypassCSP: true }
    expect(() => protocol.registerSchemesAsPrivileged([{ scheme: 'weak', privileges: given }])).toThrow('bypassCSP')
  })
})

describe('once the app is ready', () => {
  beforeEach(() => {
    protocol.registerSchemesAsPrivileged([{ scheme: 'fixture', privileges }])
    runtime.ready = true
  })
  afterEach(() => {
    runtime.ready = false
  })

  it('registers no more schemes', () => {
    expect(() => protocol.registerSchemesAsPrivileged([{ scheme: 'late', privileges }])).toThrow('before app is ready')
  })
  it('handles registered schemes only, each of them once', () => {
    expect(() => protocol.handle('other', respond)).toThrow('not privileged')
    protocol.handle('fixture', respond)
    expect(() => protocol.handle('fixture', respond)).toThrow('Failed to register protocol: fixture')
    protocol.unhandle('fixture')
    expect(protocol.isProtocolHandled('fixture')).toBe(false)
  })
  it('sandboxes no more', () => {
    expect(() => app.enableSandbox()).toThrow('before app is ready')
  })
  it('gives one session per partition', () => {
    expect(session.fromPartition('persist:a')).toBe(session.fromPartition('persist:a'))
    expect(session.fromPartition('persist:a')).not.toBe(session.defaultSession)
  })
})

describe('ipcMain', () => {
  it('takes one handler per channel', () => {
    ipcMain.handle('once', respond)
    expect(() => ipcMain.handle('once', respond)).toThrow("Attempted to register a second handler for 'once'")
    ipcMain.removeHandler('once')
    ipcMain.handle('once', respond)
    ipcMain.removeHandler('once')
  })
})

describe('what the stand-in lacks', () => {
  const unknown = (target: object, name: string): unknown => Reflect.get(target, name)

  it('throws by name', () => {
    expect(() => unknown(app, 'foo')).toThrow('not supported by the stand-in: app.foo')
    expect(() => unknown(BrowserWindow, 'foo')).toThrow('not supported by the stand-in: BrowserWindow.foo')
    expect(() => unknown(electron, 'foo')).toThrow('not supported by the stand-in: electron.foo')
    expect(() => new Tray('icon.png')).toThrow('not supported by the stand-in: new Tray')
  })
  it('throws when a name is set that does not exist', () => {
    expect(() => Reflect.set(app, 'foo', 1)).toThrow('not supported by the stand-in: app.foo =')
  })
  it('throws for events that would never come', () => {
    expect(() => new StrictEmitter('thing', ['ready']).on('redy', respond)).toThrow("thing event 'redy'")
    expect(() => Reflect.apply(app.on, app, ['redy', respond])).toThrow("app event 'redy'")
  })
  it('lets tests replace what is there', () => {
    const target = guard('thing', { answer: (): number => 1 })
    target.answer = () => 2
    expect(target.answer()).toBe(2)
  })
})

describe('a cancelable event', () => {
  it('remembers a no', () => {
    const event = new CancelableEvent()
    event.preventDefault()
    expect(event.defaultPrevented).toBe(true)
  })
})
