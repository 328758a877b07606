import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'

const SEARCH_PATH = `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin`
const env = { ...process.env, PATH: SEARCH_PATH }

export const nginxIsInstalled = (): boolean => spawnSync('nginx', ['-v'], { env }).error === undefined

/** Debian's settings for static files (sendfile, tcp_nopush, one worker per core), everything inside one directory. */
const config = (directory: string, port: number, more: string): string => `
daemon off;
worker_processes auto;
pid ${directory}/nginx.pid;
error_log ${directory}/error.log;
events { worker_connections 768; }
http {
  sendfile on;
  tcp_nopush on;
  access_log off;
  default_type video/mp4;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  server { listen 127.0.0.1:${port}; root ${directory}; ${more} }
}
`

/** Serves the directory's files on loopback until the process is killed; `more` are directives of the server block. */
export async function startNginx(directory: string, more = ''): Promise<{ process: ChildProcess; port: number }> {
  const port = await freePort()
  const file = join(directory, 'nginx.conf')
  await writeFile(file, `${process.getuid?.() === 0 ? 'user root;' : ''}${config(directory, port, more)}`)
  const child = spawn('nginx', ['-p', directory, '-e', join(directory, 'error.log'), '-c', file], {
    env,
    stdio: 'inherit',
  })
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
  }
  return { process: child, port }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => setTimeout(resolve, 10, false))
    socket.once('close', () => socket.destroy())
    socket.unref()
    socket.once('connect', () => socket.destroy())
  })
}
