/** Room that a download has been given, and has not taken yet. */
export interface Reservation {
  /** So many of the bytes that were asked for are on disk now. */
  used(bytes: number): void
  /** The download has ended: what it has not taken is free again. May be called more than once. */
  release(): void
}

/** Adds up what was promised, so that no two downloads count on the same bytes. */
export class Reservations {
  readonly #outstanding = new Map<Reservation, number>()

  /** Bytes that are promised and not on disk yet. */
  get bytes(): number {
    return [...this.#outstanding.values()].reduce((sum, bytes) => sum + bytes, 0)
  }

  /** `onUsed` hears that files have grown. */
  add(bytes: number, onUsed: () => void): Reservation {
    const reservation: Reservation = {
      used: (used) => {
        // Late news of one that was released is of no more interest.
        if (!this.#outstanding.has(reservation)) return
        // A file may become larger than its server had said.
        this.#outstanding.set(reservation, Math.max(0, bytes - used))
        onUsed()
      },
      release: () => {
        this.#outstanding.delete(reservation)
        onUsed()
      },
    }
    this.#outstanding.set(reservation, bytes)
    return reservation
  }
}
