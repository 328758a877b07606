/**
 * A transcript of 20 000 cues in the built app: from asking for it to its first painted rows, scrolling through it, and
 * what it costs to follow playback, beside the same player with another tab open: `node test/bench/transcript-page.bench.ts`.
 * Exit 1 when a floor is missed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openApp } from './lib/chromium-page.ts'
import { median, percentile95 } from './lib/figures.ts'

const CUES = 20_000
const OPENINGS = 7
const FRAMES = 180
const FOLLOW_MS = 8000
const FOLLOW_ROUNDS = 3
const WANTED = { openMs: 150, frameMs: 33, followShare: 0.02 }

interface RoomreelWindow {
  roomreel: {
    transcripts: { addFile: (input: object) => Promise<{ ok: boolean; value: { id: string } }> }
    watching: { saveChoice: (input: object) => Promise<unknown> }
  }
}

/** Gives the first recording of the list a file of so many cues as its captions. */
const giveCues = (page: Page, recordId: string): Promise<boolean> =>
  page.evaluate(
    async ([id, count]) => {
      const { roomreel } = window as unknown as RoomreelWindow
      const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 23).replace('.', ',')
      const words =
        'the sensor at the north inlet reports turbidity again and nobody knows whether it is the wind'.split(' ')
      const cues = Array.from({ length: Number(count) }, (_, at) => {
        const said = words.slice(at % 5, 8 + (at % 9)).join(' ')
        return `${at + 1}\n${clock(at * 3000)} --> ${clock(at * 3000 + 2800)}\n${said} ${at}\n`
      })
      const bytes = new TextEncoder().encode(cues.join('\n'))
      const about = { profileId: 'demo', recordId: id }
      const added = await roomreel.transcripts.addFile({ ...about, name: 'long.en.srt', bytes })
      await roomreel.watching.saveChoice({ ...about, choice: { trackId: added.value.id } })
      return added.ok
    },
    [recordId, CUES] as const,
  )

/** Opens the recording; ms from the request for its cues to the paint of its first rows. */
async function open(page: Page, recordId: string): Promise<number> {
  await page.evaluate(() => {
    performance.clearResourceTimings()
    const seen = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('[data-cue]') === null) return
        observer.disconnect()
        // The frame after this one is painted with them.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
      })
      observer.observe(document.body, { childList: true, subtree: true })
    })
    ;(window as unknown as { seen: Promise<number> }).seen = seen
  })
  await page.locator(`[data-record-id="${recordId}"]`).first().click()
  return await page.evaluate(async () => {
    const paintedAt = await (window as unknown as { seen: Promise<number> }).seen
    const [asked] = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/cues/'))
    return paintedAt - (asked?.startTime ?? Number.NaN)
  })
}

/** Ms between frames while the list is scrolled through. */
const scroll = (page: Page): Promise<number[]> =>
  page.evaluate(async (frames) => {
    const list = document.querySelector('[data-cue]')?.closest('[role="list"]')
    if (!list) throw new Error('there is no transcript')
    const times: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    for (let frame = 0; frame < frames; frame += 1) {
      list.scrollTop += 90
      const now = await new Promise<number>(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    return times
  }, FRAMES)

/** Seconds that the page's thread was busy while it played for so long. */
async function busy(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const taken = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
  }
  const before = await taken()
  await page.waitForTimeout(FOLLOW_MS)
  const after = await taken()
  await session.detach()
  return after - before
}

async function bench(userData: string): Promise<void> {
  const { page, close } = await openApp(userData, ['--demo'])
  try {
    const recordId = (await page.locator('[data-record-id]').first().getAttribute('data-record-id')) ?? ''
    await giveCues(page, recordId)
    const opened: number[] = []
    for (let run = 0; run < OPENINGS; run += 1) {
      opened.push(await open(page, recordId))
      if (run < OPENINGS - 1) await page.keyboard.press('Escape')
      if (run < OPENINGS - 1) await page.locator('[data-record-id]').first().waitFor()
    }
    const over = page.getByRole('button', { name: 'Start over' })
    if (await over.isVisible()) await over.click()
    const frames = await scroll(page)
    const shares: number[] = []
    for (let round = 0; round < FOLLOW_ROUNDS; round += 1) {
      await page.keyboard.press('Home')
      await page.getByRole('tab', { name: 'Transcript' }).click()
      const follow = page.getByRole('switch', { name: 'Follow playback' })
      if ((await follow.getAttribute('aria-checked')) === 'false') await follow.click()
      const following = await busy(page)
      await page.keyboard.press('Home')
      await page.getByRole('tab', { name: 'Bookmarks' }).click()
      shares.push((following - (await busy(page))) / (FOLLOW_MS / 1000))
    }
    const openMs = Math.round(median(opened))
    const frameMs = Number(percentile95(frames).toFixed(1))
    const followShare = Number(Math.max(0, median(shares)).toFixed(4))
    console.log(
      JSON.stringify({
        name: 'a transcript of 20 000 cues on screen',
        openMs,
        openWorstMs: Math.round(Math.max(...opened)),
        frameP95Ms: frameMs,
        followShare,
        wanted: `open < ${WANTED.openMs} ms, frames p95 ≤ ${WANTED.frameMs} ms, following < ${WANTED.followShare * 100} % of a core`,
      }),
    )
    const isMet = openMs < WANTED.openMs && frameMs <= WANTED.frameMs && followShare < WANTED.followShare
    process.exitCode = isMet ? 0 : 1
  } finally {
    await close()
  }
}

const userData = await mkdtemp(join(tmpdir(), 'roomreel-transcript-'))
try {
  await bench(userData)
} finally {
  await rm(userData, { recursive: true, force: true, maxRetries: 5 })
}
