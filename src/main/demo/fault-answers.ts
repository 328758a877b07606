import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultAnswer } from './faults.ts'
import { send, sendJson } from './send.ts'

const HUGE_BYTES = 10_000_000

/** A page such as a proxy or a wrong address answers. */
export const HTML_PAGE =
  '<!doctype html><html><head><title>Welcome</title></head><body><h1>It works</h1></body></html>\n'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

const text =
  (status: number, body: string): Answer =>
  (response) =>
    send(response, status, 'text/plain', body)
const refuse =
  (status: number, statusCode: string, msg: string): Answer =>
  (response) =>
    sendJson(response, status, { status: false, status_code: statusCode, msg })
const json =
  (body: () => string): Answer =>
  (response) =>
    send(response, 200, 'application/json', body())

const ANSWERS: Record<FaultAnswer, Answer> = {
  '500': text(500, 'Internal Server Error'),
  '503': text(503, 'Service Unavailable'),
  '500-json': refuse(500, 'INTERNAL_SERVER_ERROR', 'database is gone'),
  '503-json': refuse(503, 'INTERNAL_SERVER_ERROR', 'server is starting'),
  'bad-key': refuse(401, 'INVALID_API_KEY', 'invalid API key'),
  'bad-signature': refuse(401, 'INVALID_TOKEN_OR_SIGNATURE', 'can not verify provided information'),
  html: (response) => send(response, 200, 'text/html; charset=utf-8', HTML_PAGE),
  'truncated-json': json(() => '{"status":true,"status_code":"SUCCESS","msg":"succ'),
  // Valid, and would pass for an answer.
  'huge-json': json(
    () => `{"status":true,"status_code":"SUCCESS","msg":"success","filler":"${'x'.repeat(HUGE_BYTES)}"}`,
  ),
  hang: () => {},
  reset: (_, request) => request.socket.resetAndDestroy(),
}

/** Answers a request wrongly, in the way that was asked for. */
export const sendFault = (answer: FaultAnswer, request: IncomingMessage, response: ServerResponse): void =>
  ANSWERS[answer](response, request)
