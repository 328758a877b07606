import type { IncomingHttpHeaders } from 'node:http'
import { basename, join } from 'node:path'
import { startHttpHost } from './http-host.ts'
import { sendFile, type TransferFaults } from './send-file.ts'

/** Another host with the same files, as object storage behind a presigned URL: what Faults.redirectDownloadsTo takes. */
export interface SecondHost {
  url: string
  /** What it was asked, oldest first. */
  requests: { method: string; url: string; headers: IncomingHttpHeaders }[]
  faults: TransferFaults
  close(): Promise<void>
}

export async function startSecondHost(resourcesDir: string, port = 0): Promise<SecondHost> {
  const requests: SecondHost['requests'] = []
  const faults: TransferFaults = {
    bytesPerSecond: null,
    honourRange: true,
    cutDownloadAfterBytes: null,
    missingContentLength: false,
    wrongContentLength: null,
  }
  const host = await startHttpHost(port, (request, response) => {
    const url = request.url ?? '/'
    requests.push({ method: request.method ?? '', url, headers: request.headers })
    const file = basename(new URL(url, 'http://host').pathname)
    void sendFile(request, response, join(resourcesDir, file), faults)
  })
  return { ...host, requests, faults }
}
