import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { compileFunction } from 'node:vm'
import { SYNC_PATH } from './page-server.ts'

export const PRELOAD_WORLD = 'Electron Isolated Context'
/** The binding by which the preload's world talks to Node, and the function by which Node talks back. */
export const SEND_BINDING = '__standinSend'
export const RECEIVE = '__standinReceive'

/** The text of a page script; as modules they could not share a scope in a page. */
const read = (name: string): string =>
  readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8').replaceAll(/^export /gm, '')

/** The blank page a window starts with is none of the app's. */
const onlyInPages = (code: string): string => `if (window === window.top && location.protocol !== 'data:') {(() => {
${code}
})()}`

export interface PageScripts {
  mainWorld: string
  preloadWorld: string
}

/** What runs in a page before its own scripts: in its own world, and in the preload's. */
export function pageScripts(target: string, preload: PreloadSource): PageScripts {
  // The page's own scripts must not be able to guess the names and speak for the preload.
  const secret = randomBytes(12).toString('hex')
  const [toMain, toPreload] = [JSON.stringify(`${secret}m`), JSON.stringify(`${secret}p`)]
  const bridge = read('bridge.js')
  return {
    mainWorld: onlyInPages(
      `${bridge}\n${read('main-world.js')}\nconst bridge = makeBridge(${toPreload}, ${toMain})\nreceiveExposed(bridge)\naskBeforeOpening(bridge)`,
    ),
    preloadWorld: `${onlyInPages(`const preload = function (require, process, module, exports, setImmediate, clearImmediate, global) {
${preload.code}
}
${bridge}
${read('codec.js')}
${read('isolated-world.js')}
const send = globalThis.${SEND_BINDING}
delete globalThis.${SEND_BINDING}
runPreload({
  codec, send, preload,
  bridge: makeBridge(${toMain}, ${toPreload}),
  info: ${JSON.stringify(rendererInfo(target, preload.path))},
  receive: (listener) => { globalThis.${RECEIVE} = listener },
})`)}\n//# sourceURL=${preload.path}`,
  }
}

const rendererInfo = (target: string, preload: string): object => ({
  target,
  preload,
  syncPath: SYNC_PATH,
  process: {
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    env: {},
    argv: [],
    pid: 0,
  },
})

export interface PreloadSource {
  path: string
  code: string
}

/** Reads a preload and checks that it is a script: a sandboxed preload cannot be an ES module. Throws its SyntaxError. */
export function readPreload(path: string): PreloadSource {
  const code = readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL.*$/m, '')
  compileFunction(code, ['require', 'process', 'module', 'exports'], { filename: path })
  return { path, code }
}
