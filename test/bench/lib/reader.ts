import { connect } from 'node:net'

/**
 * A process of its own that reads ranges from an HTTP server over raw sockets and throws the bytes away, so that the
 * measuring costs little: `reader.ts PORT PATH START,END …`, one reader for each `READERS` share of the ranges.
 * Prints the seconds it took.
 */
const [, , port = '', path = '', readers = '1', ...ranges] = process.argv
const HEAD_END = '\r\n\r\n'

const begun = process.hrtime.bigint()
const left = [...ranges]
await Promise.all(Array.from({ length: Number(readers) }, readAll))
process.stdout.write(String(Number(process.hrtime.bigint() - begun) / 1e9))

/** One connection that asks for range after range until none is left. */
function readAll(): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = ''
    let missing = 0
    const ask = (): void => {
      const range = left.pop()
      if (range === undefined) {
        socket.destroy()
        resolve()
        return
      }
      head = ''
      missing = -1
      const wanted = range === 'whole' ? '' : `Range: bytes=${range}\r\n`
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${wanted}\r\n`)
    }
    const take = (length: number, buffer: Uint8Array): boolean => {
      let body = length
      if (missing < 0) {
        head += Buffer.from(buffer.buffer, buffer.byteOffset, length).toString('latin1')
        const end = head.indexOf(HEAD_END)
        if (end === -1) return true
        body = head.length - end - HEAD_END.length
        missing = expectedLength(head.slice(0, end))
      }
      missing -= body
      if (missing < 0) reject(new Error('more bytes than announced'))
      if (missing === 0) ask()
      return true
    }
    const socket = connect({
      port: Number(port),
      host: '127.0.0.1',
      onread: { buffer: Buffer.allocUnsafeSlow(512 * 1024), callback: take },
    })
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('end', () => reject(new Error('the server closed the connection')))
  })
}

function expectedLength(head: string): number {
  const length = /^HTTP\/1\.1 20[06][\s\S]*\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`unexpected answer: ${head}`)
  return Number(length)
}
