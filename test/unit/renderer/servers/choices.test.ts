import { describe, expect, it } from 'vitest'
import { bringsSecrets, freshServers, toggled } from '../../../../src/renderer/features/servers/import-choice.ts'
import { addRooms } from '../../../../src/renderer/features/servers/room-chips.ts'
import { type ImportedServer, NEW_SERVER } from '../../../../src/shared/profile.ts'

const server = (known: boolean, hasSecret: boolean): ImportedServer => ({ fields: NEW_SERVER, known, hasSecret })

describe('rooms', () => {
  it('are split, trimmed, and each one there once', () => {
    expect(addRooms([], ' council-chamber ')).toEqual(['council-chamber'])
    expect(addRooms(['a'], 'b, c;d\r\ne\n\n a ,')).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(addRooms(['a'], ' ,;\n')).toEqual(['a'])
    expect(addRooms([], 'Room with spaces')).toEqual(['Room with spaces'])
  })
})

describe('servers of a file', () => {
  const servers = [server(false, false), server(true, true), server(false, true)]

  it('are chosen unless they are here already', () => {
    expect([...freshServers(servers)]).toEqual([0, 2])
  })

  it('are taken in and out', () => {
    const chosen = freshServers(servers)
    expect([...toggled(chosen, 2, false)]).toEqual([0])
    expect([...toggled(chosen, 1, true)]).toEqual([0, 2, 1])
    expect([...chosen]).toEqual([0, 2])
  })

  it('bring secrets only if one of the chosen has one', () => {
    expect(bringsSecrets(servers, new Set([0]))).toBe(false)
    expect(bringsSecrets(servers, new Set([0, 2]))).toBe(true)
    expect(bringsSecrets(servers, new Set())).toBe(false)
  })
})
