import { decodePage } from '../../src/main/plugnmeet/decode.ts'
import type { RecordingQuery } from '../../src/shared/recording.ts'
import { median } from './lib/figures.ts'

/**
 * How long a page of 100 recordings takes to decode and validate, beside JSON.parse of the same text, alternating,
 * medians of ROUNDS: `node test/bench/decode.bench.ts`. Exit 1 when the floor is missed.
 */
const ROUNDS = 3000
const WARM_UP = 500
const FLOOR = 2.2
const QUERY: RecordingQuery = { roomIds: [], roomSid: null, order: 'newest', from: 0, limit: 100 }
const BASE = new URL('https://meet.example.com')

const text = JSON.stringify({
  status: true,
  status_code: 'SUCCESS',
  msg: 'success',
  result: {
    total_recordings: '4200',
    from: 0,
    limit: 100,
    order_by: 'DESC',
    recordings_list: Array.from({ length: 100 }, (_, index) => recording(index)),
  },
})
const times = { parse: [] as number[], decode: [] as number[] }
for (let round = -WARM_UP; round < ROUNDS; round += 1) {
  const parse = timed(() => JSON.parse(text))
  const decode = timed(() => decodePage(JSON.parse(text), QUERY, BASE))
  if (round < 0) continue
  times.parse.push(parse)
  times.decode.push(decode)
}
const ratio = median(times.decode) / median(times.parse)
console.log(
  JSON.stringify({
    name: 'decode page of 100',
    ratio: Number(ratio.toFixed(2)),
    parseUs: Math.round(median(times.parse) * 1000),
    decodeUs: Math.round(median(times.decode) * 1000),
    kB: Math.round(text.length / 1000),
    wanted: `≤ ${FLOOR}`,
  }),
)
process.exitCode = ratio <= FLOOR ? 0 : 1

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function recording(index: number) {
  const sid = `SID_${(index * 7_919).toString(36).padStart(12, 'q')}`
  const began = 1_761_810_000 + index * 3600
  const track = (language: string, label: string) => ({
    label,
    url: `https://subtitles.example.org/${sid}.${language}.vtt`,
  })
  return {
    record_id: `${sid}-${began}000`,
    room_id: `room-${index % 9}`,
    room_sid: sid,
    file_path: `node_01/room-${index % 9}/${sid}-${began}000.mp4`,
    file_size: 120.25 + index,
    creation_time: String(began + 4000),
    room_creation_time: String(began),
    metadata: {
      title: `Lecture ${index}: signals and systems`,
      description: 'Questions from the exercise class first.',
      subtitles: { en: track('en', 'English'), de: track('de', 'Deutsch') },
      extra_data: {
        'meeting-title': 'Signals and systems',
        'meeting-created': String(began),
        'meeting-ended': String(began + 3900),
      },
    },
  }
}
