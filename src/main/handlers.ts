import { AppFailure } from '../shared/app-error.ts'
import type { Handlers, OpenedProfile } from '../shared/contract.ts'
import { DEMO_PROFILE_ID } from '../shared/profile.ts'
import type { Profiles } from './profiles/profiles.ts'
import type { Settings } from './settings.ts'

export interface HandlerParts {
  profiles: Profiles
  settings: Settings
  /** The profile that this start opens, already under way; null = welcome screen. */
  opening: () => Promise<OpenedProfile> | null
  /** What to say about this system. */
  system: { locale: () => string; platform: string; version: string }
  writeClipboard: (text: string) => void
}

/** One handler per call of the contract. */
export function createHandlers({ profiles, settings, opening, system, writeClipboard }: HandlerParts): Handlers {
  return {
    'app.start': async () => ({
      opened: await settled(opening()),
      profiles: profiles.list(),
      player: settings.player,
      locale: system.locale(),
      platform: system.platform,
      version: system.version,
    }),
    'profiles.openDemo': () => profiles.open(DEMO_PROFILE_ID),
    'profiles.connect': (input) => profiles.connect(input),
    'profiles.open': ({ profileId }) => profiles.open(profileId),
    'profiles.replaceSecret': ({ profileId, apiSecret }) => profiles.replaceSecret(profileId, apiSecret),
    'recordings.page': ({ profileId, query }) => profiles.session(profileId).page(query),
    'recordings.earlierInRoom': ({ profileId, recordId, roomId }) =>
      profiles.session(profileId).earlierInRoom(recordId, roomId),
    'rooms.list': ({ profileId }) => profiles.session(profileId).rooms(),
    'media.state': ({ profileId, recordId }) => profiles.session(profileId).mediaState(recordId),
    'media.retry': ({ profileId, recordId }) => profiles.session(profileId).retryMedia(recordId),
    'settings.savePlayer': (player) => {
      settings.player = player
    },
    'settings.saveView': ({ profileId, view }) => settings.saveView(profileId, view),
    'clipboard.write': ({ text }) => writeClipboard(text),
  }
}

/** A profile that cannot be opened at start leads to the welcome screen, which says nothing hangs on it. */
async function settled(opening: Promise<OpenedProfile> | null): Promise<OpenedProfile | null> {
  try {
    return await opening
  } catch (error) {
    if (error instanceof AppFailure) return null
    throw error
  }
}
