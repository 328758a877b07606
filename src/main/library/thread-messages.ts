import type { ThreadAnswer } from '../thread-client.ts'

/** What the window's process says to the libraries' thread. */
export type ToThread =
  | { kind: 'work'; id: number; file: string; name: string; input: unknown[] }
  | { kind: 'close'; id: number; file: string }

/** What the thread says by itself. */
export type ThreadNews =
  /** More recordings can be found by their words than before. */
  | { kind: 'indexed'; file: string }
  /** The file was looked through after an unclean end, and is not whole. */
  | { kind: 'damaged'; file: string }

/** And what the window's process hears. */
export type FromThread = ThreadAnswer | ThreadNews
