import { spawn, spawnSync } from 'node:child_process'

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [limitMs] The whole process tree is killed at this limit.
 * @property {boolean} [quiet] Collects the output instead of showing it.
 * @property {(line: string) => boolean} [onErrorLine] Sees each line of standard error; true = do not show it.
 */

/**
 * Runs a program to its end. Ctrl+C and a kill of this process reach it.
 * @param {string} command
 * @param {string[]} parameters
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} code 1 when it was killed or not found
 */
export function run(command, parameters, options = {}) {
  const { cwd, env = process.env, limitMs, quiet = false, onErrorLine } = options
  const errors = quiet || onErrorLine ? 'pipe' : 'inherit'
  // A tree of its own can be killed as a whole.
  const detached = limitMs !== undefined && process.platform !== 'win32'
  const shell = process.platform === 'win32' && command.endsWith('.cmd')
  const stdio = /** @type {const} */ ([quiet ? 'ignore' : 'inherit', quiet ? 'pipe' : 'inherit', errors])
  const child = spawn(command, parameters, { cwd, env, stdio, detached, shell })
  let output = ''
  let timedOut = false
  const collect = (/** @type {Buffer} */ text) => {
    output += text
  }
  if (quiet) child.stdout?.on('data', collect)
  if (quiet) child.stderr?.on('data', collect)
  else if (onErrorLine) eachLine(child.stderr, (line) => onErrorLine(line) || process.stderr.write(`${line}\n`))
  const timer = setTimeout(
    () => {
      timedOut = true
      killTree(child)
    },
    limitMs ?? 2 ** 31 - 1,
  )
  const stopForwarding = forwardSignals(child)
  return new Promise((resolve) => {
    const end = (/** @type {number | null} */ code, /** @type {string} */ text = '') => {
      clearTimeout(timer)
      stopForwarding()
      resolve({ code: code ?? 1, output: output + text, timedOut })
    }
    child.once('error', (error) => end(1, error.message))
    child.once('close', (code) => end(code))
  })
}

/**
 * @param {import('node:stream').Readable | null} stream
 * @param {(line: string) => void} onLine
 */
function eachLine(stream, onLine) {
  let rest = ''
  stream?.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(onLine)
  })
  stream?.on('end', () => rest && onLine(rest))
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  const handlers = signals.map((signal) => /** @type {const} */ ([signal, () => void child.kill(signal)]))
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler)
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function killTree(child) {
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'])
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}

/**
 * Says why nothing can go on, and ends.
 * @param {string} sentence
 * @returns {never}
 */
export function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}
