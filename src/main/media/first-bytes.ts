import type { Readable } from 'node:stream'

/**
 * Takes the beginning of a body: so many bytes at least, unless it ends before. The rest stays in the body. Fails as the
 * body does, and with `stalled` when nothing comes for so long.
 */
export async function firstBytes(
  body: Readable,
  bytes: number,
  { stallMs, stalled }: { stallMs: number; stalled: () => Error },
): Promise<Buffer> {
  const timer = setTimeout(() => body.destroy(stalled()), stallMs)
  try {
    return Buffer.concat(await take(body, bytes))
  } finally {
    clearTimeout(timer)
  }
}

function take(body: Readable, bytes: number): Promise<Buffer[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer[]>()
  const chunks: Buffer[] = []
  let taken = 0
  const look = (): void => {
    for (let chunk: Buffer | null = body.read(); chunk !== null; chunk = body.read()) {
      chunks.push(chunk)
      taken += chunk.byteLength
    }
    if (taken >= bytes) resolve(chunks)
  }
  const end = (): void => resolve(chunks)
  const close = (): void => reject(body.errored ?? new Error('the body broke off'))
  body.on('readable', look)
  body.once('end', end)
  body.once('error', reject)
  body.once('close', close)
  // It broke off before anybody listened, and will not say so again.
  if (body.destroyed) close()
  return promise.finally(() => {
    body.off('readable', look)
    body.off('end', end)
    body.off('error', reject)
    body.off('close', close)
  })
}
