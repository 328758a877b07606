import { checkObject, checkType } from './checks.ts'
import { StrictEmitter } from './emitter.ts'
import { guard, unsupported } from './guard.ts'
import { recorded } from './recorder.ts'
import { runtime } from './runtime.ts'

interface NotificationOptions {
  title?: string
  body?: string
  silent?: boolean
}
const OPTIONS = { title: 'string', body: 'string', silent: 'boolean' } as const

/** Written down, never shown; a test clicks by emitting 'click'. */
class AppNotification extends StrictEmitter {
  readonly #options: NotificationOptions

  constructor(options: NotificationOptions = {}) {
    super('Notification', ['show', 'click', 'close', 'failed', 'action', 'reply'])
    if (!runtime.ready) throw new Error('Cannot create Notification before app is ready')
    checkObject(options, 'the options of a notification')
    for (const [name, value] of Object.entries(options)) {
      const type =
        name in OPTIONS ? OPTIONS[name as keyof typeof OPTIONS] : unsupported(`a notification with '${name}'`)
      checkType(value, type, name)
    }
    this.#options = options
  }

  static isSupported = (): boolean => true

  get title(): string {
    return this.#options.title ?? ''
  }

  get body(): string {
    return this.#options.body ?? ''
  }

  show(): void {
    recorded.push({ api: 'Notification', given: [this.#options] })
    this.emit('show', {})
  }

  close(): void {
    this.emit('close', {})
  }
}

/** What `new Notification()` means in the app. */
export const Notification = new Proxy(AppNotification, {
  construct: (target, [options]) => guard('Notification', new target(options)),
  get(target, key) {
    if (typeof key === 'string' && !(key in target)) unsupported(`Notification.${key}`)
    return Reflect.get(target, key)
  },
})
