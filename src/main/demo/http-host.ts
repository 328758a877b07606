import { createServer, type RequestListener } from 'node:http'

export interface HttpHost {
  /** Without a slash at its end. */
  url: string
  /** Stops listening and ends every open connection. */
  close(): Promise<void>
}

/** Listens on 127.0.0.1; port 0 takes a free one. Rejects with the system's error when the port is taken. */
export function startHttpHost(port: number, listener: RequestListener): Promise<HttpHost> {
  const server = createServer(listener)
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      const boundPort = typeof address === 'object' && address !== null ? address.port : port
      resolve({ url: `http://127.0.0.1:${boundPort}`, close })
    })
  })
}
