import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './media-fixture.ts'

/** What a server was asked for. */
export interface Asked {
  /** "bytes=5-" without its unit: "5-"; null: the whole file. */
  range: string | null
  ifRange: string | null
}

export interface FileServerParts {
  bytes: Buffer
  etag?: string | null
  lastModified?: string | null
  /** False: it ignores Range, as plugNmeet's own server does. */
  ranged?: boolean
  /** Does not say how long the file is, and ends the connection at its end. */
  hidesLength?: boolean
  /** Breaks off after so many bytes of each answer; asked anew for each. */
  cutAfter?: (answer: number) => number
  /** A cut waits for this: what was sent has arrived. */
  beforeCut?: () => Promise<void>
  /** Hears of each piece that is on its way; the next one waits for it. */
  onPiece?: () => void | Promise<void>
  /** Sends an answer's bytes in pieces of this size. */
  piece?: number
}

/** Serves one file as nginx does, or with the habits that a test gives it; all of them can be changed at any time. */
export class FileServer {
  readonly asked: Asked[] = []
  /** Bytes that were sent, in all. */
  sent = 0
  parts: Required<FileServerParts>
  #answers = 0

  constructor(parts: FileServerParts) {
    this.parts = {
      etag: '"one"',
      lastModified: null,
      ranged: true,
      hidesLength: false,
      cutAfter: () => Number.POSITIVE_INFINITY,
      beforeCut: async () => {},
      onPiece: () => {},
      piece: 64 * 1024,
      ...parts,
    }
  }

  get answer(): Answer {
    return (request, response) => this.#serve(request, response)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { bytes, hidesLength, ranged } = this.parts
    const range = request.headers.range?.replace('bytes=', '') ?? null
    const ifRange = headerOf(request, 'if-range')
    this.asked.push({ range, ifRange })
    const applies = ranged && range !== null && (ifRange === null || this.#validators.includes(ifRange))
    const [from = 0, to = bytes.length - 1] = applies ? (range ?? '').split('-').flatMap(numbers) : []
    const headers = this.#headers()
    if (applies) headers['content-range'] = `bytes ${from}-${to}/${bytes.length}`
    if (!hidesLength) headers['content-length'] = String(to - from + 1)
    else headers.connection = 'close'
    if (hidesLength) response.useChunkedEncodingByDefault = false
    response.writeHead(applies ? 206 : 200, headers)
    await this.#send(response, bytes.subarray(from, to + 1))
  }

  get #validators(): (string | null)[] {
    return [this.parts.etag, this.parts.lastModified]
  }

  #headers(): Record<string, string> {
    const { etag, lastModified } = this.parts
    return {
      'content-type': 'application/octet-stream',
      ...(etag === null ? {} : { etag }),
      ...(lastModified === null ? {} : { 'last-modified': lastModified }),
    }
  }

  async #send(response: ServerResponse, bytes: Buffer): Promise<void> {
    const { cutAfter, piece } = this.parts
    const most = cutAfter(this.#answers++)
    const end = Math.min(bytes.length, most)
    const gone = new Promise<void>((resolve) => response.once('close', resolve))
    for (let at = 0; at < end; at += piece) {
      const chunk = bytes.subarray(at, Math.min(at + piece, end))
      await Promise.race([gone, new Promise<void>((resolve) => response.write(chunk, () => resolve()))])
      if (response.destroyed) return
      this.sent += chunk.length
      await this.parts.onPiece()
    }
    if (most >= bytes.length) {
      response.end()
      return
    }
    await this.parts.beforeCut()
    // What was written is on its way before the connection goes.
    response.socket?.destroySoon()
  }
}

const numbers = (text: string): number[] => (text === '' ? [] : [Number(text)])

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name]
  return typeof value === 'string' ? value : null
}
