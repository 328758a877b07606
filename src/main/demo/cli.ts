import { fileURLToPath } from 'node:url'
import { HELP, readCommandLine } from './cli-options.ts'
import { startDemoServer } from './demo-server.ts'

/** Runs the demo server alone until it is told to stop. Exit codes: 0 stopped, 1 could not start, 2 bad arguments. */
async function main(args: string[]): Promise<void> {
  const commandLine = readCommandLine(args)
  if (commandLine.kind === 'help') {
    process.stdout.write(HELP)
    return
  }
  if (commandLine.kind === 'complaint') {
    process.stderr.write(`${commandLine.sentence}\nSee --help for what there is.\n`)
    process.exitCode = 2
    return
  }
  const resourcesDir = fileURLToPath(new URL('../../../resources/demo', import.meta.url))
  const server = await startDemoServer({ ...commandLine.options, resourcesDir })
  Object.assign(server.faults, commandLine.faults)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
  process.stdout.write(`${JSON.stringify({ url: server.url, apiKey: server.apiKey, apiSecret: server.apiSecret })}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`The demo server could not start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
