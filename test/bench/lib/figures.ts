/** The middle of the values (the mean of the two middle ones when their count is even). */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low = Number.NaN, high = low] = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1)
  return (low + high) / 2
}

/** The value that 95 of 100 values do not exceed (nearest rank). */
export function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN
}

/** Rows as text in columns of equal width, the first row being the headings. */
export function table(rows: readonly (readonly string[])[]): string {
  const [headings = []] = rows
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, i) => (row[i] ?? '').padEnd(width)).join(' | ')} |`
  const [first, ...rest] = rows.map(line)
  return [first, line(widths.map((width) => '-'.repeat(width))), ...rest].join('\n')
}
