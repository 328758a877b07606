/** What the window's process says to the libraries' thread. */
export type ToThread =
  | { kind: 'work'; id: number; file: string; name: string; input: unknown[] }
  | { kind: 'close'; id: number; file: string }

/** And what it hears. */
export type FromThread =
  | { kind: 'done'; id: number; answer: unknown }
  | { kind: 'failed'; id: number; code: string; message: string }
  /** More recordings can be found by their words than before. */
  | { kind: 'indexed'; file: string }
  /** The file was looked through after an unclean end, and is not whole. */
  | { kind: 'damaged'; file: string }
