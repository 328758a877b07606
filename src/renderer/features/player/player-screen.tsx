import { useEffect } from 'react'
import {
  useLibrary,
  usePlayer,
  useRoute,
  useSession,
  useSettings,
  useStores,
  useTranscript,
} from '../../stores/context.ts'
import { listIndex, offline } from '../../stores/library.ts'
import type { PlayerPlace } from '../../stores/route.ts'
import { useFileActions } from '../library/file-actions.ts'
import { PlayerView } from './player-view.tsx'

export { loadLaterWords } from '../../i18n-later.ts'
export { MiniPlayer } from './mini-player.tsx'

interface PlayerScreenProps {
  recordId: string
  /** Where to begin; null: where it was left. */
  from: PlayerPlace | null
  /** What the transcript is searched for at once. */
  search: string
}

/** The open recording. One that the library does not know (any more) leads back to the library. */
export function PlayerScreen({ recordId, from, search }: PlayerScreenProps) {
  const { bridge, library, route, downloads, dialogs } = useStores()
  const files = useFileActions()
  const profileId = useSession((session) => session.opened?.profile.id ?? null)
  const server = useSession(({ opened }) => (opened?.profile.kind === 'demo' ? 'demo' : (opened?.profile.url ?? '')))
  const recording = useLibrary((state) => state.recording(recordId))
  const index = useLibrary((state) => listIndex(state, recordId))
  const total = useLibrary((state) => state.page?.total ?? 0)
  const silent = useLibrary((state) => offline(state) !== null)
  const settings = useSettings((state) => state.player)
  const changePlayer = useSettings((state) => state.changePlayer)
  const back = useRoute((state) => state.back)
  const { media, earlier, open, retry, watch } = usePlayer((state) => state)

  const openTranscript = useTranscript((state) => state.open)
  const roomId = recording?.roomId ?? null
  useEffect(() => {
    if (profileId === null || roomId === null) back()
    else return open(profileId, { recordId, roomId })
  }, [profileId, recordId, roomId, open, back])
  // Whatever plays small gives way to what is opened.
  const setMini = usePlayer((state) => state.setMini)
  useEffect(() => setMini(null), [setMini])
  useEffect(() => {
    if (profileId !== null && roomId !== null) return openTranscript(profileId, { recordId, roomId }, search)
  }, [profileId, recordId, roomId, search, openTranscript])

  if (profileId === null || recording === null) return null

  // In place of this one, so that Back leads to the library and not through everything that was watched.
  const show = (next: string): void => {
    library.getState().keepPosition({ recordId: next })
    route.getState().replace({ screen: 'player', recordId: next })
  }
  const step = async (by: 1 | -1): Promise<void> => {
    const next = await library.getState().neighbour(recordId, by)
    if (next !== null) show(next.recordId)
  }
  /** A download of the queue goes on with what it has; a file that was only watched starts over. */
  const tryAgain = async (): Promise<boolean> => {
    if (media?.kept !== true || media.status !== 'failed') return retry()
    return (await downloads.getState().resume([recordId])).ok
  }
  return (
    <PlayerView
      profileId={profileId}
      server={server}
      recording={recording}
      // Until the effect has run, the store still speaks of the recording before.
      media={media?.recordId === recordId ? media : null}
      earlier={earlier}
      silent={silent}
      settings={settings}
      files={files}
      from={from}
      onVideo={watch}
      place={{
        index,
        total,
        onPrevious: index !== null && index > 1 ? () => void step(-1) : null,
        onNext: index !== null && index < total ? () => void step(1) : null,
      }}
      onSettings={changePlayer}
      onRetry={tryAgain}
      onLeave={back}
      onOpen={(next) => {
        library.getState().learn([next])
        show(next.recordId)
      }}
      onEdit={() => dialogs.getState().open({ kind: 'edit', recordId })}
      onCopy={async (text) => (await bridge.clipboard.write({ text })).ok}
    />
  )
}
