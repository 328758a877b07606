import { PlugNmeetClient } from '../../../src/main/plugnmeet/client.ts'
import type { HttpClient } from '../../../src/main/plugnmeet/http.ts'
import type { OneFileServer } from './one-file-server.ts'

/** The server's client, and its newest recording. */
export async function newestRecording(
  http: HttpClient,
  { url, apiKey, apiSecret }: OneFileServer,
): Promise<{ client: PlugNmeetClient; recordId: string }> {
  const access = { apiKey, secret: apiSecret, signIn: 'secret' } as const
  const client = new PlugNmeetClient({ http, baseUrl: new URL(url), access })
  const { recordings } = await client.fetchRecordings({
    roomIds: [],
    roomSid: null,
    order: 'newest',
    from: 0,
    limit: 1,
  })
  const [newest] = recordings
  if (newest === undefined) throw new Error('the server has no recordings')
  return { client, recordId: newest.recordId }
}
