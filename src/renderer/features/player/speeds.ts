/** The playback rates of the menu, slowest first. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4]

/** The next rate in a direction, or the same at the end of the list; a rate between two steps goes to its neighbour. */
export function nextSpeed(current: number, direction: 1 | -1): number {
  const next = direction === 1 ? SPEEDS.find((speed) => speed > current) : SPEEDS.findLast((speed) => speed < current)
  return next ?? current
}
