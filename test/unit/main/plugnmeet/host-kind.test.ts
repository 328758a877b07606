import { describe, expect, it } from 'vitest'
import { isPlainHttpToPublic } from '../../../../src/main/plugnmeet/base-url.ts'
import { type HostKind, hostKind } from '../../../../src/main/plugnmeet/host-kind.ts'

describe('a host is', () => {
  it.each<[HostKind, string[]]>([
    ['loopback', ['localhost', 'localhost.', 'pnm.localhost', '127.0.0.1', '127.9.9.9', '[::1]', '[::ffff:127.0.0.1]']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.1.1', '[::ffff:10.0.0.1]']],
    ['private', ['[fc00::1]', '[fdff::1]', '[fe80::1]', '[febf::1]', 'nas', 'NAS', 'nas.local', 'pnm.internal']],
    ['private', ['pnm.lan', 'pnm.home.arpa', 'nas.local.']],
    ['public', ['meet.example.org', '8.8.8.8', '172.15.0.1', '172.32.0.1', '192.169.0.1', '11.0.0.1', '126.0.0.1']],
    ['public', ['[2001:db8::1]', '[fec0::1]', '[fe00::1]', 'local.example.org', 'localhost.example.org', 'xlan.org']],
  ])('%s: %j', (kind, hosts) => {
    for (const host of hosts) expect([host, hostKind(new URL(`http://${host}/`))]).toEqual([host, kind])
  })

  it('warned about only without encryption and outside', () => {
    const warned = ['http://meet.example.org', 'https://meet.example.org', 'http://nas.local', 'http://127.0.0.1']
    expect(warned.map((url) => isPlainHttpToPublic(new URL(url)))).toEqual([true, false, false, false])
  })
})
