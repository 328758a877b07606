import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NO_FILTERS } from '../../../../src/shared/recording.ts'
import type { PackedCues, SaidPage, SaidQuery } from '../../../../src/shared/transcript.ts'
import { askPage, newComputer, type Started, showServer, soon } from '../roomreel-fixture.ts'

let home: Awaited<ReturnType<typeof newComputer>>
beforeEach(async () => {
  home = await newComputer()
})
afterEach(() => home.clean())

const QUERY: SaidQuery = {
  text: 'turbidity',
  roomIds: [],
  roomSid: null,
  filters: NO_FILTERS,
  sort: 'match',
  from: 0,
  limit: 20,
}

const search = async (app: Started, profileId: string, change: Partial<SaidQuery> = {}): Promise<SaidPage> =>
  app.roomreel.handlers['transcripts.search']({ profileId, query: { ...QUERY, ...change } })

/** Waits until every recording's subtitles were fetched. */
const allSaid = (app: Started, profileId: string): Promise<void> =>
  soon(async () => {
    const { coverage } = await search(app, profileId)
    return coverage.searched > 0 && coverage.waiting === 0
  })

describe('what was said', () => {
  test('is found in every recording, with its place, and without the server afterwards', async () => {
    const server = await home.server()
    const app = await home.start()
    const id = await showServer(app, server)
    await allSaid(app, id)
    const page = await search(app, id)
    const [first] = page.recordings
    expect(page.total).toBeGreaterThan(2)
    expect(first?.hits[0]?.text).toMatch(/turbidity/i)
    expect(page.hits).toBe(page.recordings.reduce((sum, { total }) => sum + total, 0))
    expect(page.coverage.searched + page.coverage.without).toBe(24)
    const { recordId } = first?.recording ?? { recordId: '' }

    await app.roomreel.close()
    await server.close()
    const again = await home.start()
    await again.roomreel.handlers['profiles.open']({ profileId: id })
    expect((await search(again, id)).recordings.map((it) => it.recording.recordId)).toContain(recordId)
    const answer = await again.roomreel.cues(id, recordId, first?.trackId ?? '')
    const { cues } = (await answer.json()) as PackedCues
    expect(cues.some(([startMs, , , text]) => startMs === first?.hits[0]?.startMs && /turbidity/i.test(text))).toBe(
      true,
    )
  })

  test('is limited by rooms and filters as the list is', async () => {
    const server = await home.server()
    const app = await home.start()
    const id = await showServer(app, server)
    await allSaid(app, id)
    const all = await search(app, id)
    const rooms = new Set(all.recordings.map(({ recording }) => recording.roomId))
    const [roomId = ''] = rooms
    const { recordings } = await search(app, id, { roomIds: [roomId] })
    expect(recordings.map((it) => it.recording.roomId)).toEqual(recordings.map(() => roomId))
    expect((await search(app, id, { roomIds: ['no-such-room'] })).total).toBe(0)
    expect((await search(app, id, { filters: { ...NO_FILTERS, onDevice: true } })).total).toBe(0)
  })

  test('has the meeting’s own transcript and the user’s files beside the server’s', async () => {
    const server = await home.server()
    const app = await home.start()
    const profileId = await showServer(app, server)
    const { recordings } = await askPage(app, profileId, { limit: 100 })
    const lake = recordings.find(({ roomTitle, title }) => `${roomTitle} ${title}`.includes('lake'))
    const recordId = lake?.recordId ?? ''
    const tracks = () => app.roomreel.handlers['transcripts.tracks']({ profileId, recordId })
    await soon(async () => (await tracks()).some(({ kind }) => kind === 'meeting'))
    const meeting = (await tracks()).find(({ kind }) => kind === 'meeting')
    const answer = await app.roomreel.cues(profileId, recordId, meeting?.id ?? '')
    const { cues } = (await answer.json()) as PackedCues
    expect(cues[0]?.[0]).toBe(95_500)

    const file = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nein eigener Satz\n')
    const added = await app.roomreel.handlers['transcripts.addFile']({
      profileId,
      recordId,
      name: 'lake.de.srt',
      bytes: file,
    })
    expect(added).toMatchObject({ kind: 'file', language: 'de', label: 'lake.de.srt', state: 'ready', cues: 1 })
    expect((await tracks()).map(({ kind }) => kind)).toEqual(['server', 'server', 'file', 'meeting'])
    expect((await search(app, profileId, { text: 'eigener' })).recordings[0]?.recording.recordId).toBe(recordId)
    await app.roomreel.handlers['transcripts.removeFile']({ profileId, recordId, trackId: added.id })
    expect((await search(app, profileId, { text: 'eigener' })).total).toBe(0)
  })
})
