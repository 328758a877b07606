/** What is said before the app quits, and what its two buttons are called. */
export interface QuitWords {
  message: string
  detail: string
  quit: string
  stay: string
}

export type ProgressMode = 'normal' | 'paused' | 'error'

/** The desktop around the app, as far as downloads use it. */
export interface Desktop {
  /** On the app's icon, 0 to 1; null: none. Only Windows shows the mode. */
  progress(share: number | null, mode: ProgressMode): void
  /** Does nothing where the system has no notifications. */
  notify(notice: { title: string; body: string }, onClick: () => void): void
  /**
   * Keeps the computer from sleeping while it is on mains power; a computer that does not say counts as being so. Called
   * again and again with true it looks each time: not every system tells when it goes to battery.
   */
  keepAwake(on: boolean): void
  askQuit(words: QuitWords): Promise<'quit' | 'stay'>
  /** `path`: in full. */
  showInFolder(path: string): void
  /** Goes on with a drag that began in the page, now with the file at `path` (in full). Throws when there is no window. */
  startDrag(path: string): void
}
