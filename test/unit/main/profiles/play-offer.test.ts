import { describe, expect, test } from 'vitest'
import { findPlayLink, playOffer, readPlayLink, serverOfferOf } from '../../../../src/main/profiles/play-offer.ts'
import { playLink, secondsOf } from '../../../../src/shared/play-link.ts'
import { NEW_SERVER, type ProfileSummary } from '../../../../src/shared/profile.ts'

const saved = (id: string, url: string): ProfileSummary => ({
  ...NEW_SERVER,
  id,
  url,
  host: new URL(url).host,
  kind: 'server',
  managed: false,
  temporary: false,
  secret: 'keychain',
  certificate: null,
})
const target = { server: 'https://meet.example', recordId: 'RM_1-17', seconds: 3723 }

describe('links to a place in a recording', () => {
  test('are read as they are written', () => {
    expect(playLink(target)).toBe('roomreel://open?server=https%3A%2F%2Fmeet.example&record=RM_1-17&t=1h2m3s')
    expect(readPlayLink(playLink(target))).toEqual(target)
    expect(readPlayLink(playLink({ ...target, seconds: null }))).toEqual({ ...target, seconds: null })
    expect(readPlayLink(playLink({ ...target, server: 'demo' }))).toEqual({ ...target, server: 'demo' })
  })

  test.each([
    ['1h2m3s', 3723],
    ['62m', 3720],
    ['90s', 90],
    ['90', 90],
    ['1:02:03', 3723],
    ['24:16', 1456],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['1e9', null],
  ])('take "%s" for %s s', (time, seconds) => {
    expect(secondsOf(time)).toBe(seconds)
  })

  test.each([
    'roomreel://open',
    'roomreel://open?record=RM_1',
    'roomreel://open?server=https%3A%2F%2Fmeet.example',
    'roomreel://add?server=https%3A%2F%2Fmeet.example&record=RM_1',
    'https://open?server=https%3A%2F%2Fmeet.example&record=RM_1',
    'roomreel://open?server=file%3A%2F%2F%2Fetc&record=RM_1',
    'roomreel://open?server=https%3A%2F%2Fme%3Asecret%40meet.example&record=RM_1',
    `roomreel://open?server=https%3A%2F%2Fmeet.example&record=${'x'.repeat(600)}`,
    'roomreel://open/path?server=https%3A%2F%2Fmeet.example&record=RM_1',
  ])('are nothing else: %s', (link) => {
    expect(readPlayLink(link)).toBeNull()
  })

  test('are found among the words of a start', () => {
    expect(findPlayLink(['/usr/bin/roomreel', '--flag', playLink(target)])).toEqual(target)
    expect(findPlayLink(['/usr/bin/roomreel'])).toBeNull()
  })

  test('mean the saved server with their address, of several the one that was open last', () => {
    const profiles = [
      saved('a', 'https://meet.example'),
      saved('b', 'https://meet.example'),
      saved('c', 'https://c.example'),
    ]
    expect(playOffer(target, profiles, 'b')?.profileId).toBe('b')
    expect(playOffer(target, profiles, 'c')?.profileId).toBe('a')
    expect(playOffer({ ...target, server: 'https://other.example' }, profiles, null)).toBeNull()
  })

  test('to an unknown server offer its address, and never the demo', () => {
    expect(serverOfferOf(target)?.fields).toEqual({ ...NEW_SERVER, url: 'https://meet.example' })
    expect(serverOfferOf({ ...target, server: 'demo' })).toBeNull()
  })
})
