/** The list with one of its members right before or after another one. */
export function movedBeside(ids: readonly string[], id: string, target: string, side: 'before' | 'after'): string[] {
  const rest = ids.filter((each) => each !== id)
  const at = rest.indexOf(target)
  if (at === -1 || rest.length === ids.length) return [...ids]
  const to = side === 'before' ? at : at + 1
  return [...rest.slice(0, to), id, ...rest.slice(to)]
}

/** The list with one of its members a place further up (-1) or down (1); unchanged at its ends. */
export function movedBy(ids: readonly string[], id: string, step: 1 | -1): string[] {
  const beside = ids[ids.indexOf(id) + step]
  if (!ids.includes(id) || beside === undefined) return [...ids]
  return movedBeside(ids, id, beside, step === 1 ? 'after' : 'before')
}

/** The members in an order that may know fewer or more of them; unknown ones come last, as they were. */
export function inOrder<T extends { id: string }>(members: readonly T[], order: readonly string[] | null): T[] {
  if (order === null) return [...members]
  const places = new Map(order.map((id, place) => [id, place]))
  const place = (member: T): number => places.get(member.id) ?? order.length
  return members.toSorted((one, other) => place(one) - place(other))
}

export const sameOrder = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, at) => id === other[at])
