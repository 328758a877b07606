import type { QuitWords } from './desktop-port.ts'

/** What downloads came to: since they began, until nothing more could run. */
export interface Rest {
  finished: number
  /** Those that need the user. */
  failed: number
  /** Those that wait for room, or for the folder for files. */
  waiting: number
}

/** What the system says when downloads have come to rest; null: nothing that anybody waits to hear. */
export function restWords({ finished, failed, waiting }: Rest): { title: string; body: string } | null {
  const all = finished + failed + waiting
  const body = 'What has come is kept. Downloads says what to do next.'
  if (failed > 0) return { title: `${failed} of ${downloads(all)} ${failed === 1 ? 'needs' : 'need'} help`, body }
  if (waiting > 0)
    return { title: `${waiting} of ${downloads(all)} ${are(waiting)} waiting for room or a folder`, body }
  if (finished === 0) return null
  return {
    title: `${finished} ${finished === 1 ? 'recording' : 'recordings'} ${are(finished)} on this device`,
    body: '',
  }
}

export function quitWords(running: number): QuitWords {
  const [what, go] = running === 1 ? ['it', 'goes'] : ['they', 'go']
  return {
    message: `${downloads(running)} ${are(running)} running`,
    detail: `What has come is kept, and ${what} ${go} on at the next start.`,
    quit: 'Quit',
    stay: 'Keep downloading',
  }
}

const downloads = (count: number): string => `${count} ${count === 1 ? 'download' : 'downloads'}`
const are = (count: number): string => (count === 1 ? 'is' : 'are')
