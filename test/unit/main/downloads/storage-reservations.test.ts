import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Storage } from '../../../../src/main/downloads/storage.ts'
import type { Reservation } from '../../../../src/main/downloads/storage-reservations.ts'

const MB = 1_000_000
const SPARE = 500 * MB

type Step = { kind: 'admit'; mb: number } | { kind: 'write' | 'end'; which: number; share: number }
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ kind: fc.constant('admit' as const), mb: fc.integer({ min: 0, max: 300 }) }),
    fc.record({
      kind: fc.constantFrom('write' as const, 'end' as const),
      which: fc.nat(20),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  ),
  { maxLength: 40 },
)

test('whatever is admitted, written and given back: all that is promised fits on the disk and below the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 0, max: 2000 }),
      async (todo, free, limit) => {
        const disk = { free: free * MB + SPARE, used: 0 }
        const storage = new Storage({
          profileIds: () => [],
          location: { shown: '/', isThere: async () => true, directories: () => ['/'] },
          settings: () => ({ limitBytes: limit * MB }),
          evict: async () => false,
          moving: () => null,
          onChange: () => {},
          freeSpace: async () => ({ freeBytes: disk.free, totalBytes: 1e12 }),
        })
        const running: { left: number; written: number; of: Reservation }[] = []
        const promised = () => running.reduce((sum, { left }) => sum + left, 0)
        for (const step of todo) {
          if (step.kind === 'admit') {
            const fits = promised() + step.mb * MB <= Math.min(disk.free - SPARE, limit * MB)
            const of = await storage.admit(step.mb * MB, 'keep').catch(() => null)
            expect(of !== null).toBe(fits)
            if (of !== null) running.push({ left: step.mb * MB, written: 0, of })
            continue
          }
          const it = running[step.which % Math.max(1, running.length)]
          if (it === undefined) continue
          const written = Math.floor(it.left * step.share)
          disk.free -= written
          it.left -= written
          it.written += written
          it.of.used(it.written)
          if (step.kind === 'end') {
            it.of.release()
            running.splice(running.indexOf(it), 1)
          }
          expect(promised()).toBeLessThanOrEqual(disk.free - SPARE)
        }
      },
    ),
  )
})
