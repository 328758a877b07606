import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'

type Values = Record<string, unknown>
type Shapes = Readonly<Record<string, z.ZodType>>

const OWNER_ONLY = 0o600
const anything = z.record(z.string(), z.unknown())
/** electron-store's own notes about versions: of another shape they would make it throw. */
const BOOKKEEPING: Shapes = { __internal__: z.object({ migrations: anything.optional() }) }

export interface MendedSettings {
  /** What is good in the file. */
  values: Values
  /** Base name of the file, or the copy of it, that was set aside; null: nothing was wrong. */
  setAside: string | null
  /** False when the file is damaged and can be neither mended nor moved. */
  usable: boolean
}

/**
 * Makes a settings file one that electron-store accepts. A file that is no JSON object is moved aside; from any other,
 * what does not have its key's shape is taken out and a copy of the whole is kept. Never fails.
 */
export function mendSettingsFile(file: string, shapes: Shapes): MendedSettings {
  const text = readText(file)
  if (text === undefined) return { values: {}, setAside: null, usable: true }
  const found = parseObject(text)
  const values = found === null ? {} : onlyGood(found, new Map(Object.entries({ ...shapes, ...BOOKKEEPING })))
  if (values === found) return { values, setAside: null, usable: true }
  try {
    const setAside = text === null || found === null ? moveAside(file) : replace(file, text, values)
    return { values, setAside, usable: true }
  } catch (error) {
    console.error('The settings file is damaged and cannot be set aside:', error)
    return { values, setAside: null, usable: false }
  }
}

/** undefined: there is none; null: there is something that cannot be read, and why does not matter. */
function readText(file: string): string | null | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? undefined : null
  }
}

function parseObject(text: string | null): Values | null {
  if (text === null) return null
  try {
    const content: unknown = JSON.parse(text)
    return anything.safeParse(content).success ? (content as Values) : null
  } catch {
    return null
  }
}

/** The same object when everything in it is good, else a new one; a list loses only its bad entries. */
function onlyGood(values: Values, shapes: ReadonlyMap<string, z.ZodType>): Values {
  const bad = Object.entries(values).filter(([key, value]) => shapes.get(key)?.safeParse(value).success === false)
  if (bad.length === 0) return values
  const mended = bad.map(([key, value]) => [key, goodEntries(shapes.get(key), value)] as const)
  const good = Object.fromEntries(Object.entries(values).filter(([key]) => !bad.some(([name]) => name === key)))
  return { ...good, ...Object.fromEntries(mended.filter(([, value]) => value !== undefined)) }
}

function goodEntries(shape: z.ZodType | undefined, value: unknown): unknown[] | undefined {
  if (!(shape instanceof z.ZodArray) || !Array.isArray(value)) return undefined
  return value.filter((entry) => z.safeParse(shape.element, entry).success)
}

function moveAside(file: string): string {
  const aside = asideName(file)
  renameSync(file, aside)
  return basename(aside)
}

/** First the copy, then the new file in one step: whenever this is cut off, nothing is lost. */
function replace(file: string, text: string, values: Values): string {
  const aside = asideName(file)
  writeFileSync(aside, text, { mode: OWNER_ONLY })
  const mended = `${file}.mended`
  writeFileSync(mended, JSON.stringify(values), { mode: OWNER_ONLY })
  renameSync(mended, file)
  return basename(aside)
}

const asideName = (file: string): string => `${file}.unreadable-${new Date().toISOString().replaceAll(':', '-')}`
