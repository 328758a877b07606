import { app } from 'electron'
import { afterEach, expect, test, vi } from 'vitest'
import { onOpenUrl, onSecondInstance, registerLinks } from '../../../../src/main/electron/start-arguments.ts'
import { rawApp } from '../../../standin/app.ts'
import { CancelableEvent } from '../../../standin/emitter.ts'

const LINK = 'roomreel://add?url=https://meet.example'

afterEach(() => {
  rawApp.removeAllListeners()
  Reflect.set(app, 'isPackaged', false)
})

test('a second start tells its arguments in their own order', () => {
  const heard = vi.fn<(argv: string[]) => void>()
  onSecondInstance(heard)
  const torn = ['electron', '--server', '--api-key', '.', 'https://meet.example', 'key']
  const given = ['electron', '.', '--server', 'https://meet.example', '--api-key', 'key']
  rawApp.emit('second-instance', {}, torn, '/', { argv: given })
  for (const data of [undefined, null, 'x', {}, { argv: 'x' }, { argv: [1] }]) {
    rawApp.emit('second-instance', {}, ['electron', LINK], '/', data)
  }
  expect(heard.mock.calls[0]).toEqual([given])
  expect(heard.mock.calls.slice(1)).toEqual(Array(6).fill([['electron', LINK]]))
})

test('a link that macOS opens is taken, and not opened elsewhere', () => {
  const heard = vi.fn<(url: string) => void>()
  onOpenUrl(heard)
  const event = new CancelableEvent()
  rawApp.emit('open-url', event, LINK)
  expect(heard.mock.calls).toEqual([[LINK]])
  expect(event.defaultPrevented).toBe(true)
})

test('links are registered for the installed app only', () => {
  registerLinks()
  expect(app.isDefaultProtocolClient('roomreel')).toBe(false)
  Reflect.set(app, 'isPackaged', true)
  registerLinks()
  expect(app.isDefaultProtocolClient('roomreel')).toBe(true)
})
