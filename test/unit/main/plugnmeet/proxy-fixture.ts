import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { testCertificates } from '../../../fixtures/tls/make-certificates.ts'

export interface TestProxy {
  url: URL
  /** First lines of the requests that it was asked ("CONNECT host:port", "POST http://host/path"). */
  asked: string[]
  /** Every byte that came to it, as text: what somebody who looks into the proxy sees. */
  seen(): string
}

export interface ProxyOptions {
  tls?: boolean
  /** Answers every request with this instead of passing it on. */
  refusal?: number
}

/** An HTTP proxy on 127.0.0.1 until the test ends. */
export async function startProxy({ tls = false, refusal }: ProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = []
  const bytes: Buffer[] = []
  const server = tls ? createTlsServer((await testCertificates()).good) : createServer()
  server.on('request', (request: IncomingMessage, response) => {
    asked.push(`${request.method} ${request.url}`)
    bytes.push(Buffer.from(request.rawHeaders.join('\n')))
    if (refusal !== undefined) return response.writeHead(refusal).end('the proxy says no')
    const { method, headers } = request
    const onward = httpRequest(request.url ?? '', { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    return request.pipe(onward)
  })
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    asked.push(`${request.method} ${request.url}`)
    bytes.push(Buffer.from(request.rawHeaders.join('\n')), head)
    client.on('error', () => {})
    if (refusal !== undefined) return client.end(`HTTP/1.1 ${refusal} No\r\n\r\n`)
    const [host, port] = (request.url ?? '').split(':')
    const target = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      join(client, target, bytes)
    })
    return target.on('error', () => client.destroy())
  })
  const port = await listen(server)
  return { url: new URL(`http${tls ? 's' : ''}://127.0.0.1:${port}`), asked, seen: () => textOf(bytes) }
}

/** A SOCKS5 proxy on 127.0.0.1 until the test ends; `outcome` 0 passes on, `method` 0 asks for no sign-in. */
export async function startSocks({ outcome = 0, method = 0 } = {}): Promise<TestProxy> {
  const asked: string[] = []
  const bytes: Buffer[] = []
  const server = createTcpServer((client) => {
    client.on('error', () => {})
    client.once('data', () => {
      client.write(Buffer.from([5, method]))
      client.once('data', (question: Buffer) => {
        const end = 5 + (question[4] ?? 0)
        const host = question.subarray(5, end).toString()
        const port = question.readUInt16BE(end)
        asked.push(`${host}:${port}`)
        // The address in the answer is a name here, which is the longest way to write it.
        const answer = Buffer.from([5, outcome, 0, 3, 4, ...Buffer.from('here'), 0, 80])
        if (outcome !== 0) return client.end(answer)
        const target = connect(port, host, () => {
          client.write(answer)
          join(client, target, bytes)
        })
        return target.on('error', () => client.destroy())
      })
    })
  })
  const port = await listen(server)
  return { url: new URL(`socks5://127.0.0.1:${port}`), asked, seen: () => textOf(bytes) }
}

function join(client: Socket, target: Socket, bytes: Buffer[]): void {
  client.on('data', (chunk: Buffer) => void bytes.push(chunk))
  client.pipe(target).pipe(client)
  client.on('close', () => target.destroy())
  target.on('close', () => client.destroy())
}

const textOf = (bytes: Buffer[]): string => Buffer.concat(bytes).toString('latin1')

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((closed) => server.close(closed))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
