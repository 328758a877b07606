import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoMedia } from './media-set.ts'
import type { DemoRecording } from './recording-source.ts'

export type ArtifactType = 'MEETING_SUMMARY' | 'SPEECH_TRANSCRIPTION'

const TYPES: readonly ArtifactType[] = ['SPEECH_TRANSCRIPTION', 'MEETING_SUMMARY']
const ID = /^(.+)-(transcription|summary)$/
/** The transcription runs since the session began, the recording since somebody pressed the button. */
const AHEAD_MS = 95_000
const READY_AFTER_SECONDS = 300

/** What was said in each of the videos, in short. */
const SUMMARIES: Record<string, string> = {
  lake: 'Five cheap sensors measured turbidity in the lake during the storm week. The inlet carried about four times the sediment after rain; a single sensor at the outflow would have missed it.\n\nNext: compare them with the laboratory meter every second week, and share the parts list.',
  board:
    'The board went through the budget for 2027 and the dates of the move. The finance office reports on licences before the next meeting.\n\nOpen: who looks after the old hall until the move.',
  airway:
    'A walk through the assessment before intubation, with a manikin. Everybody practised the five looks and the short handover.\n\nNext: the same group, with a timer.',
  council:
    'The council looked at plans for the old hall: studio, seminar room and laboratory move one after the other.',
  poll: 'Die Umfrage zur Bibliothek wird kürzer. Ausgewertet wird gemeinsam, das Ergebnis geht an das Rektorat.',
  terminal: 'The restore drill ended in time. The page with the steps is now printed and hangs beside the rack.',
  audio: 'A field diary of one week: rain on two days, a boat with a hole, and a heron that did not mind.',
}

/** True for sessions that the demo's server has transcribed; the same ones each time. */
function hasArtifacts({ roomSid, mediaId }: DemoRecording): boolean {
  return mediaId === 'lake' || [...roomSid].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 3 === 0
}

/** A session's artifacts as /auth/artifact/fetch lists them, newest first. */
export function artifactsOf(recording: DemoRecording): object[] {
  if (!hasArtifacts(recording)) return []
  const { roomSid, roomId, endedAt } = recording
  return TYPES.map((type) => ({
    artifact_id: artifactId(roomSid, type),
    room_id: roomId,
    room_sid: roomSid,
    type,
    created: new Date((endedAt + READY_AFTER_SECONDS) * 1000).toISOString(),
    metadata: {
      file_info: {
        file_path: `node_01/${roomId}/${artifactId(roomSid, type)}`,
        file_size: '2000',
        mime_type: type === 'MEETING_SUMMARY' ? 'text/plain' : 'text/vtt',
      },
    },
  }))
}

const artifactId = (roomSid: string, type: ArtifactType): string =>
  `${roomSid}-${type === 'MEETING_SUMMARY' ? 'summary' : 'transcription'}`

/** The session and the type of an artifact's ID; null: it is none. */
export function readArtifactId(text: string): { roomSid: string; type: ArtifactType } | null {
  const [, roomSid, name] = ID.exec(text) ?? []
  if (roomSid === undefined) return null
  return { roomSid, type: name === 'summary' ? 'MEETING_SUMMARY' : 'SPEECH_TRANSCRIPTION' }
}

/** An artifact's file; null: there is none. */
export async function artifactFile(
  recording: DemoRecording,
  type: ArtifactType,
  media: DemoMedia | undefined,
  resourcesDir: string,
): Promise<{ type: string; text: string } | null> {
  if (!hasArtifacts(recording)) return null
  if (type === 'MEETING_SUMMARY')
    return { type: 'text/plain; charset=utf-8', text: SUMMARIES[recording.mediaId] ?? 'Nothing was decided.' }
  const track = media?.subtitles.find(({ file }) => file.endsWith('.vtt'))
  if (track === undefined) return null
  const text = await readFile(join(resourcesDir, track.file), 'utf8')
  return { type: 'text/vtt; charset=utf-8', text: text.replace(/(\d\d):(\d\d):(\d\d)\.(\d{3})/g, later) }
}

/** A time of a cue, as the session counts. */
function later(_time: string, hours: string, minutes: string, seconds: string, ms: string): string {
  const all = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms) + AHEAD_MS
  return new Date(all).toISOString().slice(11, 23)
}
