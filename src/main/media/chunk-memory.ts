import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What is made between two collections. */
const COLLECT_EVERY_BYTES = 8 * 1024 * 1024

let madeBytes = 0
let collectYoung: (() => void) | null = null

/**
 * A buffer for bytes that are sent on and then forgotten. V8 lets 64 MiB of dead buffers lie about before it looks,
 * because it sees only their small handles; collecting the young ones (well under a millisecond) every 8 MiB keeps
 * memory flat and the buffers' pages warm, which is faster than not collecting. Nothing but the collector can know
 * when the consumer of a body is done with a chunk.
 */
export function chunkBuffer(bytes: number): Buffer {
  madeGarbage(bytes)
  return Buffer.allocUnsafeSlow(bytes)
}

/** So many bytes were made, or are about to be, that are soon forgotten: the young are collected every 8 MiB. */
export function madeGarbage(bytes: number): void {
  madeBytes += bytes
  if (madeBytes < COLLECT_EVERY_BYTES) return
  madeBytes = 0
  collectYoung ??= youngCollector()
  collectYoung()
}

/** V8's own collector, which a flag shows to new contexts; where it stays hidden memory is only less flat. */
function youngCollector(): () => void {
  setFlagsFromString('--expose-gc')
  // V8 guesses what will live long, and makes that where young collections do not look: of pages it guesses wrongly.
  setFlagsFromString('--no-allocation-site-pretenuring')
  const collect: unknown = runInNewContext('globalThis.gc')
  return typeof collect === 'function' ? () => collect({ type: 'minor' }) : () => {}
}
