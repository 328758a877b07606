/** What can be edited of a recording on its server. */
export interface RecordingMetadata {
  title: string
  description: string
  /** With the addresses where their files are. */
  subtitles: { language: string; label: string; url: string }[]
  extraData: Record<string, string>
}

/** `/recording/updateMetadata`'s metadata, as it is sent. */
export interface MetadataPatch {
  title?: string
  description?: string
  subtitles?: Record<string, { label: string; url: string }>
  extra_data?: Record<string, string>
}

/** How an edit ended. `conflict`: somebody has changed the recording meanwhile; nothing was sent. */
export type EditOutcome = { kind: 'saved' } | { kind: 'conflict'; current: RecordingMetadata }

/**
 * What has to be sent to make `wanted` of `base`: a patch, in which what is missing stays. An empty text clears a title;
 * a subtitle without label and url, and an extra value '', take that entry away. Null: there is nothing to send.
 */
export function metadataPatch(base: RecordingMetadata, wanted: RecordingMetadata): MetadataPatch | null {
  const subtitles = changed(subtitlesOf(base), subtitlesOf(wanted), { label: '', url: '' })
  const extraData = changed(base.extraData, wanted.extraData, '')
  const patch: MetadataPatch = {
    ...(base.title === wanted.title ? {} : { title: wanted.title }),
    ...(base.description === wanted.description ? {} : { description: wanted.description }),
    ...(subtitles === null ? {} : { subtitles }),
    ...(extraData === null ? {} : { extra_data: extraData }),
  }
  return Object.keys(patch).length === 0 ? null : patch
}

/** True when both say the same: what a form began with, and what the server has now. */
export const isSameMetadata = (one: RecordingMetadata, other: RecordingMetadata): boolean =>
  metadataPatch(one, other) === null

const subtitlesOf = ({ subtitles }: RecordingMetadata) =>
  Object.fromEntries(subtitles.map(({ language, label, url }) => [language, { label, url }]))

/** Entries that are other than they were; those that are gone as `gone`. Null: none. */
function changed<T>(was: Record<string, T>, is: Record<string, T>, gone: T): Record<string, T> | null {
  const keys = new Set([...Object.keys(was), ...Object.keys(is)])
  const entries = [...keys]
    .filter((key) => JSON.stringify(own(was, key)) !== JSON.stringify(own(is, key)))
    .map((key) => [key, own(is, key) ?? gone] as const)
  return entries.length === 0 ? null : Object.fromEntries(entries)
}

/**
 * What `mine` asks for on top of what somebody else has made of `base` meanwhile: where only one of the two has changed
 * something, that change counts; where both have, mine.
 */
export function mergedMetadata(
  base: RecordingMetadata,
  theirs: RecordingMetadata,
  mine: RecordingMetadata,
): RecordingMetadata {
  const text = (key: 'title' | 'description'): string => (mine[key] === base[key] ? theirs[key] : mine[key])
  const subtitles = merged(subtitlesOf(base), subtitlesOf(theirs), subtitlesOf(mine))
  return {
    title: text('title'),
    description: text('description'),
    subtitles: Object.entries(subtitles).map(([language, track]) => ({ language, ...track })),
    extraData: merged(base.extraData, theirs.extraData, mine.extraData),
  }
}

function merged<T>(base: Record<string, T>, theirs: Record<string, T>, mine: Record<string, T>): Record<string, T> {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)])
  const entries = [...keys].flatMap((key) => {
    const isMine = JSON.stringify(own(mine, key)) !== JSON.stringify(own(base, key))
    const value = own(isMine ? mine : theirs, key)
    return value === undefined ? [] : [[key, value] as const]
  })
  return Object.fromEntries(entries)
}

/** Servers may call an entry "constructor", which every object has something for. */
const own = <T>(of: Record<string, T>, key: string): T | undefined => (Object.hasOwn(of, key) ? of[key] : undefined)
