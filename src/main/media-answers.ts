import { AppFailure } from '../shared/app-error.ts'

/** Media errors are statuses without words: the player reads the reason through `media.state`. */
export async function mediaFailure(respond: () => Promise<Response>): Promise<Response> {
  try {
    return await respond()
  } catch (error) {
    if (error instanceof AppFailure) return new Response(null, { status: statusOf(error) })
    throw error
  }
}

/** WebVTT, or the reason why there is none as text. */
export async function subtitleAnswer(webVtt: () => Promise<string>): Promise<Response> {
  const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }
  try {
    return new Response(await webVtt(), { headers: { ...headers, 'content-type': 'text/vtt; charset=utf-8' } })
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    const text = { ...headers, 'content-type': 'text/plain; charset=utf-8' }
    return new Response(error.message, { status: statusOf(error), headers: text })
  }
}

/** JPEG; 404 when there is none. What a poster's address says of its age never changes. */
export async function posterAnswer(poster: () => Promise<Uint8Array | null>): Promise<Response> {
  const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'private, max-age=31536000, immutable' }
  try {
    const jpeg = await poster()
    if (jpeg === null) return new Response(null, { status: 404 })
    return new Response(new Uint8Array(jpeg), { headers: { ...headers, 'content-type': 'image/jpeg' } })
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    return new Response(null, { status: statusOf(error) })
  }
}

const statusOf = (failure: AppFailure): number =>
  failure.error.code === 'not-found' || failure.error.code === 'no-profile' ? 404 : 502
