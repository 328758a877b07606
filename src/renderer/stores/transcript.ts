import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AppError, AppFailure, type Result } from '../../shared/app-error.ts'
import type { Bridge } from '../../shared/contract.ts'
import type { Recording } from '../../shared/recording.ts'
import { type Cue, cuesUrl, type PackedCues, type Track, toCue } from '../../shared/transcript.ts'
import type { RecordingChoice } from '../../shared/watching.ts'

/** A track's cues, as far as they have come. */
export type LoadedCues =
  | { status: 'loading'; version: number }
  | { status: 'ready'; version: number; cues: readonly Cue[]; notes: PackedCues['notes'] }
  | { status: 'failed'; version: number; error: AppError }

export interface TranscriptParts {
  bridge: Pick<Bridge, 'transcripts' | 'watching' | 'on'>
  /** The cues at an address of the app's own origin (cuesUrl). */
  fetchCues: (url: string) => Promise<Result<PackedCues>>
}

export interface TranscriptState {
  /** The recording that is open; null: none. */
  recordId: string | null
  /** Empty until they are known. */
  tracks: Track[]
  /** The tracks, and what was chosen for the recording, are known. */
  known: boolean
  /** Why the tracks are not known; null: they are, or are about to be. */
  error: AppError | null
  choice: RecordingChoice
  loaded: ReadonlyMap<string, LoadedCues>
  /** What the transcript is searched for. */
  query: string
  /** The hit that is looked at, by its place among the hits. */
  hit: number
  /** Where the recording has hits, in seconds: for marks. */
  marks: readonly number[]
  /** Shows a recording's tracks, and searches them at once; the answer stops. */
  open: (profileId: string, recording: Pick<Recording, 'recordId' | 'roomId'>, query?: string) => () => void
  /** Has a track's cues fetched, unless they are here or on their way. */
  need: (trackId: string) => void
  /** Fetches anew what has failed: a track's cues, or (null) the list of tracks. */
  retry: (trackId: string | null) => void
  choose: (change: RecordingChoice) => void
  /** Shows a track's cues so much later, in ms; negative: sooner. Answers how much later they are now. */
  shift: (trackId: string, byMs: number) => number
  /** Adds a file of the user's choice, or one that was dropped; it becomes the first track. Null: cancelled. */
  addFile: (file: { name: string; bytes: Uint8Array<ArrayBuffer> } | null) => Promise<Result<Track | null>>
  removeFile: (trackId: string) => Promise<Result<void>>
  setQuery: (query: string) => void
  setHit: (hit: number) => void
  setMarks: (marks: readonly number[]) => void
}

const NOTHING = {
  recordId: null,
  tracks: [],
  known: false,
  error: null,
  choice: {},
  loaded: new Map<string, LoadedCues>(),
  query: '',
  hit: 0,
  marks: [],
} satisfies Partial<TranscriptState>

/** What was said in the recording that is open: its tracks, their cues, and what was chosen of them. */
export function createTranscriptStore({ bridge, fetchCues }: TranscriptParts): StoreApi<TranscriptState> {
  let opened: { profileId: string; recordId: string } | null = null

  return createStore<TranscriptState>()((set, get) => {
    const put = (trackId: string, cues: LoadedCues): void => {
      set({ loaded: new Map(get().loaded).set(trackId, cues) })
    }
    const versionOf = (trackId: string): number => get().tracks.find(({ id }) => id === trackId)?.version ?? 0

    const load = async (trackId: string): Promise<void> => {
      const mine = opened
      if (mine === null) return
      const before = get().loaded.get(trackId)
      const version = versionOf(trackId)
      // What is shown stays until the new cues are here.
      if (before?.status !== 'ready') put(trackId, { status: 'loading', version })
      const answer = await fetchCues(cuesUrl(mine.profileId, mine.recordId, trackId))
      if (opened !== mine) return
      if (answer.ok) {
        const { cues, notes } = answer.value
        // Until a track was fetched its version is 0: what has come then is of the version that it has now.
        put(trackId, {
          status: 'ready',
          version: version === 0 ? versionOf(trackId) : version,
          cues: cues.map(toCue),
          notes,
        })
        catchUp(trackId)
      } else if (before?.status !== 'ready') put(trackId, { status: 'failed', version, error: answer.error })
    }

    /** Cues that are older than the track that main has by now, or could not be had before, come anew. */
    const catchUp = (trackId: string): void => {
      const track = get().tracks.find(({ id }) => id === trackId)
      const here = get().loaded.get(trackId)
      if (track?.state !== 'ready' || here === undefined || here.status === 'loading') return
      // Cues that came before their version was known are those of that version.
      if (here.status === 'ready' && here.version === 0) put(trackId, { ...here, version: track.version })
      else if (here.status === 'failed' || here.version < track.version) void load(trackId)
    }

    const renew = async (): Promise<void> => {
      const mine = opened
      if (mine === null) return
      const answer = await bridge.transcripts.tracks(mine)
      if (opened !== mine) return
      if (!answer.ok) {
        set({ error: answer.error })
        return
      }
      set({ tracks: answer.value, error: null })
      for (const { id } of answer.value) catchUp(id)
    }

    const save = (choice: RecordingChoice): void => {
      set({ choice })
      // A choice that could not be kept holds for as long as the recording is open.
      if (opened !== null) void bridge.watching.saveChoice({ ...opened, choice })
    }

    return {
      ...NOTHING,
      open: (profileId, { recordId, roomId }, query = '') => {
        const mine = { profileId, recordId }
        opened = mine
        set({ ...NOTHING, recordId, query })
        const unsubscribe = bridge.on('transcripts.changed', (change) => {
          if (change.profileId === profileId && (change.recordId === null || change.recordId === recordId)) void renew()
        })
        void Promise.all([renew(), bridge.watching.remembered({ ...mine, roomId })]).then(([, remembered]) => {
          if (opened === mine) set({ known: true, choice: remembered.ok ? remembered.value.choice : {} })
        })
        return () => {
          unsubscribe()
          if (opened !== mine) return
          opened = null
          set(NOTHING)
        }
      },
      need: (trackId) => {
        if (!get().loaded.has(trackId)) void load(trackId)
      },
      retry: (trackId) => void (trackId === null ? renew() : load(trackId)),
      choose: (change) => save({ ...get().choice, ...change }),
      shift: (trackId, byMs) => {
        const { choice } = get()
        const offset = (choice.offsetsMs?.[trackId] ?? 0) + byMs
        save({ ...choice, offsetsMs: { ...choice.offsetsMs, [trackId]: offset } })
        return offset
      },
      addFile: async (file) => {
        const mine = opened
        if (mine === null) return { ok: true, value: null }
        const added = await (file === null
          ? bridge.transcripts.chooseFile(mine)
          : bridge.transcripts.addFile({ ...mine, ...file }))
        if (!added.ok || added.value === null || opened !== mine) return added
        await renew()
        save({ ...get().choice, trackId: added.value.id })
        return added
      },
      removeFile: async (trackId) => {
        if (opened === null) return { ok: true, value: undefined }
        const removed = await bridge.transcripts.removeFile({ ...opened, trackId })
        if (!removed.ok) return removed
        const { trackId: first, secondTrackId: second, ...rest } = get().choice
        save({
          ...rest,
          ...(first === trackId ? {} : { trackId: first }),
          ...(second === trackId ? {} : { secondTrackId: second }),
        })
        await renew()
        return removed
      },
      setQuery: (query) => set({ query, hit: 0 }),
      setHit: (hit) => set({ hit }),
      setMarks: (marks) => set({ marks }),
    }
  })
}

/** Fetches cues from the app's own origin; what fails is an AppError of main's, or `internal`. */
export async function fetchCues(url: string): Promise<Result<PackedCues>> {
  try {
    const response = await fetch(url)
    const body: unknown = await response.json()
    return response.ok ? { ok: true, value: body as PackedCues } : { ok: false, error: body as AppError }
  } catch {
    return { ok: false, error: new AppFailure('internal', 'the transcript could not be read').error }
  }
}
