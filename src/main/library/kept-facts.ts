import { z } from 'zod'
import type { ServerRecording } from '../plugnmeet/client.ts'

const text = z.string().nullable()
const number = z.number().nullable()
const track = z.object({ language: z.string(), label: z.string() })

const keptFacts = z.object({
  recordId: z.string().min(1).max(512),
  roomId: z.string().min(1).max(512),
  roomSid: z.string(),
  roomTitle: text,
  title: text,
  description: text,
  sizeBytes: number,
  createdAt: number,
  startedAt: number,
  endedAt: number,
  filePath: z.string(),
  subtitles: z.array(track),
  extraData: z.record(z.string(), z.string()),
  subtitleSources: z.array(track.extend({ url: z.url({ protocol: /^https?$/ }) })),
})

/** The recording that was noted beside a kept file; null when it cannot be read. */
export const recordingFrom = (facts: unknown): ServerRecording | null => keptFacts.safeParse(facts).data ?? null
