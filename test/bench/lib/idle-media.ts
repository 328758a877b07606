import { Prober } from '../../../src/main/media/probe.ts'
import { ProfileMedia } from '../../../src/main/media/profile-media.ts'
import type { HttpClient } from '../../../src/main/plugnmeet/http.ts'

/** A profile's media in this folder, in an app where nothing else happens: room for everything, the whole line for it. */
export function idleMedia(folder: string, http: HttpClient, downloadUrl: () => Promise<URL>): ProfileMedia {
  return new ProfileMedia({
    directories: () => [folder],
    profileId: 'bench',
    source: { downloadUrl },
    http,
    room: { admit: async () => ({ used: () => {}, release: () => {} }), makeRoom: async () => {} },
    openShare: () => ({ take: () => null, hungry: () => () => {}, close: () => {} }),
    // As built: the source would bring the compiler along.
    prober: new Prober({ script: new URL('../../../out/main/probe-thread.js', import.meta.url) }),
    queued: () => null,
    onChange: () => {},
    onFileFacts: () => {},
  })
}
