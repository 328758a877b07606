import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError } from '../../shared/app-error.ts'
import type { Bridge } from '../../shared/contract.ts'
import type { MediaState } from '../../shared/media.ts'
import type { Recording } from '../../shared/recording.ts'
import type { Bookmark } from '../../shared/watching.ts'
import { type PlayingElement, PlayPositions } from './play-positions.ts'
import type { PlayerPlace } from './route.ts'

/** What the player asks of main. */
export interface PlayerBridge {
  media: Pick<Bridge['media'], 'state' | 'retry'>
  watching: Pick<Bridge['watching'], 'remembered' | 'saveSpeed'>
  bookmarks: Pick<Bridge['bookmarks'], 'save' | 'remove'>
  recordings: Pick<Bridge['recordings'], 'earlierInRoom' | 'savePosition'>
  on: Bridge['on']
}

/** The part of `window` that says when it goes. */
export interface PlayerWindow {
  addEventListener: (type: 'pagehide', listener: () => void) => void
}

/** A recording in the small player, from where it was. */
export interface MiniPlay {
  recordId: string
  from: PlayerPlace
}

export interface PlayerState {
  /** How much of the open recording is on this device; null until main's first answer. */
  media: MediaState | null
  /** Older recordings of the same room; empty until known, and where there are none. */
  earlier: Recording[]
  /** The last caption language that was on in this run: what "captions on" turns on again. */
  lastLanguage: string | null
  /** Of the open recording, by their seconds. */
  bookmarks: readonly Bookmark[]
  /** The playback rate of the open recording's room; null: it has none of its own. */
  roomSpeed: number | null
  /** Adds a bookmark, and answers it; null: it could not be kept. */
  addBookmark: (seconds: number, note: string) => Promise<Bookmark | null>
  /** Answers whether it was kept. */
  changeBookmark: (id: number, note: string) => Promise<boolean>
  /** Answers how to bring it back, to its own recording and whatever is open then; null: it is still there. */
  removeBookmark: (id: number) => Promise<(() => Promise<boolean>) | null>
  /** For this room from now on; null: as for all rooms. */
  setRoomSpeed: (speed: number | null) => void
  /** What goes on in the small player while other screens are looked at; null: nothing. */
  mini: MiniPlay | null
  setMini: (mini: MiniPlay | null) => void
  /** Follows a recording's file, and nothing else from then on; the answer stops following. */
  open: (profileId: string, recording: Pick<Recording, 'recordId' | 'roomId'>) => () => void
  /** Starts the open recording's file over; answers whether main does so. */
  retry: () => Promise<boolean>
  rememberLanguage: (language: string | null) => void
  /** Where playback is now, or null when nothing plays here. */
  place: () => PlayerPlace | null
  /** The element that plays the open recording, how far is kept; null: there is none any more. */
  watch: (video: PlayingElement | null) => void
}

const failed = (profileId: string, recordId: string, error: AppError): MediaState => ({
  profileId,
  recordId,
  status: 'failed',
  kept: false,
  bytesDone: 0,
  bytesTotal: null,
  bytesPerSecond: null,
  ranges: [],
  seekable: null,
  waitingFor: null,
  retryAt: null,
  note: null,
  error,
})

/** The state behind the player screen: one open recording at a time. */
export function createPlayerStore(bridge: PlayerBridge, page: PlayerWindow): StoreApi<PlayerState> {
  let opened: { profileId: string; recordId: string; roomId: string } | null = null
  let watched: PlayingElement | null = null
  let positions: PlayPositions | null = null
  page.addEventListener('pagehide', () => positions?.saveNow())

  /** The element comes before, and goes before, the recording that it plays is opened and closed. */
  const follow = (): void => {
    positions?.end()
    positions = null
    if (watched === null || opened === null) return
    const mine = opened
    // A position that could not be kept is followed by the next one.
    positions = new PlayPositions(
      watched,
      (position) => void bridge.recordings.savePosition({ ...idsOf(mine), ...position }),
    )
  }

  return createStore<PlayerState>()((set, get) => ({
    media: null,
    earlier: [],
    bookmarks: [],
    roomSpeed: null,
    mini: null,
    setMini: (mini) => set({ mini }),
    lastLanguage: null,

    open: (profileId, { recordId, roomId }) => {
      const mine = { profileId, recordId, roomId }
      opened = mine
      follow()
      set({ media: null, earlier: [], bookmarks: [], roomSpeed: null })
      void bridge.watching.remembered(mine).then((answer) => {
        if (opened !== mine || !answer.ok) return
        // What was set while this was under way is newer.
        const { bookmarks, roomSpeed } = get()
        const others = answer.value.bookmarks.filter(({ id }) => bookmarks.every((bookmark) => bookmark.id !== id))
        set({ bookmarks: inOrder([...others, ...bookmarks]), roomSpeed: roomSpeed ?? answer.value.roomSpeed })
      })
      const unsubscribe = bridge.on('media.changed', (media) => {
        if (media.profileId === profileId && media.recordId === recordId) set({ media })
      })
      void bridge.media.state(idsOf(mine)).then((answer) => {
        // An event that came in the meantime is newer than this answer.
        if (opened !== mine || get().media !== null) return
        set({ media: answer.ok ? answer.value : failed(profileId, recordId, answer.error) })
      })
      void bridge.recordings.earlierInRoom(mine).then((answer) => {
        // The list is an extra: without it the screen leaves its place empty.
        if (opened === mine && answer.ok) set({ earlier: answer.value })
      })
      return () => {
        unsubscribe()
        if (opened !== mine) return
        opened = null
        follow()
      }
    },

    retry: async () => {
      if (opened === null) return false
      const mine = opened
      const answer = await bridge.media.retry(idsOf(mine))
      if (opened !== mine) return false
      set({ media: answer.ok ? answer.value : failed(mine.profileId, mine.recordId, answer.error) })
      return answer.ok
    },

    addBookmark: async (seconds, note) => {
      const mine = opened
      if (mine === null) return null
      const saved = await bridge.bookmarks.save({ ...idsOf(mine), id: null, seconds, note })
      if (!saved.ok) return null
      if (opened === mine) set({ bookmarks: inOrder([...get().bookmarks, saved.value]) })
      return saved.value
    },
    changeBookmark: async (id, note) => {
      const bookmark = get().bookmarks.find((each) => each.id === id)
      if (opened === null || bookmark === undefined) return false
      const saved = await bridge.bookmarks.save({ ...idsOf(opened), id, seconds: bookmark.seconds, note })
      if (saved.ok) set({ bookmarks: get().bookmarks.map((each) => (each.id === id ? saved.value : each)) })
      return saved.ok
    },
    removeBookmark: async (id) => {
      const mine = opened
      const find = (): Bookmark | undefined => get().bookmarks.find((each) => each.id === id)
      const before = find()
      if (mine === null || before === undefined) return null
      const removed = await bridge.bookmarks.remove({ profileId: mine.profileId, id })
      if (!removed.ok) return null
      // A note that was typed last may have been saved meanwhile.
      const { seconds, note } = find() ?? before
      set({ bookmarks: get().bookmarks.filter((each) => each.id !== id) })
      return async () => {
        const saved = await bridge.bookmarks.save({ ...idsOf(mine), id: null, seconds, note })
        const isOpen = opened?.profileId === mine.profileId && opened.recordId === mine.recordId
        if (saved.ok && isOpen) set({ bookmarks: inOrder([...get().bookmarks, saved.value]) })
        return saved.ok
      }
    },
    setRoomSpeed: (roomSpeed) => {
      if (opened === null) return
      set({ roomSpeed })
      const { profileId, roomId } = opened
      // One that could not be kept holds for as long as the recording is open.
      void bridge.watching.saveSpeed({ profileId, roomId, speed: roomSpeed })
    },

    place: () => (watched === null ? null : { seconds: watched.currentTime, paused: watched.paused }),
    watch: (video) => {
      watched = video
      follow()
    },

    rememberLanguage: (lastLanguage) => {
      if (lastLanguage !== null) set({ lastLanguage })
    },
  }))
}

const idsOf = ({ profileId, recordId }: { profileId: string; recordId: string }) => ({ profileId, recordId })

const inOrder = (bookmarks: readonly Bookmark[]): Bookmark[] =>
  bookmarks.toSorted((one, other) => one.seconds - other.seconds || one.id - other.id)
