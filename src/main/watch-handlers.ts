import { AppFailure } from '../shared/app-error.ts'
import type { Handlers } from '../shared/contract.ts'
import type { watchCalls } from '../shared/watch-calls.ts'
import type { OpenProfiles } from './profiles/open-profiles.ts'
import type { WatchFiles } from './watching/watch-files.ts'

type WatchHandlers = Pick<Handlers, keyof typeof watchCalls>

/** The handlers of what was said, what was watched, and what is known of one recording. */
export function createWatchHandlers(open: OpenProfiles, files: WatchFiles): WatchHandlers {
  return {
    'recordings.find': ({ profileId, recordId }) => open.use(profileId, (session) => session.find(recordId)),
    'recordings.details': ({ profileId, recordId }) => open.session(profileId).about.details(recordId),
    'recordings.metadata': ({ profileId, recordId }) => open.session(profileId).about.metadata(recordId),
    'recordings.edit': ({ profileId, recordId, base, wanted }) =>
      open.use(profileId, (session) => session.about.edit(recordId, base, wanted)),

    'transcripts.tracks': ({ profileId, recordId }) => open.session(profileId).transcripts.tracks(recordId),
    'transcripts.chooseFile': ({ profileId, recordId }) => files.chooseSubtitles(profileId, recordId),
    'transcripts.addFile': ({ profileId, recordId, name, bytes }) =>
      open.use(profileId, ({ transcripts }) => transcripts.addFile(recordId, name, bytes)),
    'transcripts.removeFile': ({ profileId, recordId, trackId }) =>
      open.use(profileId, ({ transcripts }) => transcripts.removeFile(recordId, trackId)),
    'transcripts.export': ({ profileId, recordId, trackId, format, offsetMs }) =>
      files.exportTranscript(profileId, recordId, { trackId, format, offsetMs }),
    'transcripts.search': ({ profileId, query }) => open.session(profileId).transcripts.search(query),
    'transcripts.hits': ({ profileId, recordId, trackId, text }) =>
      open.session(profileId).transcripts.hits(recordId, trackId, text),

    'watching.remembered': ({ profileId, recordId, roomId }) =>
      open.session(profileId).watching.remembered(recordId, roomId),
    'watching.saveChoice': ({ profileId, recordId, choice }) =>
      open.use(profileId, (session) => session.watching.saveChoice(recordId, choice)),
    'watching.saveSpeed': ({ profileId, roomId, speed }) =>
      open.use(profileId, (session) => session.watching.saveRoomSpeed(roomId, speed)),
    'watching.history': ({ profileId }) => open.session(profileId).watching.history(),
    'watching.clear': ({ profileId }) => open.use(profileId, (session) => session.watching.clearHistory()),
    'watching.export': ({ profileId }) => files.exportHistory(profileId),
    'watching.import': ({ profileId }) => files.importHistory(profileId),

    'bookmarks.save': async ({ profileId, ...bookmark }) => {
      const saved = await open.use(profileId, (session) => session.watching.saveBookmark(bookmark))
      if (saved === null) throw new AppFailure('not-found', 'this bookmark is gone')
      return saved
    },
    'bookmarks.remove': ({ profileId, id }) => open.use(profileId, (session) => session.watching.removeBookmark(id)),
    'bookmarks.search': ({ profileId, text }) => open.session(profileId).watching.searchBookmarks(text),
  }
}
