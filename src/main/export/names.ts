import type { RecordingFacts } from '../../shared/recording.ts'

/** In UTF-16 units. With a number, a language and an ending it still fits every file system. */
const LONGEST_NAME = 120
/** In UTF-8: Linux counts bytes, 255 at most. */
const MOST_BYTES = 200
const NO_NAME = 'Recording'
/** Names of devices on Windows, whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)/i

/**
 * A file's name without its ending: `{date}`, `{time}`, `{room}`, `{title}` and `{id}` of the template are filled in,
 * other braces stay. The result is safe for every file system, and never empty.
 * @param zone IANA name of the time zone; the system's unless given.
 */
export function exportName(template: string, recording: RecordingFacts, zone?: string): string {
  const parts = partsOf(recording, template.includes('{room}'), zone)
  return safeName(template.replace(/\{(\w+)\}/g, (whole, name: string) => parts.get(name) ?? whole))
}

/** Text as the name of a file: without what a file system, or a shell, takes amiss; "Recording" when nothing is left. */
export function safeName(text: string): string {
  const words = text
    .normalize()
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ .-]+/, '')
  const name = shortened(DEVICE.test(words) ? `_${words}` : words).replace(/[. ]+$/, '')
  return name === '' ? NO_NAME : name
}

function partsOf(recording: RecordingFacts, isRoomNamed: boolean, zone: string | undefined): Map<string, string> {
  const { date, time } = localTime(recording.startedAt ?? recording.createdAt, zone)
  const room = (recording.roomTitle ?? '').trim() || recording.roomId
  const title = (recording.title ?? '').trim() || room
  return new Map([
    ['date', date],
    ['time', time],
    ['room', room],
    // The same words twice tell nothing.
    ['title', isRoomNamed && title === room ? '' : title],
    ['id', recording.recordId],
  ])
}

/** "2026-11-05" and "14.30": a colon is not for names of files. Empty for an unknown time. */
function localTime(seconds: number | null, zone: string | undefined): { date: string; time: string } {
  if (seconds === null) return { date: '', time: '' }
  const format = new Intl.DateTimeFormat('en', {
    ...(zone === undefined ? {} : { timeZone: zone }),
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const found = new Map(format.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]))
  const [year, month, day] = [found.get('year'), found.get('month'), found.get('day')]
  return { date: `${year}-${month}-${day}`, time: `${found.get('hour')}.${found.get('minute')}` }
}

/** As many whole characters as fit. */
function shortened(text: string): string {
  let name = ''
  let bytes = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (name.length + character.length > LONGEST_NAME || bytes > MOST_BYTES) break
    name += character
  }
  return name
}
