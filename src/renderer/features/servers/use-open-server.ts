import { useStores } from '../../stores/context.ts'

/** Puts a server on screen; one that cannot be opened leads to its form, to be put right. A form that is being filled in is asked first. */
export function useOpenServer(): (profileId: string) => void {
  const { session, route, servers } = useStores()
  const open = async (profileId: string): Promise<void> => {
    const { opened } = session.getState()
    if (opened?.profile.id === profileId) {
      // From a form, the way back to what is open anyway.
      if (route.getState().route.screen === 'servers') route.getState().replace({ screen: 'library' })
      return
    }
    const error = await session.getState().open(profileId)
    if (error !== null) route.getState().go({ screen: 'servers', profileId })
  }
  return (profileId) => servers.getState().leave(() => void open(profileId))
}
