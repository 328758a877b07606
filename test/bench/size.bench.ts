/** How much JavaScript the window loads before the player's own chunk: `npm run bench`. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const RENDERER = fileURLToPath(new URL('../../out/renderer', import.meta.url))

const MOST_KB = 180

/** A chunk and everything that it imports statically; what it imports later does not count. */
function chunksFrom(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const code = readFileSync(file, 'utf8')
  for (const [, path = ''] of code.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[^'"();]*?from)?\s*["'](\.[^"']+\.js)["']/g,
  )) {
    chunksFrom(join(dirname(file), path), seen)
  }
  return seen
}

const html = readFileSync(join(RENDERER, 'index.html'), 'utf8')
const entries = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map(([, path = '']) => join(RENDERER, path))
const chunks = new Set(entries.flatMap((entry) => [...chunksFrom(entry)]))
const bytes = [...chunks].reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)
console.log(
  JSON.stringify({
    name: 'renderer JavaScript at start',
    files: chunks.size,
    gzipKB: Number((bytes / 1000).toFixed(1)),
    wanted: `≤ ${MOST_KB}`,
  }),
)
process.exitCode = bytes <= MOST_KB * 1000 ? 0 : 1
