/** Switches that Electron takes for itself or that the stand-in sets; a test must not open this computer's keychain. */
const OWN = new Set(['user-data-dir', 'remote-debugging-port', 'remote-debugging-pipe', 'headless', 'no-sandbox'])
OWN.add('password-store')

export interface FlagInput {
  profile: string
  /** Where the app's own scheme is served on 127.0.0.1. */
  port: number
  headless: boolean
  asRoot: boolean
  size: { width: number; height: number }
  switches: ReadonlyMap<string, string>
}

/** The command line of the one Chromium behind the app. */
export function chromiumFlags({ profile, port, headless, asRoot, size, switches }: FlagInput): string[] {
  const debuggingPort = switches.get('remote-debugging-port')
  return [
    ...quiet,
    // A custom scheme never meets the HTTP cache.
    '--disk-cache-size=1',
    '--autoplay-policy=no-user-gesture-required',
    `--user-data-dir=${profile}`,
    // The app's pages live on stable names; nothing else can be reached from a page.
    `--host-resolver-rules=MAP *.localhost 127.0.0.1:${port},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1`,
    // The app decides when it ends, not the number of Chromium's windows.
    '--keep-alive-for-test',
    '--remote-debugging-pipe',
    ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ...(headless ? ['--headless=new'] : []),
    ...(asRoot || switches.has('no-sandbox') ? ['--no-sandbox'] : []),
    ...[...switches].filter(([name]) => !OWN.has(name)).map(([name, value]) => toFlag(name, value)),
    `--window-size=${size.width},${size.height}`,
  ]
}

const toFlag = (name: string, value: string): string => (value === '' ? `--${name}` : `--${name}=${value}`)

/** No first-run pages, no calls home, no questions. */
const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  '--disable-features=Translate,MediaRouter,OptimizationHints',
  '--password-store=basic',
  '--use-mock-keychain',
  '--test-type',
]
