import type { Bridge, Events } from '../../../shared/contract.ts'
import { mediaUrl } from '../../../shared/media.ts'
import { videoFrame } from './video-frame.ts'

type Wanted = Events['media.posterWanted']

type Jpeg = Uint8Array<ArrayBuffer>

export interface PosterParts {
  bridge: { media: Pick<Bridge['media'], 'savePoster'> }
  /** A frame as JPEG, no larger than may be kept; null: none can be had. */
  frame: (url: string, seconds: number) => Promise<Jpeg | null>
  /** Resolves when nobody would notice some work. */
  idle: () => Promise<void>
}

/** Makes the posters that main asks for: one at a time, and only when the page has nothing else to do. */
export class PosterMaker {
  readonly #parts: PosterParts
  #waiting: Wanted[] = []
  #busy = false

  constructor(parts: PosterParts) {
    this.#parts = parts
  }

  /** What is asked for twice while it waits is made once. */
  want(wanted: Wanted): void {
    const isSame = (other: Wanted): boolean =>
      other.profileId === wanted.profileId && other.recordId === wanted.recordId
    if (!this.#waiting.some(isSame)) this.#waiting.push(wanted)
    if (!this.#busy) void this.#work()
  }

  async #work(): Promise<void> {
    this.#busy = true
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      await this.#parts.idle()
      this.#waiting = this.#waiting.slice(1)
      await this.#make(next)
    }
    this.#busy = false
  }

  async #make({ profileId, recordId, seconds }: Wanted): Promise<void> {
    const jpeg = await this.#parts.frame(mediaUrl(profileId, recordId), seconds)
    // Main may have closed the profile meanwhile: then nobody wants the poster any more.
    await this.#parts.bridge.media.savePoster({ profileId, recordId, jpeg })
  }
}

const LOOK_AGAIN_MS = 1000

/** Resolves when the page is idle and no dialog stands before it. */
export async function whenIdle(): Promise<void> {
  await new Promise<void>((resolve) => requestIdleCallback(() => resolve()))
  if (document.querySelector('dialog[open]') === null) return
  await new Promise<void>((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  await whenIdle()
}

/** The maker of this page. */
export const createPosterMaker = (bridge: PosterParts['bridge']): PosterMaker =>
  new PosterMaker({ bridge, frame: videoFrame, idle: whenIdle })
