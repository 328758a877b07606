import { i18n } from '@lingui/core'
import { useEffect, useMemo } from 'react'
import type { Track } from '../../../../shared/transcript.ts'
import { usePlayer, useSettings, useStores, useTranscript } from '../../../stores/context.ts'
import type { LoadedCues } from '../../../stores/transcript.ts'
import type { CaptionLines } from './caption-plate.tsx'
import { type TimedCues, timedCues } from './cue-times.ts'
import { captionTrack, secondTrack, trackToTurnOn } from './track-choice.ts'
import { useCueClock } from './use-cue-clock.ts'

/** The captions of the open recording: which tracks are on, and what can be done with them. */
export interface Captions {
  tracks: readonly Track[]
  first: Track | null
  second: Track | null
  /** Of the first track. */
  offsetMs: number
  secondOffsetMs: number
  /** What "captions on" turns on; null: there is nothing. */
  turnsOn: Track | null
  choose: (trackId: string | null) => void
  chooseSecond: (trackId: string | null) => void
  /** Shows the first track so much later; answers how much later it is now, in ms; null: captions are off. */
  shift: (byMs: number) => number | null
}

export function useCaptions(): Captions {
  const { transcript } = useStores()
  const { tracks, choice, choose, shift } = useTranscript((state) => state)
  const captionLanguage = useSettings(({ player }) => player.captionLanguage)
  const changePlayer = useSettings((state) => state.changePlayer)
  const lastLanguage = usePlayer((state) => state.lastLanguage)
  const rememberLanguage = usePlayer((state) => state.rememberLanguage)
  const first = captionTrack(tracks, choice, captionLanguage)
  const second = secondTrack(tracks, choice, first)

  const chooseFirst = (trackId: string | null): void => {
    const track = transcript.getState().tracks.find(({ id }) => id === trackId)
    choose({ trackId })
    rememberLanguage(track?.language ?? captionLanguage)
    // A file or the meeting's transcript are this recording's alone: the others go on as before.
    if (trackId === null || track?.kind === 'server') changePlayer({ captionLanguage: track?.language ?? null })
  }
  return {
    tracks,
    first,
    second,
    offsetMs: first === null ? 0 : (choice.offsetsMs?.[first.id] ?? 0),
    secondOffsetMs: second === null ? 0 : (choice.offsetsMs?.[second.id] ?? 0),
    turnsOn: trackToTurnOn(tracks, lastLanguage, i18n.locale),
    choose: chooseFirst,
    chooseSecond: (secondTrackId) => choose({ secondTrackId }),
    shift: (byMs) => (first === null ? null : shift(first.id, byMs)),
  }
}

/** A track's cues, fetched if they are not here; null: there is no track, or nothing of it yet. */
export function useCues(track: Track | null): LoadedCues | null {
  const need = useTranscript((state) => state.need)
  const id = track?.id ?? null
  useEffect(() => {
    if (id !== null) need(id)
  }, [id, need])
  return useTranscript((state) => (id === null ? null : (state.loaded.get(id) ?? null)))
}

/** The same, ready to be asked what is said at a time. */
export function useTimedCues(track: Track | null): TimedCues | null {
  const loaded = useCues(track)
  const cues = loaded?.status === 'ready' ? loaded.cues : null
  return useMemo(() => (cues === null ? null : timedCues(cues)), [cues])
}

/** What a track says at this moment; null: it is none, or not here. */
export function useCaptionLines(
  video: HTMLVideoElement | null,
  track: Track | null,
  offsetMs: number,
): CaptionLines | null {
  const timed = useTimedCues(track)
  const { active } = useCueClock(video, timed, offsetMs)
  if (track === null || timed === null) return null
  return { language: track.language, cues: active.flatMap((place) => timed.cues[place] ?? []) }
}
