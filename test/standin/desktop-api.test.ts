import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dialog, Notification, nativeImage, powerMonitor, powerSaveBlocker, shell } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkDragItem } from './drag-item.ts'
import { queuedAnswers, recorded } from './recorder.ts'
import { runtime } from './runtime.ts'

/** As a program without types would call it. */
const call = (target: object, name: string, ...given: unknown[]): unknown =>
  Reflect.apply(Reflect.get(target, name), target, given)

let folder = ''
beforeEach(() => {
  runtime.ready = true
  recorded.length = 0
  folder = mkdtempSync(join(tmpdir(), 'standin-desktop-'))
})
afterEach(() => {
  runtime.ready = false
  queuedAnswers.clear()
  rmSync(folder, { recursive: true })
})

describe('before the app is ready', () => {
  it('asks nothing, says nothing, knows no power', async () => {
    runtime.ready = false
    await expect(dialog.showMessageBox({ message: 'x' })).rejects.toThrow('can only be used after app is ready')
    expect(() => new Notification({ title: 'x' })).toThrow('Cannot create Notification before app is ready')
    expect(() => powerMonitor.isOnBatteryPower()).toThrow('before the app is ready')
    expect(() => powerMonitor.onBatteryPower).toThrow('before the app is ready')
    expect(() => powerSaveBlocker.start('prevent-app-suspension')).toThrow('before the app is ready')
    expect(recorded).toEqual([])
  })
})

describe('a notification', () => {
  it('is written down when it is shown, and can be clicked', () => {
    const clicked = vi.fn()
    const notification = new Notification({ title: 'Done', body: 'All of it' })
    notification.on('click', clicked)
    expect(recorded).toEqual([])
    notification.show()
    expect(recorded).toEqual([{ api: 'Notification', given: [{ title: 'Done', body: 'All of it' }] }])
    notification.emit('click')
    expect(clicked).toHaveBeenCalledOnce()
  })
  it('takes texts, and only what it has', () => {
    expect(() => Reflect.construct(Notification, [{ title: 7 }])).toThrow('title must be a string')
    expect(() => Reflect.construct(Notification, [{ colour: 'red' }])).toThrow("a notification with 'colour'")
    expect(() => call(new Notification(), 'remove')).toThrow('not supported by the stand-in: Notification.remove')
    expect(() => Reflect.get(Notification, 'getHistory')).toThrow('Notification.getHistory')
  })
})

describe('power', () => {
  it('is mains power, until a test says otherwise', () => {
    const heard = vi.fn()
    powerMonitor.on('on-battery', heard)
    expect(powerMonitor.onBatteryPower).toBe(false)
    const replaced = vi.spyOn(powerMonitor, 'isOnBatteryPower').mockReturnValue(true)
    powerMonitor.emit('on-battery')
    expect(heard).toHaveBeenCalledOnce()
    expect(powerMonitor.onBatteryPower).toBe(true)
    replaced.mockRestore()
    expect(() => call(powerMonitor, 'on', 'on-mains', heard)).toThrow("powerMonitor event 'on-mains'")
  })
  it('is kept by blockers that are stopped by their ID, once', () => {
    const first = powerSaveBlocker.start('prevent-app-suspension')
    const second = powerSaveBlocker.start('prevent-display-sleep')
    expect(first).not.toBe(second)
    expect(powerSaveBlocker.stop(first)).toBe(true)
    expect(powerSaveBlocker.isStarted(first)).toBe(false)
    expect(powerSaveBlocker.isStarted(second)).toBe(true)
    expect(powerSaveBlocker.stop(first)).toBe(false)
    expect(() => call(powerSaveBlocker, 'start', 'prevent-everything')).toThrow("'prevent-everything' is not known")
    expect(() => call(powerSaveBlocker, 'stop', null)).toThrow('must be a number')
  })
})

describe('a message box', () => {
  it('answers what a test has queued', async () => {
    queuedAnswers.set('dialog.showMessageBox', [{ response: 1, checkboxChecked: false }])
    const options = { type: 'question' as const, message: 'Really?', buttons: ['Yes', 'No'], defaultId: 1, cancelId: 1 }
    expect(await dialog.showMessageBox(options)).toMatchObject({ response: 1 })
    expect(recorded.at(-1)).toEqual({ api: 'dialog.showMessageBox', given: [options] })
    await expect(dialog.showMessageBox(options)).rejects.toThrow('without a queued answer')
  })
  it.each([
    [undefined, 'Options must be an object'],
    [{}, 'Message must be a string'],
    [{ message: 1 }, 'message must be a string'],
    [{ message: 'x', type: 'ask' }, "'ask' is not known"],
    [{ message: 'x', buttons: 'OK' }, 'Buttons must be an array'],
    [{ message: 'x', buttons: [1] }, 'a button must be a string'],
    [{ message: 'x', buttons: ['OK'], cancelId: 1 }, 'whose cancelId is no button'],
    [{ message: 'x', checkboxLabel: 'Again' }, "dialog.showMessageBox with 'checkboxLabel'"],
  ])('refuses %j', async (options, words) => {
    await expect(Promise.resolve(call(dialog, 'showMessageBox', options))).rejects.toThrow(words)
  })
  it('has a window above it, or nothing', async () => {
    await expect(call(dialog, 'showMessageBox', {}, { message: 'x' })).rejects.toThrow('the parent must be a window')
  })
})

describe('the file manager', () => {
  it('shows a file whose path is in full', () => {
    shell.showItemInFolder('/home/a/b.mp4')
    expect(recorded).toEqual([{ api: 'shell.showItemInFolder', given: ['/home/a/b.mp4'] }])
    expect(() => call(shell, 'showItemInFolder', 7)).toThrow('must be a string')
    expect(() => shell.showItemInFolder('b.mp4')).toThrow('not in full')
  })
})

describe('a picture', () => {
  const pixels = Buffer.alloc(8 * 4 * 4)
  it('has the size that it was made with', () => {
    const image = nativeImage.createFromBitmap(pixels, { width: 8, height: 4, scaleFactor: 2 })
    expect([image.isEmpty(), image.getSize()]).toEqual([false, { width: 4, height: 2 }])
    expect(nativeImage.createEmpty().isEmpty()).toBe(true)
  })
  it('needs as many bytes as its size says', () => {
    expect(() => nativeImage.createFromBitmap(pixels, { width: 8, height: 8 })).toThrow('invalid buffer size')
    expect(() => call(nativeImage, 'createFromBitmap', 'pixels', {})).toThrow('must be a node Buffer')
    expect(() => call(nativeImage, 'createFromBitmap', pixels, { width: 8 })).toThrow('must be a number')
    expect(() => call(nativeImage, 'createFromPath', '/icon.png')).toThrow('nativeImage (module).createFromPath')
  })
})

describe('what is dragged out of a window', () => {
  const icon = nativeImage.createFromBitmap(Buffer.alloc(4), { width: 1, height: 1 })
  it('is a file that is there, with a picture', () => {
    const file = join(folder, 'a.mp4')
    writeFileSync(file, '')
    expect(checkDragItem({ file, icon })).toEqual({ file })
    expect(() => checkDragItem({ file })).toThrow("'icon' parameter is required")
    expect(() => checkDragItem({ file, icon: nativeImage.createEmpty() })).toThrow('must not be empty')
    expect(() => checkDragItem({ file, icon: '/icon.png' })).toThrow('must be a NativeImage')
    expect(() => checkDragItem({ icon })).toThrow("Must specify either 'file'")
    expect(() => checkDragItem({ file: join(folder, 'b.mp4'), icon })).toThrow('there is no file')
    expect(() => checkDragItem({ file: 'a.mp4', icon })).toThrow('there is no file')
    expect(() => checkDragItem(null)).toThrow('item must be an object')
  })
})
