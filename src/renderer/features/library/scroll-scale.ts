/** What browsers lay out without losing pixels: Chromium ends at 33 554 432 px. */
export const MOST_PX = 15_000_000
/** At both ends of a list that is taller, a pixel of the scroll bar is a pixel of the list. */
const TRUE_PX = 200_000
/** A scroll by less is the wheel's or a key's: it moves the rows by as much. By more: somebody drags the bar. */
const JUMP_PX = 4000

/**
 * Where a list of any height is, seen through an element of a limited one. Within `MOST_PX` the two are the same.
 * Beyond, the scroll bar stands for the whole list, and the rows still move with the wheel pixel by pixel.
 */
export class ScrollScale {
  /** How high the element is for a list of this height; px. */
  static scrollHeight(height: number): number {
    return Math.min(height, MOST_PX)
  }

  #height = 0
  #view = 0
  #offset = 0
  #scrollTop = 0

  /** The heights of the whole list and of what is seen of it at once; px. */
  resize(height: number, view: number): void {
    this.#height = height
    this.#view = view
  }

  /** Px of the whole list above what is in sight. */
  get offset(): number {
    return this.#offset
  }

  /** A row that begins at `start` in the list stands at `start - base` in the element. */
  get base(): number {
    return this.#offset - this.#scrollTop
  }

  /** The element has been scrolled to `scrollTop`: the list is there then. */
  scrolled(scrollTop: number): void {
    const by = scrollTop - this.#scrollTop
    const jumped = Math.abs(by) > Math.max(JUMP_PX, 2 * this.#view)
    this.#offset = jumped ? this.#offsetAt(scrollTop) : this.#within(this.#offset + by)
    this.#scrollTop = scrollTop
  }

  /** Goes to a place in the list; answers where the element is to be scrolled to. */
  moveTo(offset: number): number {
    this.#offset = this.#within(offset)
    this.#scrollTop = Math.round(this.#scrollTopAt(this.#offset))
    return this.#scrollTop
  }

  /** The element is not where the bar should be for this place in the list: moved pixel by pixel, it strays. */
  get astray(): boolean {
    return Math.abs(this.#scrollTopAt(this.#offset) - this.#scrollTop) > 1
  }

  /** It has strayed as far as it goes: the list goes on where the element ends. */
  get stuck(): boolean {
    const most = this.#scrollHeight - this.#view
    return this.astray && (this.#scrollTop <= 0 || this.#scrollTop >= most - 1)
  }

  get #scrollHeight(): number {
    return ScrollScale.scrollHeight(this.#height)
  }

  #within(offset: number): number {
    return Math.max(0, Math.min(offset, this.#height - this.#view))
  }

  /** Px of the list for a px of the scroll bar, between its two ends. */
  #ratio(): number {
    return (this.#height - this.#view - 2 * TRUE_PX) / (this.#scrollHeight - this.#view - 2 * TRUE_PX)
  }

  #offsetAt(scrollTop: number): number {
    const most = this.#scrollHeight - this.#view
    if (this.#height <= MOST_PX || scrollTop <= TRUE_PX) return this.#within(scrollTop)
    if (scrollTop >= most - TRUE_PX) return this.#within(this.#height - this.#view - (most - scrollTop))
    return TRUE_PX + (scrollTop - TRUE_PX) * this.#ratio()
  }

  #scrollTopAt(offset: number): number {
    const most = this.#height - this.#view
    if (this.#height <= MOST_PX || offset <= TRUE_PX) return offset
    if (offset >= most - TRUE_PX) return this.#scrollHeight - this.#view - (most - offset)
    return TRUE_PX + (offset - TRUE_PX) / this.#ratio()
  }
}
