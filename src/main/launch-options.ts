/** What the command line and the environment ask for. */
export interface LaunchOptions {
  /**
   * A server to open at once: --server URL --api-key KEY, with the secret in ROOMREEL_API_SECRET; without it (null) a
   * saved server with this address and key is meant, or one that is to be added by hand.
   */
  server: { url: string; apiKey: string; secret: string | null } | null
  /** --demo: open the demo at once. */
  demo: boolean
  /** --demo-recordings N and --demo-seed N: a larger or another demo. */
  demoRecordings: number
  demoSeed: number
  /** --servers-file FILE: servers preset for this computer, in place of the administrator's usual file. */
  serversFile: string | null
  /** --user-data-dir DIR: settings and files of this run live there; null = the system's place for them. */
  userData: string | null
  /** What could not be understood, as sentences for standard error. */
  complaints: string[]
}

const VALUED = ['server', 'api-key', 'demo-recordings', 'demo-seed', 'servers-file', 'user-data-dir'] as const
const DEFAULT_RECORDINGS = 24
const MOST_RECORDINGS = 1_000_000

/** Reads Roomreel's own switches ("--name value" or "--name=value") and leaves all others to Electron. */
export function readLaunchOptions(
  argv: readonly string[],
  environment: Record<string, string | undefined>,
): LaunchOptions {
  const values = new Map<string, string>()
  argv.forEach((argument, at) => {
    const match = /^--([a-z-]+)(?:=(.*))?$/s.exec(argument)
    const name = match?.[1]
    if (name !== undefined && VALUED.some((known) => known === name)) values.set(name, match?.[2] ?? argv[at + 1] ?? '')
  })
  const complaints: string[] = []
  return {
    server: readServer(values, environment.ROOMREEL_API_SECRET, complaints),
    demo: argv.includes('--demo'),
    demoRecordings: readNumber(values, 'demo-recordings', DEFAULT_RECORDINGS, complaints),
    demoSeed: readNumber(values, 'demo-seed', 1, complaints),
    serversFile: values.get('servers-file') || null,
    userData: values.get('user-data-dir') || null,
    complaints,
  }
}

function readServer(
  values: ReadonlyMap<string, string>,
  secret: string | undefined,
  complaints: string[],
): LaunchOptions['server'] {
  const url = values.get('server')
  if (url === undefined) return null
  const apiKey = values.get('api-key')
  if (!url || !apiKey) {
    complaints.push(
      '--server needs a URL and --api-key KEY; the secret belongs into the environment variable ROOMREEL_API_SECRET.',
    )
    return null
  }
  return { url, apiKey, secret: secret || null }
}

function readNumber(
  values: ReadonlyMap<string, string>,
  name: string,
  otherwise: number,
  complaints: string[],
): number {
  const text = values.get(name)
  if (text === undefined) return otherwise
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= MOST_RECORDINGS) return number
  complaints.push(`--${name} needs a whole number up to ${MOST_RECORDINGS}, not "${text}".`)
  return otherwise
}
