import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { calls } from '../../shared/contract.ts'
import { NO_RULES, type Rules } from '../../shared/download.ts'
import { isMissing } from '../media/files-on-disk.ts'
import { onDisk, syncFolder } from '../media/on-disk.ts'

/** A profile's rules, and the keys (`recordKey`) of the recordings that they have met as kept ones. */
export interface SavedRules {
  rules: Rules
  handled: ReadonlySet<string>
}

const savedRules = z.object({
  version: z.literal(1),
  rules: calls['rules.save'].input.shape.rules,
  handled: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
})

/**
 * Reads a profile's rules; no file: no rules. One that cannot be understood is set aside under a dated name.
 * Fails with `disk` when it cannot be read, which is not the same as no rules.
 */
export async function readRules(file: string, now: number): Promise<SavedRules> {
  const text = await onDisk(() =>
    readFile(file, 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return null
      throw error
    }),
  )
  if (text === null) return { rules: NO_RULES, handled: new Set() }
  const read = understood(text)
  if (read !== null) return read
  const aside = `${file}.unreadable-${new Date(now).toISOString().replaceAll(':', '-')}`
  console.error(`Rules cannot be read, and are set aside: ${aside}`)
  await onDisk(() => rename(file, aside))
  return { rules: NO_RULES, handled: new Set() }
}

/** Replaces the file as a whole: after a power cut it is the old one or the new one. Fails with `disk`, `disk-full`. */
export async function writeRules(file: string, { rules, handled }: SavedRules): Promise<void> {
  const part = `${file}.part`
  try {
    await onDisk(async () => {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(part, JSON.stringify({ version: 1, rules, handled: [...handled] }), { flush: true })
      await rename(part, file)
      await syncFolder(dirname(file))
    })
  } catch (error) {
    // It is overwritten by the next one in any case.
    await rm(part, { force: true }).catch(() => {})
    throw error
  }
}

function understood(text: string): SavedRules | null {
  try {
    const { rules, handled } = savedRules.parse(JSON.parse(text))
    return { rules, handled: new Set(handled) }
  } catch {
    // Whoever asks sets the file aside.
    return null
  }
}
