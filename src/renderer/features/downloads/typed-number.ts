/** A whole number as it was typed, within bounds; null: it is none. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  return within(/^\d+$/, text, least, most)
}

/** A number with a point or a comma, within bounds; null: it is none. */
export function decimalNumber(text: string, least: number, most: number): number | null {
  return within(/^\d*[.,]?\d+$/, text, least, most)
}

/** Numbers that nobody types, such as 0x10 and 1e3, are none: they would be a slip. */
function within(shape: RegExp, text: string, least: number, most: number): number | null {
  const typed = text.trim()
  if (!shape.test(typed)) return null
  const value = Number(typed.replace(',', '.'))
  return value >= least && value <= most ? value : null
}
