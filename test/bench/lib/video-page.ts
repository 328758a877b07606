import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../../scripts/lib/find-chromium.mjs'

/** A picture this far from the wanted time is another one. */
const NEAR_SECONDS = 0.1

/** An empty page in Chromium with the flags that matter for a video, as the app's have them. */
export async function openVideoPage(): Promise<{ page: Page; close(): Promise<void> }> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('no Chromium')
  const args = ['--disk-cache-size=1', '--autoplay-policy=no-user-gesture-required']
  const browser = await chromium.launch({ executablePath, args })
  return { page: await browser.newPage(), close: () => browser.close() }
}

/** Milliseconds from a new element's getting its address to its first painted picture; the element is gone then. */
export function timeToFirstFrame(page: Page, address: string): Promise<number> {
  return page.evaluate(async (address) => {
    const video = document.createElement('video')
    video.muted = true
    document.body.replaceChildren(video)
    await new Promise(requestAnimationFrame)
    try {
      return await new Promise<number>((resolve, reject) => {
        const start = performance.now()
        video.requestVideoFrameCallback(() => resolve(performance.now() - start))
        video.onerror = () => reject(new Error(`it does not play: ${video.error?.message}`))
        video.src = address
        video.play().catch(reject)
      })
    } finally {
      video.pause()
      video.removeAttribute('src')
      video.load()
      video.remove()
    }
  }, address)
}

/** Puts a paused element for each address into the page, with its first picture there. */
export async function openVideos(page: Page, addresses: readonly string[]): Promise<void> {
  await page.evaluate(async (addresses) => {
    const videos = addresses.map((address) => {
      const video = document.createElement('video')
      video.muted = true
      video.preload = 'auto'
      video.src = address
      return video
    })
    document.body.replaceChildren(...videos)
    await Promise.all(
      videos.map((video) => new Promise((resolve) => video.addEventListener('canplay', resolve, { once: true }))),
    )
  }, addresses)
}

/**
 * Milliseconds from a jump in the page's nth element to the painted picture of that time. It begins when no element is
 * loading ahead any more: what one side still brings would slow the other one.
 */
export function timeToSeek(page: Page, nth: number, seconds: number): Promise<number> {
  return page.evaluate(
    async ({ nth, seconds, near }) => {
      const video = document.querySelectorAll('video')[nth]
      if (video === undefined) throw new Error('no such video')
      const isLoading = ({ networkState }: HTMLVideoElement): boolean =>
        networkState === HTMLMediaElement.NETWORK_LOADING
      while ([...document.querySelectorAll('video')].some(isLoading)) await new Promise(requestAnimationFrame)
      return new Promise<number>((resolve) => {
        const start = performance.now()
        const look = (): void => {
          video.requestVideoFrameCallback((_, { mediaTime }) => {
            if (Math.abs(mediaTime - seconds) <= near) resolve(performance.now() - start)
            else look()
          })
        }
        look()
        video.currentTime = seconds
      })
    },
    { nth, seconds, near: NEAR_SECONDS },
  )
}
