import { placesToTry, posterSize, showsNothing, smallEnough } from './frame-checks.ts'

const GIVE_UP_AFTER_MS = 15_000

/**
 * A frame of a video as a small JPEG: of the second that is asked for, or of another place where there is nothing to be
 * seen. Null: it has no picture, cannot be played, or took longer than 15 s.
 */
export async function videoFrame(url: string, seconds: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'metadata'
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), GIVE_UP_AFTER_MS)
  try {
    return await frameOf(video, url, seconds, late.signal)
  } catch {
    // What the element cannot play has no poster; the player says why when it is opened.
    return null
  } finally {
    clearTimeout(timer)
    // Else the element keeps the file, and its connection, until it is collected.
    video.removeAttribute('src')
    video.load()
  }
}

async function frameOf(
  video: HTMLVideoElement,
  url: string,
  seconds: number,
  late: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const loaded = happens(video, 'loadedmetadata', late)
  video.src = url
  await loaded
  if (video.videoWidth === 0 || video.videoHeight === 0) return null
  let shown: OffscreenCanvas | null = null
  for (const place of placesToTry(seconds, video.duration)) {
    const sought = happens(video, 'seeked', late)
    video.currentTime = place
    await sought
    const { canvas, empty } = drawn(video)
    shown ??= canvas
    if (!empty) {
      shown = canvas
      break
    }
  }
  const canvas = shown
  return canvas === null ? null : smallEnough((quality) => encoded(canvas, quality))
}

/** The element's present frame. */
function drawn(video: HTMLVideoElement): { canvas: OffscreenCanvas; empty: boolean } {
  const { width, height } = posterSize(video.videoWidth, video.videoHeight)
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no 2d context')
  context.drawImage(video, 0, 0, width, height)
  return { canvas, empty: showsNothing(context.getImageData(0, 0, width, height).data) }
}

async function encoded(canvas: OffscreenCanvas, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
  return new Uint8Array(await blob.arrayBuffer())
}

/** Waits for an event of the element; fails when the element does, and when it is too late. */
function happens(video: HTMLVideoElement, name: 'loadedmetadata' | 'seeked', late: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController()
    const end = (how: () => void) => (): void => {
      done.abort()
      how()
    }
    const once = { once: true, signal: done.signal }
    video.addEventListener(name, end(resolve), once)
    video.addEventListener(
      'error',
      end(() => reject(new Error('the element failed'))),
      once,
    )
    late.addEventListener(
      'abort',
      end(() => reject(new Error('too late'))),
      once,
    )
  })
}
