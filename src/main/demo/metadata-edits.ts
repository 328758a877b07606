import { z } from 'zod'
import type { WireRecording } from './wire-recording.ts'

const text = z.string().nullish()
const patch = z.object({
  title: text,
  description: text,
  subtitles: z.record(z.string(), z.object({ label: text, url: text })).nullish(),
  extra_data: z.record(z.string(), z.string()).nullish(),
})
/** What `updateMetadata` is asked to change. */
export type WirePatch = z.output<typeof patch>
type WireMetadata = NonNullable<WireRecording['metadata']>

/** Null: some field has the wrong type. */
export const readPatch = (value: unknown): WirePatch | null => patch.safeParse(value).data ?? null

const EMPTY = { title: '', description: '', subtitles: {}, extra_data: {} as WireMetadata['extra_data'] }

/** What was changed of recordings since the server runs, on top of what they came with. */
export class MetadataEdits {
  readonly #patches = new Map<string, WirePatch[]>()

  add(recordId: string, change: WirePatch): void {
    this.#patches.set(recordId, [...(this.#patches.get(recordId) ?? []), change])
  }

  /** The recording as it is now. */
  applied(recording: WireRecording): WireRecording {
    const patches = this.#patches.get(recording.record_id)
    if (patches === undefined) return recording
    return { ...recording, metadata: patches.reduce<WireMetadata>(patched, { ...(recording.metadata ?? EMPTY) }) }
  }
}

/** Omitted stays, "" clears; subtitles without label or url, and an extra value "", take their entry away. */
function patched(metadata: WireMetadata, { title, description, subtitles, extra_data }: WirePatch): WireMetadata {
  const tracks = { ...metadata.subtitles }
  for (const [language, { label, url }] of Object.entries(subtitles ?? {})) {
    if (label && url) tracks[language] = { label, url }
    else delete tracks[language]
  }
  const extra: Record<string, string> = { ...metadata.extra_data }
  for (const [key, value] of Object.entries(extra_data ?? {})) {
    if (value === '') delete extra[key]
    else extra[key] = value
  }
  return {
    title: title ?? metadata.title,
    description: description ?? metadata.description,
    subtitles: tracks,
    extra_data: extra as WireMetadata['extra_data'],
  }
}
