import { useCallback, useEffect, useState } from 'react'
import { type CuePart, cueParts, distinctParts } from './cue-text.ts'

/** What one subtitle track has to say at this moment. */
export interface Captions {
  status: 'off' | 'loading' | 'ready' | 'failed'
  /** What is said at this moment, oldest cue first. */
  parts: CuePart[]
}

const OFF: Captions = { status: 'off', parts: [] }

function partsOf(cue: TextTrackCue): CuePart[] {
  return cue instanceof VTTCue ? cueParts(cue.getCueAsHTML()) : []
}

/**
 * Loads a <track> without letting the browser draw it, and follows its cues. Mount a new element (by its key)
 * for another address: a track element loads once.
 */
export function useCaptions(): { captions: Captions; trackRef: (element: HTMLTrackElement | null) => void } {
  const [element, setElement] = useState<HTMLTrackElement | null>(null)
  const [captions, setCaptions] = useState<Captions>(OFF)

  useEffect(() => {
    if (element === null || element.src === '') {
      setCaptions(OFF)
      return
    }
    const { track } = element
    // "hidden" loads the file and reports cues, "showing" would draw the browser's own plate over ours.
    track.mode = 'hidden'
    const show = (): void => {
      setCaptions({ status: 'ready', parts: distinctParts(Array.from(track.activeCues ?? []).flatMap(partsOf)) })
    }
    const fail = (): void => setCaptions({ status: 'failed', parts: [] })
    setCaptions({ status: 'loading', parts: [] })
    element.addEventListener('load', show)
    element.addEventListener('error', fail)
    track.addEventListener('cuechange', show)
    return () => {
      track.mode = 'disabled'
      element.removeEventListener('load', show)
      element.removeEventListener('error', fail)
      track.removeEventListener('cuechange', show)
    }
  }, [element])

  return { captions, trackRef: useCallback((next: HTMLTrackElement | null) => setElement(next), []) }
}
