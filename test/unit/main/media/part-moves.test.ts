import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ProfileMedia } from '../../../../src/main/media/profile-media.ts'
import { mp4Bytes } from '../../../fixtures/media/mp4.ts'
import { FileServer } from './file-server.ts'
import { arrived, get, mediaTest, read, sha256, until } from './media-fixture.ts'

const SIZE = 3_000_001
const BYTES = mp4Bytes(SIZE)
const HERE = 900_000

const { setUp, files, folder } = mediaTest()

/** A part that is here, and was let go of to be moved; `move` brings it to where files belong by now. */
async function beingMoved() {
  const directories = [join(folder(), 'media')]
  const file = new FileServer({ bytes: BYTES })
  const all = await setUp(
    (request, response) => {
      if (all.server.asked.length > 1) return file.answer(request, response)
      response.writeHead(206, { etag: '"one"', 'content-range': `bytes 0-${SIZE - 1}/${SIZE}`, 'content-length': SIZE })
      response.write(BYTES.subarray(0, HERE))
      return undefined
    },
    { directories: () => directories },
  )
  const { media } = all
  const job = media.fetch('one')
  await arrived(media, HERE)
  const stop = async (): Promise<void> => {
    job.stop()
    await job.ended
  }
  const name = (await files()).find((it) => it.endsWith('.part')) ?? ''
  const path = join(folder(), 'media', name)
  const move = async (): Promise<string> => {
    const to = join(folder(), 'elsewhere')
    await mkdir(to)
    for (const it of await files()) await rename(join(folder(), 'media', it), join(to, it))
    directories.unshift(to)
    return join(to, name)
  }
  return { ...all, file, stop, path, move }
}

describe('whoever asks for a file while its part is being moved', () => {
  test.each([
    ['to keep it', async (media: ProfileMedia) => void (await media.fetch('one').ended)],
    ['to play it', async (media: ProfileMedia) => void (await read(await media.respond('one', get())))],
    [
      'to keep it, and another one to play it',
      async (media: ProfileMedia) => {
        await Promise.all([media.fetch('one').ended, media.respond('one', get()).then(read)])
      },
    ],
  ])('%s waits, and goes on where the part is then', async (_, ask) => {
    const { media, server, file, stop, path, move } = await beingMoved()
    await stop()
    const going = await media.letGo(path)
    const asking = ask(media)
    // Nobody has to wait for the move to know how far it is.
    expect(await media.state('one')).toMatchObject({ bytesDone: HERE, bytesTotal: SIZE })
    const newPath = await move()
    expect(server.asked).toHaveLength(1)
    await going?.done(newPath)
    await asking
    expect(sha256(await read(await media.respond('one', get())))).toBe(sha256(BYTES))
    expect(file.asked).toEqual([{ range: `${HERE}-`, ifRange: '"one"' }])
    expect(await files()).toEqual([])
    await until(async () => expect(await files('elsewhere')).toEqual([expect.stringMatching(/\.(kept|media)$/)]))
  })
})

test('a profile that is closed does not wait for the end of a move', async () => {
  const { media, stop, path } = await beingMoved()
  await stop()
  const going = await media.letGo(path)
  const job = media.fetch('one')
  await media.close()
  expect(await job.ended).toEqual({ kind: 'stopped' })
  await going?.done(null)
  expect(await files()).toHaveLength(2)
})

describe('a part is not let go of', () => {
  test('while it comes', async () => {
    const { media, path } = await beingMoved()
    expect(await media.letGo(path)).toBeNull()
  })

  test('while somebody reads it', async () => {
    const { media, path, stop } = await beingMoved()
    const reader = (await media.respond('one', get({ range: `bytes=${HERE}-` }))).body?.getReader()
    const reading = reader?.read()
    await stop()
    expect(media.downloads).toBe(0)
    expect(await media.letGo(path)).toBeNull()
    await media.fetch('one').ended
    expect((await reading)?.done).toBe(false)
    await reader?.cancel()
  })
})
