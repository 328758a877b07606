import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { type AppError, AppFailure } from '../../../../src/shared/app-error.ts'
import { type TestCertificates, testCertificates } from '../../../fixtures/tls/make-certificates.ts'

export type CertificateName = Exclude<keyof TestCertificates, 'authority'>

/** What an AppFailure says; anything else that is thrown, and nothing thrown, fails the test. */
export async function failureOf(work: () => unknown): Promise<AppError> {
  try {
    await work()
  } catch (cause) {
    if (cause instanceof AppFailure) return cause.error
    throw cause
  }
  throw new Error('nothing failed')
}

export interface Asked {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
}

export interface TestHost {
  /** Base URL, without a slash at its end. */
  url: string
  host: string
  port: number
  /** Whole requests, oldest first. */
  asked: Asked[]
  /** How many connections were opened to it. */
  connections(): number
  /** Frees its port before the test ends. */
  stop(): Promise<void>
}

export type Reply = (asked: Asked, response: ServerResponse) => void

export interface HostOptions {
  /** With encryption: by a certificate that `trusted()` vouches for, or by another one of the tests'. */
  tls?: boolean | CertificateName
  /** 0 = any that is free. */
  port?: number
}

/** A host on 127.0.0.1 until the test ends. */
export async function startHost(reply: Reply, { tls = false, port: wanted = 0 }: HostOptions = {}): Promise<TestHost> {
  const asked: Asked[] = []
  let connections = 0
  const listener: RequestListener = async (request, response) => {
    const { method = '', url = '', headers } = request
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    asked.push({ method, url, headers, body })
    reply({ method, url, headers, body }, response)
  }
  const certificates = await testCertificates()
  const server =
    tls === false ? createServer(listener) : createTlsServer(certificates[tls === true ? 'good' : tls], listener)
  server.on('connection', () => {
    connections += 1
  })
  const stop = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done))
    server.closeAllConnections()
    await closed
  }
  onTestFinished(stop)
  const port = await listen(server, wanted)
  const host = `127.0.0.1:${port}`
  return {
    url: `${tls === false ? 'http' : 'https'}://${host}`,
    host,
    port,
    asked,
    connections: () => connections,
    stop,
  }
}

/** A port on 127.0.0.1 that takes connections and leaves it to the test what to do with them. */
export async function startTcp(connected: (socket: Socket) => void = () => {}): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    connected(socket)
  })
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((closed) => server.close(closed))
  })
  return `127.0.0.1:${await listen(server)}`
}

/** A port on 127.0.0.1 where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer()
  const port = await listen(server)
  await new Promise((closed) => server.close(closed))
  return port
}

/** The authority to trust for hosts with `tls: true`. */
export const trusted = async (): Promise<string[]> => [(await testCertificates()).authority]

async function listen(server: ReturnType<typeof createTcpServer>, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
