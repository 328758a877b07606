/** Seconds that a frame takes where nothing is known of it. */
const USUAL_FRAME = 1 / 30
const SHORTEST_FRAME = 1 / 240
const LONGEST_FRAME = 1 / 5

/** How long the last frame was shown, in seconds, by element; measured while it plays. */
const measured = new WeakMap<HTMLVideoElement, number>()

/** Measures how long a video's frames are while it plays; the answer stops. */
export function measureFrames(video: HTMLVideoElement): () => void {
  let handle = 0
  let last: number | null = null
  const look = (_now: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
    const took = last === null ? 0 : mediaTime - last
    last = mediaTime
    const known = measured.get(video) ?? LONGEST_FRAME
    // Frames are dropped, never added: the shortest time is that of one.
    if (took >= SHORTEST_FRAME && took < known) measured.set(video, took)
    handle = video.requestVideoFrameCallback(look)
  }
  handle = video.requestVideoFrameCallback(look)
  return () => video.cancelVideoFrameCallback(handle)
}

/** Shows the next (1) or the previous (-1) frame, paused. */
export function stepFrame(video: HTMLVideoElement, by: 1 | -1): void {
  video.pause()
  const frame = measured.get(video) ?? USUAL_FRAME
  video.currentTime = Math.min(Math.max(0, video.currentTime + by * frame), video.duration || 0)
}

/** The frame that is shown as PNG; null: there is none, or it cannot be read. */
export async function frameAsPng(video: HTMLVideoElement): Promise<Uint8Array<ArrayBuffer> | null> {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0 || height === 0) return null
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
}
