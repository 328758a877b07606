import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CURATED } from '../../../../src/main/demo/curated.ts'
import { loadMediaSet } from '../../../../src/main/demo/media-set.ts'
import { ALL_ROOMS } from '../../../../src/main/demo/rooms.ts'

const DIRECTORY = fileURLToPath(new URL('../../../../resources/demo', import.meta.url))

describe('resources/demo', () => {
  it('has every video that a recording plays, at least six, together under 12 MB', async () => {
    const media = await loadMediaSet(DIRECTORY)
    const used = [...CURATED.map(({ mediaId }) => mediaId), ...ALL_ROOMS.flatMap(({ mediaIds }) => [...mediaIds])]
    for (const id of used) expect(media.get(id)?.sizeBytes ?? 0).toBeGreaterThan(100_000)
    const sizes = [...media.values()].map(({ sizeBytes }) => sizeBytes)
    expect(sizes.length).toBeGreaterThanOrEqual(6)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(12_000_000)
  })

  it('has subtitles with cues in each language, for each video the same times', async () => {
    const media = await loadMediaSet(DIRECTORY)
    for (const { subtitles } of media.values()) {
      const times = await Promise.all(
        subtitles.map(async ({ file }) => {
          const text = (await readFile(`${DIRECTORY}/${file}`, 'utf8')).replaceAll(',', '.')
          return text.match(/^\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}/gm)
        }),
      )
      expect(times[0]?.length ?? 0).toBeGreaterThan(5)
      for (const other of times) expect(other).toEqual(times[0])
    }
    const languages = new Set([...media.values()].flatMap(({ subtitles }) => subtitles.map((track) => track.language)))
    for (const language of ['en', 'de', 'ar']) expect(languages).toContain(language)
  })
})
