import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findServerLink, readServerLink } from '../../../../src/main/profiles/server-link.ts'
import { serverFields } from '../../../../src/shared/inputs.ts'
import { NEW_SERVER } from '../../../../src/shared/profile.ts'

const SECRET = 'zumyyYWqv7KR2kUq'
const URL_PART = 'url=https://meet.example.org/pnm'
const add = (parameters: string): ReturnType<typeof readServerLink> => readServerLink(`roomreel://add?${parameters}`)

test('a link offers a server, and nothing more', () => {
  expect(add(`${URL_PART}&key=plugnmeet&name=Campus+Nord&room=board&room=a%2Cb&rooms=c,d,board`)).toEqual({
    from: 'link',
    fields: {
      ...NEW_SERVER,
      url: 'https://meet.example.org/pnm',
      apiKey: 'plugnmeet',
      name: 'Campus Nord',
      rooms: ['board', 'a,b', 'c', 'd'],
    },
    secretDropped: false,
  })
})

test.each([`roomreel://add/?${URL_PART}`, `ROOMREEL://ADD?${URL_PART}`, `roomreel://add?url=meet.example.org/pnm`])(
  '%s is one too',
  (link) => {
    expect(readServerLink(link)?.fields.url).toBe('https://meet.example.org/pnm')
  },
)

test.each([
  '',
  'add?url=meet.example.org',
  `https://add?${URL_PART}`,
  `roomreel://remove?${URL_PART}`,
  `roomreel://add/more?${URL_PART}`,
  `roomreel:add?${URL_PART}`,
  'roomreel://add',
  'roomreel://add?url=',
  'roomreel://add?url=%20',
  'roomreel://add?key=plugnmeet',
  '--server=https://meet.example.org',
  'C:\\Users\\ann\\servers.json',
  `roomreel://add?url=https://${'x'.repeat(2000)}`,
  `roomreel://add?${URL_PART}&name=${'x'.repeat(40_000)}`,
])('%.60j is none', (argument) => {
  expect(readServerLink(argument)).toBeNull()
})

describe('a secret', () => {
  test.each([
    'secret',
    'apiSecret',
    'api_secret',
    'API-SECRET',
    'password',
    'Token',
    'access_token',
    'hash',
    'HASH-SIGNATURE',
  ])('in %s is thrown away, and the user is told', (name) => {
    const offer = add(`${URL_PART}&${name}=${SECRET}`)
    expect(offer?.secretDropped).toBe(true)
    expect(JSON.stringify(offer)).not.toContain(SECRET)
  })

  test.each([
    `url=https://ann:${SECRET}@meet.example.org/pnm`,
    `url=ann:${SECRET}@meet.example.org/pnm`,
    `url=https://${SECRET}@meet.example.org/pnm`,
    `url=https%3A%2F%2Fmeet.example.org%2Fpnm%3Faccess_token%3D${SECRET}`,
    `url=https%3A%2F%2Fmeet.example.org%2Fpnm%23secret%3D${SECRET}`,
    `${URL_PART}#secret=${SECRET}`,
  ])('in %s is thrown away too, and the address stays', (parameters) => {
    const offer = add(parameters)
    expect(offer?.secretDropped).toBe(true)
    expect(offer?.fields.url).toBe('https://meet.example.org/pnm')
    expect(JSON.stringify(offer)).not.toContain(SECRET)
  })

  test('in front of "add" is thrown away too', () => {
    expect(readServerLink(`roomreel://ann:${SECRET}@add?${URL_PART}`)).toMatchObject({ secretDropped: true })
  })

  test('in an address that is none is not shown', () => {
    const offer = add(`url=%22https://ann:${SECRET}@:99999/%3Fsecret=${SECRET}`)
    expect(offer).toMatchObject({ secretDropped: true, fields: { url: ':99999/' } })
    expect(JSON.stringify(offer)).not.toContain(SECRET)
  })

  test('that is empty is none', () => {
    expect(add(`${URL_PART}&secret=`)?.secretDropped).toBe(false)
  })
})

describe('bad input', () => {
  test('an address that is none stays in the form, which says what is wrong with it', () => {
    expect(add('url=ftp://meet.example.org/')).toMatchObject({
      fields: { url: 'ftp://meet.example.org/' },
      secretDropped: false,
    })
  })

  test('a name is shortened, a key or room that is too long is none', () => {
    const offer = add(`${URL_PART}&name=${'n'.repeat(300)}&key=${'k'.repeat(501)}&room=${'r'.repeat(513)}&room=ok`)
    expect(offer?.fields).toMatchObject({ name: 'n'.repeat(200), apiKey: '', rooms: ['ok'] })
  })

  test('control characters do not come through, nor more than 1000 rooms', () => {
    const rooms = Array.from({ length: 1500 }, (_, index) => `r${index}`).join(',')
    const offer = add(`${URL_PART}&name=%00Cam%0Apus%1B&rooms=${rooms}`)
    expect(offer?.fields.name).toBe('Cam pus')
    expect(offer?.fields.rooms).toHaveLength(1000)
  })

  test('property: whatever a link says, the offer is one that the form can hold', () => {
    const name = fc.constantFrom('url', 'key', 'name', 'room', 'rooms', '__proto__')
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.string({ minLength: 200, maxLength: 600 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (parameters) => {
        const offer = add(new URLSearchParams(parameters).toString())
        if (offer !== null) expect(serverFields.parse(offer.fields)).toEqual(offer.fields)
      }),
      { numRuns: 500 },
    )
  })
})

test('the first link among the arguments of a start is found', () => {
  const argv = ['/usr/bin/roomreel', '--no-sandbox', 'file.json', `roomreel://add?${URL_PART}`, 'roomreel://add?url=b']
  expect(findServerLink(argv)?.fields.url).toBe('https://meet.example.org/pnm')
  expect(findServerLink(argv.slice(0, 3))).toBeNull()
})
