import type { Chromium } from './chromium.ts'
import { unsupported } from './guard.ts'

/** What the parts of the stand-in share: one app runs in one process, as in Electron. */
export const runtime = {
  appPath: process.cwd(),
  name: 'Electron',
  version: '0.0.0',
  ready: false,
  quitting: false,
  chromium: null as Chromium | null,
}

const switches = new Map<string, string>()
const ownSwitches = new Map<string, string>()
let sealed = false

/** Chromium's switches, from the command line and from app.commandLine. */
export const commandLine = {
  appendSwitch(name: string, value = ''): void {
    if (sealed) unsupported(`app.commandLine.appendSwitch('${name}') in the app's main script: Chromium is running`)
    switches.set(name, value)
  },
  hasSwitch: (name: string): boolean => switches.has(name) || ownSwitches.has(name),
  getSwitchValue: (name: string): string => switches.get(name) ?? ownSwitches.get(name) ?? '',
}

/** A switch after the app's path: the app may ask for it, Chromium never sees it. */
export function rememberSwitch(name: string, value: string): void {
  ownSwitches.set(name, value)
}

/** Every switch that is set; from here on the list is closed, for Chromium starts with it. */
export function sealSwitches(): ReadonlyMap<string, string> {
  sealed = true
  return switches
}

/** The running Chromium; it is up before 'ready'. */
export function runningChromium(): Chromium {
  if (runtime.chromium === null) throw new Error('The app is not ready')
  return runtime.chromium
}
