import { i18n } from '@lingui/core'
import type { Track } from '../../../../shared/transcript.ts'
import { usePlayer, useSettings, useTranscript } from '../../../stores/context.ts'
import { captionTrack, trackToTurnOn } from '../captions/track-choice.ts'

/** The track that is read: the one whose captions are on, else the one that they would be turned on with. */
export function useReadTrack(): Track | null {
  const tracks = useTranscript((state) => state.tracks)
  const choice = useTranscript((state) => state.choice)
  const captionLanguage = useSettings(({ player }) => player.captionLanguage)
  const lastLanguage = usePlayer((state) => state.lastLanguage)
  return captionTrack(tracks, choice, captionLanguage) ?? trackToTurnOn(tracks, lastLanguage, i18n.locale)
}
