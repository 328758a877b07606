/** Where something goes in the queue: before this one, or (null) to its end. */
export interface Place {
  before: string | null
}

/** Where a row goes that was dropped on the upper or lower half of another; null: it stays where it is. */
export function droppedPlace(
  ids: readonly string[],
  id: string,
  target: string,
  side: 'before' | 'after',
): Place | null {
  const at = ids.indexOf(target)
  if (at === -1 || id === target) return null
  const before = side === 'before' ? target : (ids[at + 1] ?? null)
  return placeUnlessThere(ids, id, before)
}

/** Where a row goes that moves a step up (-1) or down (1); null: there is nothing beyond. */
export function steppedPlace(ids: readonly string[], id: string, step: 1 | -1): Place | null {
  const at = ids.indexOf(id)
  const to = at + step
  if (at === -1 || to < 0 || to >= ids.length) return null
  return { before: step === -1 ? (ids[to] ?? null) : (ids[to + 1] ?? null) }
}

/** Where a row goes that is to be the next one; null: it is the first. */
export function frontPlace(ids: readonly string[], id: string): Place | null {
  const [first] = ids
  return first === undefined || first === id ? null : { before: first }
}

function placeUnlessThere(ids: readonly string[], id: string, before: string | null): Place | null {
  const next = ids[ids.indexOf(id) + 1] ?? null
  return before === id || before === next ? null : { before }
}
