import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { artifactFile, readArtifactId } from './artifacts.ts'
import { badSubtitleText } from './bad-subtitles.ts'
import { HTML_PAGE } from './fault-answers.ts'
import type { Faults } from './faults.ts'
import { contentTypeOf, type MediaSet } from './media-set.ts'
import type { RecordingSource } from './recording-source.ts'
import { send } from './send.ts'
import { sendFile } from './send-file.ts'
import type { TokenReading } from './tokens.ts'

export interface DownloadParts {
  source: () => RecordingSource
  media: MediaSet
  faults: Faults
  resourcesDir: string
  readToken: (token: string) => TokenReading
}

const RANDOM_BYTES = 256 * 1024

/** GET or HEAD /download/recording/{token}: the file, a redirect to where it is, or an error in plain text. */
export async function sendDownload(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  { source, media, faults, readToken }: DownloadParts,
): Promise<void> {
  const reading = readToken(token)
  if (!reading.ok) return send(response, reading.status, 'text/plain', reading.message)
  const rank = source().rankOf(reading.recordId)
  const item = rank === null ? undefined : media.get(source().at(rank).mediaId)
  if (item === undefined) return send(response, 404, 'text/plain', 'file not found')
  if (faults.redirectDownloadsTo !== null) {
    const location = `${faults.redirectDownloadsTo}/${item.file}?signature=presigned`
    response.writeHead(307, { Location: location, 'Content-Length': 0 }).end()
    return
  }
  if (faults.notAVideo === 'html') return send(response, 200, 'text/html; charset=utf-8', HTML_PAGE)
  if (faults.notAVideo === 'random') return send(response, 200, item.contentType, randomBytes(RANDOM_BYTES))
  response.setHeader('Content-Disposition', `attachment; filename="${item.file}"`)
  await sendFile(request, response, item.path, faults)
}

/** GET or HEAD /download/artifact/{token}. */
export async function sendArtifact(
  response: ServerResponse,
  token: string,
  { source, media, resourcesDir, readToken }: DownloadParts,
): Promise<void> {
  const reading = readToken(token)
  if (!reading.ok) return send(response, reading.status, 'text/plain', reading.message)
  const asked = readArtifactId(reading.recordId)
  const [rank] = asked === null ? [] : source().ranksOfSession(asked.roomSid)
  const recording = rank === undefined ? null : source().at(rank)
  if (asked === null || recording === null) return send(response, 404, 'text/plain', 'file not found')
  const file = await artifactFile(recording, asked.type, media.get(recording.mediaId), resourcesDir)
  if (file === null) return send(response, 404, 'text/plain', 'file not found')
  return send(response, 200, file.type, file.text)
}

/** GET or HEAD /subtitles/{file}: only files that the media set names. */
export async function sendSubtitles(
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
  { media, faults, resourcesDir }: DownloadParts,
): Promise<void> {
  const known = [...media.values()].some(({ subtitles }) => subtitles.some((track) => track.file === file))
  if (!known || faults.badSubtitles === 'missing') return send(response, 404, 'text/plain', 'not found')
  const text = faults.badSubtitles === null ? null : badSubtitleText(faults.badSubtitles)
  if (text !== null) return send(response, 200, contentTypeOf(file), text)
  await sendFile(request, response, `${resourcesDir}/${file}`, faults)
}
