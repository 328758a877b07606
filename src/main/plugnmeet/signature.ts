import { createHmac } from 'node:crypto'

/** What HASH-SIGNATURE holds: lowercase hex HMAC-SHA256 of the exact bytes of the body (plugNmeet's API docs). */
export const sign = (body: string, apiSecret: string): string =>
  createHmac('sha256', apiSecret).update(body, 'utf8').digest('hex')
