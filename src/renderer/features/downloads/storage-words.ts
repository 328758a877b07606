import { plural, t } from '@lingui/core/macro'
import type { StorageState } from '../../../shared/download.ts'
import { formatNumber, formatSize } from '../../format.ts'

/** A part of the storage bar. */
export interface StorageSegment {
  key: string
  label: string
  bytes: number
  /** 0 to 1 of the bar. */
  share: number
  /** Which of the tokens draws it: s1 to s6, or nothing for what is free. */
  colour: 's1' | 's2' | 's3' | 's4' | 's5' | 's6' | 'free'
}

const ROOMS_SHOWN = 4
const COLOURS = ['s1', 's2', 's3', 's4'] as const

/** The parts of the storage bar: the largest rooms, the others, other servers, and what is free. */
export function storageSegments(storage: StorageState): StorageSegment[] {
  const { rooms, usedBytes, otherServersBytes } = storage
  const first = rooms.filter(({ bytes }) => bytes > 0).slice(0, ROOMS_SHOWN)
  const named = first.reduce((sum, { bytes }) => sum + bytes, 0)
  const free = freeBelowLimit(storage)
  const whole = Math.max(1, usedBytes + free)
  const rest = Math.max(0, usedBytes - otherServersBytes - named)
  const parts: Part[] = [
    ...first.map(({ roomId, name, bytes }, at) =>
      part(
        roomId === null ? 'unknown' : `room ${roomId}`,
        name ?? roomId ?? t`Unknown room`,
        bytes,
        COLOURS[at] ?? 's5',
      ),
    ),
    part('rest', t`Other rooms`, rest, 's5'),
    part('servers', t`Other servers`, otherServersBytes, 's6'),
  ]
  return [...parts.filter(({ bytes }) => bytes > 0), part('free', t`Free`, free, 'free')].map((each) => ({
    ...each,
    share: each.bytes / whole,
  }))
}

type Part = Omit<StorageSegment, 'share'>
const part = (key: string, label: string, bytes: number, colour: Part['colour']): Part => ({
  key,
  label,
  bytes,
  colour,
})

/** What may still come, in bytes: below the limit, and on the disk. */
export function freeBelowLimit({ limitBytes, usedBytes, freeBytes }: StorageState): number {
  const below = Math.max(0, limitBytes - usedBytes)
  return freeBytes === null ? below : Math.min(below, freeBytes)
}

/** The bar for those who do not see it: "Clinical skills 7.1 GB, Free 31.6 GB". */
export const barWords = (segments: readonly StorageSegment[]): string =>
  segments.map(({ label, bytes }) => `${label} ${formatSize(bytes)}`).join(', ')

/** "3 selected · 2.1 GB". */
export function selectedWords(selected: number, bytes: number): string {
  if (selected === 0) return t`Nothing selected`
  const count = formatNumber(selected)
  const size = formatSize(bytes)
  return plural(selected, { one: `${count} selected · ${size}`, other: `${count} selected · ${size}` })
}

/** How the files on their way to another folder are: "312 of 840 MB moved, 12 of 30 files". */
export function movingWords(moving: NonNullable<StorageState['moving']>): string {
  const done = formatSize(moving.bytesDone)
  const all = formatSize(moving.bytes)
  const files = formatNumber(moving.filesDone)
  const total = formatNumber(moving.files)
  return t`Moving files: ${files} of ${total}, ${done} of ${all}`
}
