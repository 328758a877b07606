/** `only`: this one alone; `toggle`: this one too, or no longer; `range`: all from the last one chosen to this one. */
export type SelectHow = 'only' | 'toggle' | 'range'

/** What is selected, and from where a range goes. */
export interface Selection {
  selected: ReadonlySet<string>
  /** The recording that was chosen last other than by a range. */
  anchor: string | null
  /** What was selected when it was: a range adds to this, so that it can shrink again. */
  base: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()
export const NO_SELECTION: Selection = { selected: NONE, anchor: null, base: NONE }

/** The selection after a recording was chosen in a list of these IDs, in their order. */
export function selectedAfter(before: Selection, ids: readonly string[], recordId: string, how: SelectHow): Selection {
  switch (how) {
    case 'only':
      return chosen(new Set([recordId]), recordId)
    case 'toggle': {
      const selected = new Set(before.selected)
      if (!selected.delete(recordId)) selected.add(recordId)
      return chosen(selected, recordId)
    }
    case 'range': {
      const from = before.anchor === null ? -1 : ids.indexOf(before.anchor)
      const to = ids.indexOf(recordId)
      // The last one chosen is on another page: the range begins here.
      if (from === -1 || to === -1) return chosen(new Set([...before.selected, recordId]), recordId)
      const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1)
      return { ...before, selected: new Set([...before.base, ...range]) }
    }
  }
}

const chosen = (selected: ReadonlySet<string>, anchor: string): Selection => ({ selected, anchor, base: selected })
