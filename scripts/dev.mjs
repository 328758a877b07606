import { resolve } from 'node:path'
import { ensureChromium } from './lib/chromium.mjs'
import { prepare, runTool } from './lib/dependencies.mjs'
import { chooseElectron, hasDisplay } from './lib/electron.mjs'
import { giveUp } from './lib/run.mjs'

/** `npm run dev`: the app with hot reload, in Electron or the stand-in. */
const project = await prepare(resolve(import.meta.dirname, '..'))
const { command, parameters, whyStandIn } = await chooseElectron(project)
if (whyStandIn !== null) {
  if (process.platform === 'win32') giveUp(`npm run dev needs Electron on Windows, and ${whyStandIn}.`)
  await ensureChromium(project)
  console.log(`Electron cannot be used: ${whyStandIn}. Developing in the stand-in.`)
}
const env = {
  ELECTRON_EXEC_PATH: command,
  ...(parameters.includes('--no-sandbox') ? { NO_SANDBOX: '1' } : {}),
  ...(hasDisplay() ? {} : { REMOTE_DEBUGGING_PORT: '9222' }),
}
process.exit(await runTool(project, 'electron-vite', ['dev', '--', ...process.argv.slice(2)], env))
