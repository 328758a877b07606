import { useMemo } from 'react'
import { markedParts, searchWords } from '../../match-marks.ts'
import { useLibrary } from '../../stores/context.ts'

/** A text of a recording, with what the search has found in it marked. */
export function Marked({ text }: { text: string }) {
  const search = useLibrary((state) => state.view.filters.text)
  return search === '' ? text : <Searched text={text} search={search} />
}

function Searched({ text, search }: { text: string; search: string }) {
  const parts = useMemo(() => markedParts(text, searchWords(search)), [text, search])
  return parts.map((part) => (part.marked ? <mark key={part.at}>{part.text}</mark> : part.text))
}
