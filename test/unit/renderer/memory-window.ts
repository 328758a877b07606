/** A window's history without a window. */
export class MemoryWindow {
  readonly entries: unknown[] = [null]
  #at = 0
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly history

  constructor() {
    const current = (): unknown => this.entries[this.#at]
    this.history = {
      get state() {
        return current()
      },
      pushState: (state: unknown) => {
        this.entries.length = this.#at + 1
        this.entries.push(state)
        this.#at++
      },
      replaceState: (state: unknown) => {
        this.entries[this.#at] = state
      },
      back: () => {
        if (this.#at === 0) return
        this.#at--
        this.fire('popstate')
      },
    }
  }

  addEventListener(type: 'popstate' | 'pagehide', listener: () => void): void {
    this.#listeners.set(type, (this.#listeners.get(type) ?? new Set()).add(listener))
  }

  fire(type: 'popstate' | 'pagehide'): void {
    for (const listener of this.#listeners.get(type) ?? []) listener()
  }
}
