import { BlockList, isIP } from 'node:net'
import { bareHost } from './bare-host.ts'

export type HostKind = 'loopback' | 'private' | 'public'

const LOOPBACK = ranges('127.0.0.0/8', '::1/128')
const PRIVATE = ranges('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7', 'fe80::/10')
const LOOPBACK_NAME = /(^|\.)localhost$/
/** Names without a dot, and ends that no public name has. */
const PRIVATE_NAME = /^[^.]+$|\.(local|internal|lan|home\.arpa)$/

/** Whether a host is this computer, in a network of one's own, or anywhere, as far as its name or address tells. */
export function hostKind(url: URL): HostKind {
  const host = bareHost(url)
  if (isIP(host) === 0) {
    if (LOOPBACK_NAME.test(host)) return 'loopback'
    return PRIVATE_NAME.test(host) ? 'private' : 'public'
  }
  const family = isIP(host) === 4 ? 'ipv4' : 'ipv6'
  if (LOOPBACK.check(host, family)) return 'loopback'
  return PRIVATE.check(host, family) ? 'private' : 'public'
}

function ranges(...blocks: string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [address = '', bits] = block.split('/')
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}
