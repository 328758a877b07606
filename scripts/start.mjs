import { resolve } from 'node:path'
import { build } from './lib/build.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { prepare } from './lib/dependencies.mjs'
import { chooseElectron, hasDisplay } from './lib/electron.mjs'
import { giveUp, run } from './lib/run.mjs'

/** `npm start [-- app arguments]`: installs, builds, opens the app, and ends with its exit code. */
const project = await prepare(resolve(import.meta.dirname, '..'))
if (!(await build(project))) giveUp('The build failed: see above.')
const { command, parameters, whyStandIn } = await chooseElectron(project)
if (whyStandIn !== null) {
  await ensureChromium(project)
  console.log(`Electron cannot be used: ${whyStandIn}. Opening Roomreel through its stand-in in Chromium.`)
}
const isHidden = whyStandIn !== null && !hasDisplay()
const debugging = isHidden ? ['--remote-debugging-port=0'] : []
const all = [...parameters, ...debugging, '.', ...joined(process.argv.slice(2))]
const { code } = await run(command, all, {
  cwd: project.root,
  env: project.env,
  onErrorLine: isHidden ? announce : undefined,
})
process.exit(code)

/**
 * "--server URL" as "--server=URL": after a bare address Electron refuses further switches on some systems.
 * @param {string[]} given
 * @returns {string[]}
 */
function joined(given) {
  const at = given.indexOf('--server')
  if (at === -1 || at + 1 >= given.length) return given
  return given.toSpliced(at, 2, `--server=${given[at + 1]}`)
}

/**
 * Without a display the app can still be looked at from another Chrome.
 * @param {string} line of standard error
 */
function announce(line) {
  const address = /^DevTools listening on ws:\/\/([^/]+)\//.exec(line)?.[1]
  if (address === undefined) return false
  void inspectorAddress(address).then((url) => console.log(`Open this in Chrome to look at it: ${url}`))
  return true
}

/**
 * The page of Chromium's own tools that shows the window; their root page is empty.
 * @param {string} address host and port of the debugging server
 */
async function inspectorAddress(address) {
  try {
    const pages = await (await fetch(`http://${address}/json/list`)).json()
    const { id } = pages.find(({ type }) => type === 'page')
    return `http://${address}/devtools/inspector.html?ws=${address}/devtools/page/${id}`
  } catch {
    return `http://${address}/json/list`
  }
}
