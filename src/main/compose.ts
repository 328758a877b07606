import type { EventName, Events, Handlers, OpenedProfile } from '../shared/contract.ts'
import { DEMO_PROFILE_ID } from '../shared/profile.ts'
import { createHandlers } from './handlers.ts'
import type { LaunchOptions } from './launch-options.ts'
import { mediaFailure, subtitleAnswer } from './media-answers.ts'
import type { HttpClient } from './plugnmeet/http.ts'
import { Profiles } from './profiles/profiles.ts'
import { Settings, type SettingsStore } from './settings.ts'
import { SubtitleStore } from './subtitles/subtitle-store.ts'

export interface Ports {
  userData: string
  /** Folder with the demo's videos and subtitles. */
  demoResources: string
  options: LaunchOptions
  settingsStore: SettingsStore
  http: HttpClient
  clock: () => number
  system: { locale: () => string; platform: string; version: string }
  writeClipboard: (text: string) => void
  send: <E extends EventName>(event: E, payload: Events[E]) => void
}

/** The running app without its window. */
export interface Roomreel {
  handlers: Handlers
  media: (profileId: string, recordId: string, request: Request) => Promise<Response>
  subtitles: (profileId: string, recordId: string, language: string) => Promise<Response>
  close(): Promise<void>
}

/** Builds every service from its ports, in dependency order, and starts to open the profile of this start. */
export function compose(ports: Ports): Roomreel {
  const settings = new Settings(ports.settingsStore)
  const profiles = new Profiles({
    userData: ports.userData,
    http: ports.http,
    subtitles: new SubtitleStore({ http: ports.http }),
    clock: ports.clock,
    startDemo: () => startDemo(ports),
    view: (profileId) => settings.view(profileId),
    onOpened: (profileId) => {
      settings.lastProfile = profileId
    },
    onRooms: (change) => ports.send('rooms.changed', change),
    onMedia: (state) => ports.send('media.changed', state),
  })
  const opening = openAtStart(ports.options, profiles, settings)
  // The window asks for it in a moment; until then a failure has no other listener.
  opening?.catch(() => {})

  return {
    handlers: createHandlers({
      profiles,
      settings,
      opening: () => opening,
      system: ports.system,
      writeClipboard: ports.writeClipboard,
    }),
    media: (profileId, recordId, request) =>
      mediaFailure(() => profiles.session(profileId).respondMedia(recordId, request)),
    subtitles: (profileId, recordId, language) =>
      subtitleAnswer(() => profiles.session(profileId).webVtt(recordId, language)),
    close: () => profiles.close(),
  }
}

/** The profile that this start opens: the command line's, else the one of last time, else none. */
function openAtStart(options: LaunchOptions, profiles: Profiles, settings: Settings): Promise<OpenedProfile> | null {
  if (options.server !== null) return profiles.open(profiles.add(options.server).id)
  if (options.demo || settings.lastProfile === DEMO_PROFILE_ID) return profiles.open(DEMO_PROFILE_ID)
  return null
}

async function startDemo({ demoResources, options }: Ports) {
  // Loaded when it is wanted: with a server of one's own it never is.
  const { startDemoServer } = await import('./demo/demo-server.ts')
  return startDemoServer({
    recordings: options.demoRecordings,
    seed: options.demoSeed,
    resourcesDir: demoResources,
  })
}
