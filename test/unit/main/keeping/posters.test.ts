import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { calls } from '../../../../src/shared/contract.ts'
import { newComputer, soon } from '../roomreel-fixture.ts'
import { type Home, inTime, keptIn, nth, shownServer } from './keeping-fixture.ts'

vi.setConfig({ testTimeout: 30_000 })

/** A JPEG's beginning and end, with so many bytes in all. */
function jpegOf(bytes: number): Uint8Array<ArrayBuffer> {
  const jpeg = new Uint8Array(bytes)
  jpeg.set([0xff, 0xd8, 0xff, 0xe0])
  jpeg.set([0xff, 0xd9], bytes - 2)
  return jpeg
}

let home: Home
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

/** A recording that was kept, whose poster was asked for. */
async function withWantedPoster() {
  const shown = await shownServer(home)
  const { app, id } = shown
  const recordId = nth(shown.ids, 0)
  await shown.keep(recordId)
  await shown.arrived(recordId)
  const wanted = () => app.sent.flatMap(({ event, payload }) => (event === 'media.posterWanted' ? [payload] : []))
  await app.until(() => wanted().length > 0)
  const save = async (jpeg: Uint8Array<ArrayBuffer> | null) =>
    app.roomreel.handlers['media.savePoster']({ profileId: id, recordId, jpeg })
  return { ...shown, recordId, wanted, save }
}

test('a file says what is in it, at once and after a restart', async () => {
  const { app, id, recordId, recording } = await withWantedPoster()
  await inTime(async () => (await recording(recordId)).file !== null)
  const { file } = await recording(recordId)
  expect(file).toMatchObject({ width: 1280, height: 720, videoCodec: expect.stringMatching(/^avc1\./) })
  expect(file?.durationSeconds).toBeGreaterThan(10)
  await app.roomreel.close()
  const again = keptIn(await home.start(), id)
  expect((await again.recording(recordId)).file).toEqual(file)
})

describe('a poster', () => {
  test('is asked for at a tenth of the recording, shown, and outlives the file and the run', async () => {
    const { app, id, recordId, recording, wanted, save, remove } = await withWantedPoster()
    await inTime(async () => (await recording(recordId)).file !== null)
    const { durationSeconds } = (await recording(recordId)).file ?? {}
    expect(wanted()).toEqual([{ profileId: id, recordId, seconds: (durationSeconds ?? 0) / 10 }])
    expect((await app.roomreel.posters(id, recordId)).status).toBe(404)
    const jpeg = jpegOf(30_000)
    await save(jpeg)
    await inTime(async () => (await recording(recordId)).posterAt !== null)
    const { posterAt } = await recording(recordId)
    const shows = async (its: typeof app): Promise<Uint8Array> => {
      const answer = await its.roomreel.posters(id, recordId)
      expect(answer.headers.get('content-type')).toBe('image/jpeg')
      return new Uint8Array(await answer.arrayBuffer())
    }
    expect(await shows(app)).toEqual(jpeg)
    await remove([recordId])
    await inTime(async () => !(await recording(recordId)).onDevice)
    expect(await shows(app)).toEqual(jpeg)
    await app.roomreel.close()
    const again = keptIn(await home.start(), id)
    expect(await again.recording(recordId)).toMatchObject({ posterAt, onDevice: false, file: { durationSeconds } })
    expect(await shows(again.app)).toEqual(jpeg)
  })

  test.each([
    ['no JPEG', new TextEncoder().encode('<svg onload="alert(1)"/>')],
    ['one byte too large', jpegOf(30_001)],
    ['empty', new Uint8Array()],
  ])('that is %s is refused', async (_, jpeg) => {
    const { app, id, recordId, recording, save } = await withWantedPoster()
    await expect(save(jpeg)).rejects.toMatchObject({ error: { code: 'invalid-input' } })
    expect((await app.roomreel.posters(id, recordId)).status).toBe(404)
    expect((await recording(recordId)).posterAt).toBeNull()
  })

  test('that is too large does not pass the contract', () => {
    const poster = { profileId: 'demo', recordId: 'R1' }
    const { input } = calls['media.savePoster']
    expect(input.safeParse({ ...poster, jpeg: jpegOf(30_000) }).success).toBe(true)
    expect(input.safeParse({ ...poster, jpeg: jpegOf(30_001) }).success).toBe(false)
  })

  test('that could not be made is asked for again at the next start', async () => {
    const { app, id, recordId, wanted, save } = await withWantedPoster()
    await save(null)
    expect(wanted()).toHaveLength(1)
    await app.roomreel.close()
    const again = await home.start()
    await again.until(() =>
      again.sent.some(({ event, payload }) => event === 'media.posterWanted' && payload.recordId === recordId),
    )
    await again.roomreel.handlers['media.savePoster']({ profileId: id, recordId, jpeg: jpegOf(900) })
    await soon(async () => (await keptIn(again, id).recording(recordId)).posterAt !== null)
  })
})
