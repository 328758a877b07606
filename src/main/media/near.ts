const MOST_BYTES = 4 * 1024 * 1024
const LEAST_BYTES = 256 * 1024
/** About what another request takes until it brings something. */
const SECONDS = 1

/**
 * How far ahead bytes are waited for, because another request would not bring them sooner.
 * @param speed at which they come, in bytes per second; null: not known yet.
 */
export const nearBytes = (speed: number | null): number =>
  speed === null ? MOST_BYTES : Math.min(MOST_BYTES, Math.max(LEAST_BYTES, speed * SECONDS))
