import { describe, expect, it } from 'vitest'
import { httpFailure } from '../../../../src/main/plugnmeet/http-failure.ts'
import { AppFailure, type ErrorCode } from '../../../../src/shared/app-error.ts'

const url = new URL('https://meet.example.org:8443/pnm')
const failed = (code: unknown) => httpFailure(Object.assign(new Error('secret words of Node'), { code }), url)

describe('a failure of the network', () => {
  it.each<[string, ErrorCode]>([
    ['ENOTFOUND', 'unknown-host'],
    ['EAI_AGAIN', 'unknown-host'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ESOMETHINGNEW', 'unreachable'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'unreachable'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['EPROTONOSUPPORT', 'unreachable'],
    ['HPE_INVALID_CONSTANT', 'wrong-url'],
    ['ERR_INVALID_CHAR', 'invalid-input'],
    ['ERR_UNESCAPED_CHARACTERS', 'invalid-input'],
  ])('%s is %s', (code, kind) => {
    expect(failed(code).error).toMatchObject({ code: kind, host: 'meet.example.org:8443', raw: code })
  })

  it('is a timeout when the system gave up waiting', () => {
    expect(failed('ETIMEDOUT').error).toMatchObject({ code: 'timeout', host: 'meet.example.org:8443' })
  })

  it('keeps its cause for the log, and Node’s words out of the message', () => {
    const cause = new Error('secret words of Node')
    const failure = httpFailure(cause, url)
    expect(failure.cause).toBe(cause)
    expect(failure.message).not.toContain('secret')
  })

  it('may be anything that is thrown', () => {
    for (const cause of [undefined, null, 'text', 7, {}, { code: 7 }])
      expect(httpFailure(cause, url).error).toMatchObject({ code: 'unreachable', raw: null })
  })

  it('stays what it is when it is typed already', () => {
    const failure = new AppFailure('aborted', 'given up')
    expect(httpFailure(failure, url)).toBe(failure)
  })
})
