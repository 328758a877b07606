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

/** A transcript as JSON (PackedCues), or the reason why there is none (AppError), as JSON too. */
export async function cuesAnswer(cues: () => Promise<string>): Promise<Response> {
  const headers = {
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
  }
  try {
    return new Response(await cues(), { headers })
  } catch (error) {
    if (!(error instanceof AppFailure)) throw error
    return new Response(JSON.stringify(error.error), { status: statusOf(error), headers })
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
