import { t } from '@lingui/core/macro'
import { assertNever } from '../../../shared/app-error.ts'
import type { MediaNote, MediaState } from '../../../shared/media.ts'
import type { Recording } from '../../../shared/recording.ts'
import { formatPercent, formatSize, formatSizePair } from '../../format.ts'
import { bytesTotalOf } from '../../stores/download-media.ts'
import { timeLeft } from '../player/player-words.ts'
import { secondsLeft } from '../player/progress.ts'
import { reasonWords, stoppedWords } from './stopped-words.ts'

/** `halted`: it waits for something that does not come by itself. */
export type RowTone = 'running' | 'paused' | 'waiting' | 'halted' | 'failed'

/** What a row of the queue says. */
export interface RowWords {
  tone: RowTone
  /** At the end of the title's line. */
  end: string
  /** Below the bar. */
  left: string
  /** Below the bar, at its end. */
  right: string
  /** What else there is to know of it. */
  note: string | null
}

/** What a row says besides its file: the time (ms since 1970), and the limit for all files (bytes). */
export interface RowAbout {
  now: number
  limitBytes: number | null
}

/** "263 of 612 MB", "263 MB" while the whole is not known. */
function sizeWords(doneBytes: number, totalBytes: number | null): string {
  if (totalBytes === null || totalBytes < doneBytes) return formatSize(doneBytes)
  const { done, total } = formatSizePair(doneBytes, totalBytes)
  return t`${done} of ${total}`
}

/** "8.7 MB/s". */
export function speedWords(bytesPerSecond: number): string {
  const size = formatSize(bytesPerSecond)
  return t`${size}/s`
}

/** 0 to 1; null while the length is not known. */
export function rowShare(media: MediaState, recording: Recording): number | null {
  const total = bytesTotalOf(media, recording)
  return total === null || total <= 0 ? null : Math.min(1, media.bytesDone / total)
}

/** What a row of the queue says about its recording's file. */
export function rowWords(media: MediaState, recording: Recording, about: RowAbout): RowWords {
  const share = rowShare(media, recording)
  const percent = share === null ? '' : formatPercent(share)
  const total = bytesTotalOf(media, recording)
  const size = sizeWords(media.bytesDone, total)
  const words = { end: percent, right: '', note: media.note === null ? null : noteWords(media.note) }
  switch (media.status) {
    case 'downloading':
      return { ...words, tone: 'running', left: size, right: paceWords(media) }
    case 'paused': {
      const left = media.bytesDone === 0 ? t`Paused. Nothing has come yet.` : t`Paused. ${size} is kept.`
      return { ...words, tone: 'paused', left }
    }
    case 'failed':
      // "0%" beside "nothing had come" says nothing.
      if (media.bytesDone === 0) return { ...words, tone: 'failed', end: '', left: stoppedWords(media.error, null) }
      return { ...words, tone: 'failed', left: stoppedWords(media.error, size) }
    case 'waiting':
      return waitingRow(media, words, media.bytesDone === 0 && total !== null ? formatSize(total) : size, about)
    case 'absent':
    case 'partial':
    case 'complete':
      // On its way out of the list.
      return { ...words, tone: 'running', left: size }
    default:
      return assertNever(media.status)
  }
}

/** "8.7 MB/s · 40 s left". */
function paceWords(media: MediaState): string {
  if (media.bytesPerSecond === null) return media.bytesDone === 0 ? t`Starting` : ''
  const speed = speedWords(media.bytesPerSecond)
  const left = secondsLeft(media)
  return left === null ? speed : `${speed} · ${timeLeft(left)}`
}

type Common = Pick<RowWords, 'end' | 'right' | 'note'>

function waitingRow(media: MediaState, words: Common, size: string, { now, limitBytes }: RowAbout): RowWords {
  const begun = media.bytesDone > 0
  const waiting = { ...words, tone: 'waiting', end: begun ? words.end : t`Waiting`, left: size } as const
  const halted = { ...words, tone: 'halted' } as const
  switch (media.waitingFor) {
    case null:
      return waiting
    case 'turn':
      return {
        ...waiting,
        right: begun ? t`Goes on when a running download ends` : t`Starts when a running download ends`,
      }
    case 'server':
      return { ...waiting, right: nextAttempt(media, now) }
    case 'disk-space':
      return {
        ...halted,
        left: begun ? fullWords(media.bytesDone) : t`The disk is full. It starts when there is room.`,
      }
    case 'limit':
      return { ...halted, left: limitWords(begun ? formatSize(media.bytesDone) : null, limitBytes) }
    case 'location':
      return {
        ...halted,
        left: t`Paused: the folder for files is not there. Connect its disk, or choose another folder, and it goes on.`,
      }
    default:
      return assertNever(media.waitingFor)
  }
}

function fullWords(bytes: number): string {
  const kept = formatSize(bytes)
  return t`Paused: the disk is full. ${kept} is kept, it goes on when there is room.`
}

/** `kept`: what has come; null: nothing. */
function limitWords(kept: string | null, limitBytes: number | null): string {
  const limit = limitBytes === null ? '' : formatSize(limitBytes)
  const reached = limit === '' ? t`the storage limit is reached` : t`the limit of ${limit} is reached`
  return kept === null
    ? t`Paused: ${reached}. Free up space or raise the limit, and it starts.`
    : t`Paused: ${reached}. ${kept} is kept. Free up space or raise the limit, and it goes on.`
}

/** "Next attempt in 12 s: meet.example.org cannot be reached". */
function nextAttempt({ retryAt, error }: MediaState, now: number): string {
  const reason = error === null ? null : reasonWords(error)
  if (retryAt === null || retryAt <= now) {
    return reason === null ? t`Waits for the server` : t`Waits for the server: ${reason}`
  }
  const wait = waitWords((retryAt - now) / 1000)
  return reason === null ? t`Next attempt in ${wait}` : t`Next attempt in ${wait}: ${reason}`
}

/** "12 s", "3 min"; rounded up. */
function waitWords(seconds: number): string {
  const s = Math.ceil(seconds)
  if (s < 60) return t`${s} s`
  const minutes = Math.ceil(seconds / 60)
  return t`${minutes} min`
}

export function noteWords(note: MediaNote): string {
  switch (note) {
    case 'started-over':
      return t`The file has changed on the server, so it started over.`
    case 'again':
      return t`This server sends files only as a whole: what is here comes a second time.`
    case 'damaged':
      return t`Part of what was here had been changed by something else, and comes anew.`
    default:
      return assertNever(note)
  }
}
