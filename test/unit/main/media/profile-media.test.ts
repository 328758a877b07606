import { readdir, rm, truncate } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ProfileMedia } from '../../../../src/main/media/profile-media.ts'
import { AppFailure } from '../../../../src/shared/app-error.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { type Answer, endlessRoom, get, mediaTest, openBelow, read, sha256, until, whole } from './media-fixture.ts'

const SIZE = 3_000_001
const BYTES = mp4Bytes(SIZE)

const { setUp, files, folder } = mediaTest()

/** Sends the bytes in steps that the test takes one by one. */
function stepwise(bytes: Buffer) {
  let out: ServerResponse | null = null
  const answer: Answer = (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length })
    out = response
  }
  const send = async (start: number, end: number): Promise<void> => {
    await until(() => expect(out).not.toBeNull())
    await new Promise<void>((resolve) => out?.write(bytes.subarray(start, end), () => resolve()))
  }
  return { answer, send }
}

describe('a recording that is not here', () => {
  test('is downloaded by its first reader, played from its first byte on, and kept', async () => {
    const { media, server, told } = await setUp(whole(BYTES))
    expect(await media.state('one')).toMatchObject({ status: 'absent', bytesDone: 0 })
    expect(server.asked).toEqual([])
    expect(sha256(await read(await media.respond('one', get())))).toBe(sha256(BYTES))
    await until(() => expect(told.at(-1)).toMatchObject({ status: 'complete', bytesDone: SIZE, bytesTotal: SIZE }))
    expect(told[0]).toMatchObject({ profileId: 'test', recordId: 'one', status: 'downloading' })
    expect(told.map(({ bytesDone }) => bytesDone)).toEqual(
      told.map(({ bytesDone }) => bytesDone).toSorted((a, b) => a - b),
    )
    expect(await files()).toEqual([expect.stringMatching(/^[0-9a-f]{64}-\d+-3000001\.media$/)])
    await read(await media.respond('one', get({ range: 'bytes=5-9' })))
    expect(server.asked).toEqual(['/one'])
  })

  test('feeds eight readers, at places of their own, each with every byte, while it grows', async () => {
    const { answer, send } = stepwise(BYTES)
    const { media, server } = await setUp(answer)
    const first = media.respond('one', get())
    await send(0, 200_000)
    const starts = [0, 1, 100_000, 199_999, 200_000, 1_000_000, 2_999_999]
    const readers = [
      read(await first),
      ...starts.map(async (start) => read(await media.respond('one', get({ range: `bytes=${start}-` })))),
    ]
    for (let at = 200_000; at < SIZE; at += 333_333) await send(at, Math.min(at + 333_333, SIZE))
    const sums = (await Promise.all(readers)).map(sha256)
    expect(sums).toEqual([0, ...starts].map((start) => sha256(BYTES.subarray(start))))
    expect(server.asked).toHaveLength(1)
    await until(async () => expect(await openBelow(folder())).toBe(0))
  })

  test('goes on downloading when its reader leaves, and the next one finds it', async () => {
    const { answer, send } = stepwise(BYTES)
    const { media, told, server } = await setUp(answer)
    const responding = media.respond('one', get())
    await send(0, 500_000)
    await (await responding).body?.cancel()
    await send(500_000, SIZE)
    await until(() => expect(told.at(-1)?.status).toBe('complete'))
    expect(sha256(await read(await media.respond('one', get())))).toBe(sha256(BYTES))
    expect(server.asked).toHaveLength(1)
  })

  test('whose length is not announced is complete when the server says so', async () => {
    const { media, told } = await setUp((_, response) => void response.writeHead(200).end(BYTES))
    expect(await read(await media.respond('one', get()))).toHaveLength(SIZE)
    await until(() => expect(told.at(-1)).toMatchObject({ status: 'complete', bytesTotal: SIZE }))
  })
})

describe('a download that goes wrong', () => {
  const refuse =
    (status: number, text = 'no'): Answer =>
    (_, response) =>
      void response.writeHead(status, { 'content-type': 'text/plain' }).end(text)

  test.each([
    ['not-found', refuse(404)],
    ['not-found', refuse(410)],
    ['server-error', refuse(401, 'token expired')],
    ['server-error', refuse(503)],
    ['not-a-video', refuse(200, '<!doctype html><title>Sign in</title>'.repeat(30))],
    ['not-a-video', whole(Buffer.from('{"status":false,"msg":"no file"}'))],
    ['cut-off', (_, response) => void response.writeHead(200, { 'content-length': SIZE, connection: 'close' }).end()],
    ['unreachable', (_, response) => void response.socket?.destroy()],
  ] as [string, Answer][])('is told as %s, in the answer and in the state', async (code, answer) => {
    const { media, told } = await setUp(answer)
    await expect(media.respond('one', get())).rejects.toMatchObject({ error: { code } })
    expect(await media.state('one')).toMatchObject({ status: 'failed', error: { code } })
    await until(() => expect(told.at(-1)).toMatchObject({ status: 'failed', error: { code } }))
    expect(await files()).toEqual([])
  })

  test('shows what the server said, without line breaks', async () => {
    const { media } = await setUp(refuse(503, 'try\r\n later '))
    await expect(media.respond('one', get())).rejects.toMatchObject({
      error: { raw: '503 · try later', host: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
    })
  })

  test('is not tried again by a player that asks again, but by retry', async () => {
    const { media, server } = await setUp(refuse(503))
    for (let times = 0; times < 3; times += 1) await expect(media.respond('one', get())).rejects.toThrow(/503/)
    expect(server.asked).toHaveLength(1)
    server.answer = whole(BYTES)
    expect(await media.retry('one')).toMatchObject({ status: 'downloading', error: null })
    expect(await read(await media.respond('one', get()))).toHaveLength(SIZE)
    expect(server.asked).toHaveLength(2)
  })

  test('is tried again when the recording is opened anew after a while', async () => {
    let now = 1_000_000
    const { media, server } = await setUp(refuse(503), { clock: () => now })
    await expect(media.respond('one', get())).rejects.toThrow(/503/)
    server.answer = whole(BYTES)
    now += 4000
    await expect(media.respond('one', get())).rejects.toThrow(/503/)
    now += 5001
    expect(await read(await media.respond('one', get()))).toHaveLength(SIZE)
  })
})

describe('what goes wrong beside a download', () => {
  const said = () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => error.mockRestore())
    return error
  }

  test('is not its failure: no room for others once it is here', async () => {
    const error = said()
    const makeRoom = () => Promise.reject(new AppFailure('disk', 'the disk does not say how full it is'))
    const { media, told } = await setUp(whole(BYTES), { room: { ...endlessRoom, makeRoom } })
    await read(await media.respond('one', get()))
    await until(() => expect(told.at(-1)?.status).toBe('complete'))
    expect(told.map(({ status }) => status)).not.toContain('failed')
    expect(error).toHaveBeenCalledOnce()
  })

  test('is said aloud, and takes nothing with it: nobody can say how it stands', async () => {
    const error = said()
    const { media } = await setUp(whole(BYTES), {
      onChange: () => {
        throw new Error('nobody listens')
      },
    })
    expect((await read(await media.respond('one', get()))).equals(BYTES)).toBe(true)
    await until(async () => expect((await media.state('one')).status).toBe('complete'))
    await expect(media.tell('one')).resolves.toBeUndefined()
    expect(error).toHaveBeenCalled()
  })
})

describe('files on this device', () => {
  const keep = async (media: ProfileMedia, ...ids: string[]): Promise<void> => {
    for (const id of ids) {
      await read(await media.respond(id, get()))
      await until(async () => expect((await media.state(id)).status).toBe('complete'))
    }
  }

  test('are found after a restart, and play without the server', async () => {
    const { media, open, server } = await setUp(whole(BYTES))
    await keep(media, 'one')
    await media.close()
    server.answer = () => {
      throw new Error('nothing must be asked')
    }
    const next = open()
    expect(await next.state('one')).toMatchObject({ status: 'complete', bytesDone: SIZE })
    expect(sha256(await read(await next.respond('one', get())))).toBe(sha256(BYTES))
  })

  test('that somebody removed or shortened are downloaded again', async () => {
    const { media, server } = await setUp(whole(BYTES))
    await keep(media, 'one', 'two')
    const [first = '', second = ''] = await files()
    await rm(join(folder(), 'media', first))
    await truncate(join(folder(), 'media', second), 10)
    expect((await media.state('one')).status).toBe('absent')
    expect(sha256(await read(await media.respond('one', get())))).toBe(sha256(BYTES))
    expect(sha256(await read(await media.respond('two', get())))).toBe(sha256(BYTES))
    expect(server.asked).toEqual(['/one', '/two', '/one', '/two'])
  })

  test('have names that no recording can choose', async () => {
    const { media } = await setUp(whole(BYTES))
    await keep(media, '../../outside', 'a/b\0c')
    expect(await files()).toHaveLength(2)
    expect(await readdir(folder())).toEqual(['media'])
  })
})
