/** A whole number as it was typed, within bounds; null: it is none. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  const typed = text.trim()
  const value = Number(typed)
  return typed !== '' && Number.isInteger(value) && value >= least && value <= most ? value : null
}

/** A number with a point or a comma, above 0 and at most so large; null: it is none. */
export function positiveNumber(text: string, most: number): number | null {
  const value = Number(text.trim().replace(',', '.'))
  return Number.isFinite(value) && value > 0 && value <= most ? value : null
}
