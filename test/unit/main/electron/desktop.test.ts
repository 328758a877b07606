import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Notification, powerMonitor } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Desktop } from '../../../../src/main/downloads/desktop-port.ts'
import { createDesktop } from '../../../../src/main/electron/desktop.ts'
import { createDragIcon } from '../../../../src/main/electron/drag-icon.ts'
import { queuedAnswers, recorded } from '../../../standin/recorder.ts'
import { runtime } from '../../../standin/runtime.ts'

let desktop: Desktop
beforeEach(() => {
  desktop = createDesktop()
  runtime.ready = true
  recorded.length = 0
})
afterEach(() => {
  desktop.keepAwake(false)
  runtime.ready = false
  queuedAnswers.clear()
  powerMonitor.removeAllListeners()
  vi.restoreAllMocks()
})

const calls = (): string[] => recorded.map(({ api }) => api)

describe('sleep', () => {
  test('is prevented once, while it is wanted', () => {
    desktop.keepAwake(true)
    desktop.keepAwake(true)
    expect(recorded).toEqual([{ api: 'powerSaveBlocker.start', given: ['prevent-app-suspension'] }])
    desktop.keepAwake(false)
    desktop.keepAwake(false)
    expect(calls()).toEqual(['powerSaveBlocker.start', 'powerSaveBlocker.stop'])
  })

  test('is prevented on mains power only', () => {
    const onBattery = vi.spyOn(powerMonitor, 'isOnBatteryPower').mockReturnValue(true)
    desktop.keepAwake(true)
    expect(calls()).toEqual([])
    onBattery.mockReturnValue(false)
    powerMonitor.emit('on-ac')
    expect(calls()).toEqual(['powerSaveBlocker.start'])
    onBattery.mockReturnValue(true)
    powerMonitor.emit('on-battery')
    expect(calls()).toEqual(['powerSaveBlocker.start', 'powerSaveBlocker.stop'])
  })

  test('is looked after where the system tells nothing', () => {
    const onBattery = vi.spyOn(powerMonitor, 'isOnBatteryPower').mockReturnValue(false)
    desktop.keepAwake(true)
    onBattery.mockReturnValue(true)
    desktop.keepAwake(true)
    expect(calls()).toEqual(['powerSaveBlocker.start', 'powerSaveBlocker.stop'])
  })

  test('is nobody’s matter when nothing is wanted', () => {
    powerMonitor.emit('on-ac')
    expect(calls()).toEqual([])
  })
})

test('while the app is still starting, nothing is asked of a desktop that is not there yet', () => {
  runtime.ready = false
  desktop.keepAwake(true)
  desktop.notify({ title: 'Done', body: 'All' }, () => {})
  expect(recorded).toEqual([])
})

describe('a notification', () => {
  test('is shown, and a click is heard', () => {
    const onClick = vi.fn()
    const listening = vi.spyOn(Notification.prototype, 'on')
    desktop.notify({ title: 'Done', body: 'All' }, onClick)
    expect(recorded).toEqual([{ api: 'Notification', given: [{ title: 'Done', body: 'All' }] }])
    const shown: unknown = listening.mock.contexts[0]
    expect(shown).toBeInstanceOf(Notification)
    if (shown instanceof Notification) shown.emit('click')
    expect(onClick).toHaveBeenCalledOnce()
  })

  test('is none where the system has none', () => {
    vi.spyOn(Notification, 'isSupported').mockReturnValue(false)
    desktop.notify({ title: 'Done', body: '' }, () => {})
    expect(recorded).toEqual([])
  })
})

test.each([
  [0, 'quit'],
  [1, 'stay'],
] as const)('button %i of the question means to %s; no answer means to stay', async (response, meaning) => {
  queuedAnswers.set('dialog.showMessageBox', [{ response, checkboxChecked: false }])
  expect(await desktop.askQuit({ message: 'Running', detail: 'Kept', quit: 'Quit', stay: 'Stay' })).toBe(meaning)
  expect(recorded.at(-1)?.given).toMatchObject([{ buttons: ['Quit', 'Stay'], defaultId: 1, cancelId: 1 }])
})

test('a file is shown in its folder', () => {
  desktop.showInFolder('/home/a/b.mp4')
  expect(recorded).toEqual([{ api: 'shell.showItemInFolder', given: ['/home/a/b.mp4'] }])
})

describe('without a window', () => {
  test('progress is nowhere, and nothing can be dragged', async () => {
    desktop.progress(0.5, 'normal')
    expect(recorded).toEqual([])
    const folder = await mkdtemp(join(tmpdir(), 'roomreel-drag-'))
    await writeFile(join(folder, 'a.mp4'), '')
    expect(() => desktop.startDrag(join(folder, 'a.mp4'))).toThrow('no window')
    await rm(folder, { recursive: true })
  })
})

test('the picture of a drag is small and not empty', () => {
  const icon = createDragIcon()
  expect([icon.isEmpty(), icon.getSize()]).toEqual([false, { width: 32, height: 32 }])
})
