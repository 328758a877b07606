import { unsupported } from './guard.ts'

export interface ProxyConfig {
  mode?: 'direct' | 'auto_detect' | 'pac_script' | 'fixed_servers' | 'system'
  pacScript?: string
  proxyRules?: string
  proxyBypassRules?: string
}

const KINDS: ReadonlyMap<string, { word: string; port: string }> = new Map([
  ['http', { word: 'PROXY', port: '80' }],
  ['https', { word: 'HTTPS', port: '443' }],
  ['socks', { word: 'SOCKS5', port: '1080' }],
  ['socks4', { word: 'SOCKS', port: '1080' }],
  ['socks5', { word: 'SOCKS5', port: '1080' }],
])

/** What session.resolveProxy answers: "PROXY host:port", "HTTPS …", "SOCKS5 …", "DIRECT", joined by semicolons. */
export function resolveProxy(config: ProxyConfig, address: string): string {
  const url = URL.parse(address)
  if (url === null || isImplicitlyDirect(url)) return 'DIRECT'
  switch (modeOf(config)) {
    case 'direct':
      return 'DIRECT'
    case 'system':
      // In the words of the answer itself: STANDIN_SYSTEM_PROXY="PROXY 127.0.0.1:3128".
      return process.env.STANDIN_SYSTEM_PROXY || 'DIRECT'
    case 'fixed_servers':
      return byRules(config.proxyRules ?? '', url)
    default:
      return unsupported(`a proxy of mode '${config.mode}'`)
  }
}

/** Throws for what resolveProxy could not answer. */
export function checkProxyConfig(config: ProxyConfig): void {
  const mode = modeOf(config)
  if (!['direct', 'system', 'fixed_servers'].includes(mode)) unsupported(`session.setProxy of mode '${mode}'`)
  if (config.proxyBypassRules) unsupported('session.setProxy with proxyBypassRules')
}

const modeOf = (config: ProxyConfig): string => config.mode ?? (config.pacScript ? 'pac_script' : 'fixed_servers')

/** Chromium never asks a proxy for this computer or the local link. */
function isImplicitlyDirect({ hostname }: URL): boolean {
  return /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|169\.254\.\d+\.\d+|\[::1\]|\[fe[89ab].*\])$/.test(hostname)
}

/** "host:80", or "http=host:80;https=socks5://other:1080": the first rule for the address's scheme, else direct. */
function byRules(rules: string, { protocol }: URL): string {
  for (const rule of rules.split(';')) {
    const [, scheme, list = ''] = /^\s*(?:(\w+)=)?(.*?)\s*$/.exec(rule) ?? []
    if (list !== '' && (scheme === undefined || `${scheme}:` === protocol)) {
      return list.split(',').map(inWords).join(';')
    }
  }
  return 'DIRECT'
}

function inWords(proxy: string): string {
  const [, scheme = 'http', place = ''] = /^\s*(?:([a-z0-9]+):\/\/)?(.*?)\s*$/i.exec(proxy) ?? []
  if (scheme === 'direct') return 'DIRECT'
  const kind = KINDS.get(scheme.toLowerCase()) ?? unsupported(`a proxy of kind '${scheme}'`)
  return `${kind.word} ${/:\d+$/.test(place) ? place : `${place}:${kind.port}`}`
}
