import { checkOneOf, checkType } from './checks.ts'
import { StrictEmitter } from './emitter.ts'
import { guard } from './guard.ts'
import { recorded } from './recorder.ts'
import { runtime } from './runtime.ts'

const EVENTS = ['suspend', 'resume', 'on-ac', 'on-battery', 'shutdown', 'lock-screen', 'unlock-screen']

function checkReady(api: string): void {
  if (!runtime.ready) throw new Error(`${api} cannot be used before the app is ready`)
}

/** Mains power: a test that wants another one replaces isOnBatteryPower and emits the event. Listening is always allowed. */
class PowerMonitor extends StrictEmitter {
  constructor() {
    super('powerMonitor', EVENTS)
  }

  isOnBatteryPower(): boolean {
    checkReady('powerMonitor')
    return false
  }

  get onBatteryPower(): boolean {
    return this.isOnBatteryPower()
  }
}
export const powerMonitor = guard('powerMonitor', new PowerMonitor())

const started = new Set<number>()
let lastId = 0

/** Written down, never done. */
export const powerSaveBlocker = guard('powerSaveBlocker', {
  start(type: string): number {
    checkReady('powerSaveBlocker')
    checkOneOf(type, ['prevent-app-suspension', 'prevent-display-sleep'], 'the type of a power save blocker')
    lastId += 1
    started.add(lastId)
    recorded.push({ api: 'powerSaveBlocker.start', given: [type] })
    return lastId
  },
  stop(id: number): boolean {
    checkType(id, 'number', 'the ID of a power save blocker')
    recorded.push({ api: 'powerSaveBlocker.stop', given: [id] })
    return started.delete(id)
  },
  isStarted(id: number): boolean {
    checkType(id, 'number', 'the ID of a power save blocker')
    return started.has(id)
  },
})
