import { useCallback, useEffect, useState } from 'react'

const SHOWN_MS = 900

/** A short confirmation of a key; '' while there is none. The same words twice count as new. */
export function useFlash(): [words: string, show: (words: string) => void] {
  const [flash, setFlash] = useState({ words: '' })
  useEffect(() => {
    if (flash.words === '') return
    const timer = window.setTimeout(() => setFlash({ words: '' }), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [flash])
  return [flash.words, useCallback((words: string) => setFlash({ words }), [])]
}
