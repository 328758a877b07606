import { t } from '@lingui/core/macro'
import { useEffect, useEffectEvent } from 'react'
import type { PlayOffer } from '../../../shared/play-link.ts'
import { useSession, useStores } from '../../stores/context.ts'

/** Plays what a link wants to be played: on its server, from its second. */
export function usePlayOffers(): void {
  const { bridge, session, servers, library, route, toasts } = useStores()
  const ready = useSession((state) => state.status === 'ready')
  const waiting = useSession((state) => state.play)

  const show = async ({ profileId, recordId, seconds }: PlayOffer): Promise<void> => {
    const error = await session.getState().open(profileId)
    if (error !== null) {
      toasts.getState().say(t`The server of the link could not be opened`)
      return
    }
    // Another server was wished for meanwhile: nothing of this one is to be seen there.
    const isGone = (): boolean => session.getState().opened?.profile.id !== profileId
    if (isGone()) return
    const found = await bridge.recordings.find({ profileId, recordId })
    if (isGone()) return
    if (!found.ok) {
      const name = session.getState().opened?.profile.name ?? ''
      toasts.getState().say(t`${name} does not have the recording of the link, or does not answer now`)
      return
    }
    library.getState().learn([found.value])
    const from = seconds === null ? {} : { from: { seconds, paused: false } }
    const { route: here, go, replace } = route.getState()
    if (here.screen === 'player') replace({ screen: 'player', recordId, ...from })
    else go({ screen: 'player', recordId, ...from })
  }
  const play = useEffectEvent((offer: PlayOffer): void => {
    // A dialog wants its answer first; what is typed in a form is asked about.
    const dialog = document.querySelector('dialog[open]')
    if (dialog === null) servers.getState().leave(() => void show(offer))
    else dialog.addEventListener('close', () => play(offer), { once: true })
  })
  useEffect(() => bridge.on('app.play', (offer) => play(offer)), [bridge])
  useEffect(() => {
    if (!ready || waiting === null) return
    session.getState().takePlay()
    play(waiting)
  }, [ready, waiting, session])
}
