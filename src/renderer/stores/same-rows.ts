import type { LibraryPage, Recording } from '../../shared/recording.ts'

/** The rows, each as the object that is on screen already where nothing about it has changed. */
export function sameRows(rows: readonly Recording[], known: ReadonlyMap<string, Recording>): Recording[] {
  return rows.map((row) => {
    const before = known.get(row.recordId)
    return before !== undefined && JSON.stringify(before) === JSON.stringify(row) ? before : row
  })
}

/** A page whose rows have kept their identity; the page before itself when it says the same. */
export function samePage(page: LibraryPage, before: LibraryPage | null): LibraryPage {
  if (before === null) return page
  const { recordings } = before
  const isSameList =
    page.recordings.length === recordings.length && page.recordings.every((row, at) => row === recordings[at])
  if (!isSameList) return page
  return factsOf(page) === factsOf(before) ? before : { ...page, recordings }
}

const factsOf = (page: LibraryPage): string => JSON.stringify({ ...page, recordings: [] })
