/** The stand-in's "electron executable": the same command line and the same order of start as Electron's. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { log } from './log.ts'
import { commandLine, rememberSwitch, runtime } from './runtime.ts'

interface CommandLine {
  /** Scripts of -r, loaded before the app. */
  required: string[]
  /** Folder or file of the app. */
  entry: string
}
interface Manifest {
  main?: string
  name?: string
  productName?: string
  version?: string
}

await run(process.argv.slice(2))

async function run(given: string[]): Promise<void> {
  process.argv = [join(import.meta.dirname, 'bin/electron'), ...given]
  const { required, entry } = readCommandLine(given)
  const main = readApp(resolve(entry))
  mapElectron()
  const require = createRequire(import.meta.url)
  for (const script of required) require(resolve(script))
  const { startChromium, becomeReady, quitOnSignals } = await import('./start.ts')
  quitOnSignals()
  const chromium = await startChromium()
  await import(pathToFileURL(main).href)
  log('main loaded')
  await becomeReady(chromium)
}

/** What stands before the app's path is Electron's and Chromium's, what follows is the app's own. */
function readCommandLine(given: string[]): CommandLine {
  const rest = [...given]
  const required: string[] = []
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-r' || word === '--require') required.push(rest.shift() ?? '')
    else if (word.startsWith('--inspect')) openInspector(word)
    else if (word.startsWith('--')) setSwitch(word, commandLine.appendSwitch)
    else {
      for (const own of rest) if (own.startsWith('--')) setSwitch(own, switchAfterApp(own))
      return { required, entry: word }
    }
  }
  return { required, entry: '.' }
}

/** Chromium reads the whole command line: electron-vite puts the debugging port behind the app's path. */
function switchAfterApp(word: string): typeof rememberSwitch {
  return word.startsWith('--remote-debugging-port=') ? commandLine.appendSwitch : rememberSwitch
}

function setSwitch(word: string, set: (name: string, value: string) => void): void {
  const [name = '', ...value] = word.slice(2).split('=')
  set(name, value.join('='))
}

function openInspector(word: string): void {
  const port = Number(word.split('=')[1]?.split(':').pop() ?? 9229)
  inspector.open(port, '127.0.0.1', word.startsWith('--inspect-brk'))
}

/** Reads the app's package.json and gives the path of its main script. */
function readApp(target: string): string {
  const isFolder = statSync(target).isDirectory()
  const folder = isFolder ? target : dirname(target)
  const file = join(folder, 'package.json')
  const manifest = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Manifest
  runtime.appPath = folder
  runtime.name = manifest.productName ?? manifest.name ?? runtime.name
  runtime.version = manifest.version ?? runtime.version
  const electron = createRequire(import.meta.url)('electron/package.json') as Manifest
  Object.defineProperty(process.versions, 'electron', { value: electron.version, enumerable: true })
  Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: join(import.meta.dirname, 'resources') })
  return isFolder ? join(folder, manifest.main ?? 'index.js') : target
}

/** 'electron' means the facade, for import, require and import(). */
function mapElectron(): void {
  const facade = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href
  registerHooks({
    resolve: (specifier, context, next) =>
      /^electron(\/(main|common))?$/.test(specifier)
        ? { url: facade, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  })
}
