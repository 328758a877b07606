import type { FileFacts } from '../../shared/media.ts'

/** What the thread that looks into a file says. */
export type FromProbe =
  | { kind: 'read'; id: number; position: number; length: number }
  /** It is a media file. Its duration is still to be counted where `facts` has none; then comes `done`. */
  | { kind: 'opened'; facts: FileFacts }
  | { kind: 'done'; facts: FileFacts }
  | { kind: 'not-media'; why: string }

/** And what it hears: all of what it wanted to read. */
export interface ToProbe {
  id: number
  bytes: Uint8Array
}

/** What it is started with. */
export interface ProbeStart {
  /** The file's size, in bytes. */
  total: number
}
