import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DemoServer, type DemoServerOptions, startDemoServer } from '../../../../src/main/demo/demo-server.ts'
import { signatureOf } from '../../../../src/main/demo/tokens.ts'

const MEDIA_IDS = ['board', 'lake', 'audio', 'airway', 'council', 'poll', 'terminal']
/** Not a multiple of any chunk, and 1.23 MB in the server's words. */
export const FILE_BYTES = 1_234_567
export const FILE = Buffer.from(Uint8Array.from({ length: FILE_BYTES }, (_, at) => (at * 31) % 251))
export const SUBTITLES = 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ines>Hello\n'

/** A folder such as resources/demo, with small files. */
export async function makeResources(): Promise<string> {
  const directory = join(await mkdtemp(join(tmpdir(), 'demo-server-')), 'demo')
  await mkdir(directory)
  const media = MEDIA_IDS.map((id) => ({
    id,
    file: `${id}.mp4`,
    subtitles: [{ language: 'en', label: 'English', file: `${id}.en.vtt` }],
  }))
  await writeFile(join(directory, 'index.json'), JSON.stringify({ media }))
  for (const { file, subtitles } of media) {
    await writeFile(join(directory, file), FILE)
    for (const track of subtitles) await writeFile(join(directory, track.file), SUBTITLES)
  }
  return directory
}

export const removeResources = (directory: string): Promise<void> =>
  rm(join(directory, '..'), { recursive: true, force: true })

/** What a call answered. */
export interface Called {
  status: number
  json: Record<string, unknown> & { result: PageResult; token: string; room_info: Record<string, unknown> }
}

export interface PageResult {
  total_recordings: unknown
  total_rooms: unknown
  from: unknown
  limit: unknown
  order_by: unknown
  recordings_list: WireItem[]
  rooms_list: Record<string, unknown>[]
}

export interface WireItem {
  record_id: string
  room_id: string
  room_sid: string
  file_path: string
  file_size: unknown
  creation_time: unknown
  metadata?: {
    title: string
    subtitles: Record<string, { label: string; url: string }>
    extra_data: Record<string, string>
  }
}

/** A running server and the ways in which tests talk to it. */
export async function startForTest(resourcesDir: string, options: Partial<DemoServerOptions> = {}) {
  const server = await startDemoServer({ resourcesDir, ...options })
  return { server, ...talkTo(server) }
}

export function talkTo(server: DemoServer) {
  const post = (path: string, body: string, headers: Record<string, string>) =>
    fetch(server.url + path, { method: 'POST', body, headers })
  const signed = (body: string) => ({
    'API-KEY': server.apiKey,
    'HASH-SIGNATURE': signatureOf(Buffer.from(body), server.apiSecret),
  })
  const call = async (path: string, fields: object = {}): Promise<Called> => {
    const body = JSON.stringify(fields)
    const response = await post(path, body, signed(body))
    return { status: response.status, json: (await response.json()) as Called['json'] }
  }
  const page = async (fields: object = {}): Promise<PageResult> =>
    (await call('/auth/recording/fetch', fields)).json.result
  const newest = async (): Promise<WireItem> => {
    const [first] = (await page({ limit: 1 })).recordings_list
    if (first === undefined) throw new Error('the server lists nothing')
    return first
  }
  const downloadUrl = async (): Promise<string> => {
    const { json } = await call('/auth/recording/getDownloadToken', { record_id: (await newest()).record_id })
    return `${server.url}/download/recording/${json.token}`
  }
  return { post, signed, call, page, newest, downloadUrl }
}
