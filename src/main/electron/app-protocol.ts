import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { APP_HOST } from './guards.ts'

/** The built app's policy: everything from the app's own origin, nothing inline, nothing else. */
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "object-src 'none'",
].join('; ')

/** The dev server's nonce (electron.vite.config.ts) and socket are the only additions while developing. */
export const devCsp = (devServer: string): string =>
  CSP.replace("script-src 'self'", "script-src 'self' 'nonce-roomreel-dev'")
    .replace("style-src 'self'", "style-src 'self' 'nonce-roomreel-dev'")
    .replace("connect-src 'self'", `connect-src 'self' ${devServer.replace(/^http/, 'ws')}`)

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface AppProtocolParts {
  /** Folder with the built index.html and assets/. */
  rendererDirectory: string
  /** Vite's address while developing, else null. */
  devServer: string | null
  /** For the dev server only. */
  fetch: (url: string, init: { headers: Headers }) => Promise<Response>
  media: (profileId: string, recordId: string, request: Request) => Promise<Response>
  cues: (profileId: string, recordId: string, trackId: string) => Promise<Response>
  posters: (profileId: string, recordId: string) => Promise<Response>
}

/** Answers every request on the app's origin: /media/…, /posters/…, /cues/…, and the renderer's files. */
export function createAppProtocol(parts: AppProtocolParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    if (url.host !== APP_HOST) return plain(404, 'not found')
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'only GET and HEAD')
    const segments = decodePath(url.pathname)
    if (segments === null) return plain(400, 'bad path')
    const [room, profileId, recordId, trackId] = segments
    if (room === 'media' && profileId && recordId && segments.length === 3) {
      return parts.media(profileId, recordId, request)
    }
    if (room === 'posters' && profileId && recordId && segments.length === 3) return parts.posters(profileId, recordId)
    if (room === 'cues' && profileId && recordId && trackId && segments.length === 4) {
      return parts.cues(profileId, recordId, trackId)
    }
    if (parts.devServer !== null) return fromDevServer(parts, parts.devServer, url, request)
    return rendererFile(parts.rendererDirectory, segments)
  }
}

/** The path's decoded segments, or null when it cannot be decoded. */
function decodePath(pathname: string): string[] | null {
  try {
    return pathname.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return null
  }
}

/** Only the names that the build makes: index.html and assets/<name>; nothing that could leave the folder. */
async function rendererFile(directory: string, segments: string[]): Promise<Response> {
  const [first = '', second] = segments
  const asked = segments.length === 1 && first === '' ? ['index.html'] : segments
  const known = asked.length === 1 ? first === '' || first === 'index.html' : asked.length === 2 && first === 'assets'
  const name = asked.at(-1) ?? ''
  if (!known || (second !== undefined && !/^[\w-][\w.-]*$/.test(name))) return plain(404, 'not found')
  const type = TYPES[extname(name)]
  if (type === undefined) return plain(404, 'not found')
  try {
    const body = await readFile(join(directory, ...asked))
    return new Response(body, { headers: headersFor(type, CSP) })
  } catch {
    return plain(404, 'not found')
  }
}

async function fromDevServer(parts: AppProtocolParts, server: string, url: URL, request: Request): Promise<Response> {
  const answer = await parts.fetch(new URL(url.pathname + url.search, server).href, { headers: request.headers })
  const headers = new Headers(answer.headers)
  if (headers.get('content-type')?.startsWith('text/html')) headers.set('content-security-policy', devCsp(server))
  return new Response(answer.body, { status: answer.status, headers })
}

const headersFor = (type: string, csp: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': csp,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
})

const plain = (status: number, text: string): Response =>
  new Response(text, { status, headers: headersFor('text/plain; charset=utf-8', CSP) })
