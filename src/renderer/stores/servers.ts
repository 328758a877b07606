import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppError, Result } from '../../shared/app-error.ts'
import type { Bridge, Output } from '../../shared/contract.ts'
import type {
  ConnectionReport,
  ImportPreview,
  Keychain,
  ProfileSummary,
  SealedSecret,
  SecretKeeping,
  ServerFields,
} from '../../shared/profile.ts'

/** A server as its form holds it: the secret is what was typed, null when the stored one counts. */
export interface ServerInput {
  profileId: string | null
  fields: ServerFields
  secret: string | null
  /** SHA-256 of the one certificate that may be shown, or null. */
  trusted: string | null
}

/** A server that was saved, and what the last test of it has said; null: it was not tested as it was saved. */
export interface SavedServer {
  profile: ProfileSummary
  tested: ConnectionReport['outcome'] | null
}

export interface ServersState {
  /** Null: not asked yet. One that could not be asked keeps nothing, and has no name. */
  keychain: Keychain | null
  /** A new order, until main has it. */
  order: string[] | null
  /** What was saved last, until somebody has said so. */
  saved: SavedServer | null
  /** What came of looking into a file; null: nobody looks into one. */
  offered: Result<ImportPreview> | null
  /** Does it at once, or, while a form holds what would be lost, once the user has agreed. */
  leave: (action: () => void) => void
  /** A form takes over the question; the answer gives it back. */
  guardLeaving: (leave: (action: () => void) => void) => () => void
  askKeychain: () => Promise<Keychain>
  /** Null: a newer test has taken its place. */
  test: (input: ServerInput, signed: boolean) => Promise<Result<ConnectionReport> | null>
  /** What a running test answers does not matter any more. */
  forgetTest: () => void
  save: (input: ServerInput, keeping: SecretKeeping, tested: SavedServer['tested']) => Promise<Result<ProfileSummary>>
  forgetSaved: () => void
  duplicate: (profileId: string) => Promise<Result<ProfileSummary>>
  trust: (profileId: string, sha256: string | null) => Promise<AppError | null>
  removal: (profileId: string) => Promise<Result<Output<'servers.removal'>>>
  remove: (profileId: string, exportFiles: boolean) => Promise<Result<Output<'servers.remove'>>>
  /** Keeps the whole list in a new order. */
  reorder: (profileIds: string[]) => Promise<AppError | null>
  exportServers: (profileIds: string[], passphrase: string | null) => Promise<Result<Output<'servers.export'>>>
  chooseImport: () => Promise<Result<ImportPreview | null>>
  /** Looks into a file that was dropped on the window, or (null) that the user chooses now. */
  startImport: (file: Pick<File, 'size' | 'text'> | null) => Promise<void>
  endImport: () => void
  importServers: (
    preview: ImportPreview,
    chosen: number[],
    passphrase: string | null,
    keeping: SecretKeeping,
  ) => Promise<Result<{ added: number }>>
}

/** Five thousand servers are about two. */
const MOST_BYTES = 10_000_000

interface ServersParts {
  bridge: Pick<Bridge, 'servers' | 'profiles'>
  /** Encrypts a secret for main: no call ever carries one as it was typed. */
  seal: (text: string) => Promise<SealedSecret>
}

/** What the Servers screen asks of main. It keeps no secret. */
export function createServersStore({ bridge, seal }: ServersParts): StoreApi<ServersState> {
  const { servers } = bridge
  const sealed = async (text: string | null): Promise<SealedSecret | null> => (text === null ? null : seal(text))
  let tests = 0
  let orders = 0

  return createStore<ServersState>()((set) => ({
    keychain: null,
    order: null,
    saved: null,
    offered: null,
    leave: atOnce,
    guardLeaving: (leave) => {
      set({ leave })
      return () => set({ leave: atOnce })
    },

    askKeychain: async () => {
      const answer = await servers.keychain()
      const keychain = answer.ok ? answer.value : { available: false, backend: '' }
      set({ keychain })
      return keychain
    },

    test: async ({ secret, ...input }, signed) => {
      const mine = ++tests
      // Without credentials there is nothing to seal.
      const answer = await servers.test({ ...input, sealed: await sealed(signed ? secret : null), signed })
      return mine === tests ? answer : null
    },
    forgetTest: () => {
      tests++
    },

    save: async ({ secret, ...input }, keeping, tested) => {
      const locked = await sealed(secret)
      const answer = await servers.save({ ...input, secret: locked === null ? null : { sealed: locked, keeping } })
      if (answer.ok) set({ saved: { profile: answer.value, tested } })
      return answer
    },
    forgetSaved: () => set({ saved: null }),

    duplicate: (profileId) => servers.duplicate({ profileId }),
    trust: async (profileId, sha256) => errorOf(await servers.trust({ profileId, sha256 })),
    removal: (profileId) => servers.removal({ profileId }),
    remove: (profileId, exportFiles) => servers.remove({ profileId, exportFiles }),

    reorder: async (profileIds) => {
      const mine = ++orders
      set({ order: profileIds })
      const answer = await bridge.profiles.reorder({ profileIds })
      if (mine === orders) set({ order: null })
      return errorOf(answer)
    },

    exportServers: async (profileIds, passphrase) =>
      servers.export({ profileIds, passphrase: await sealed(passphrase) }),
    chooseImport: () => servers.chooseImport(),
    startImport: async (file) => {
      const answer = file === null ? await servers.chooseImport() : await readFile(servers, file)
      if (!answer.ok) set({ offered: answer })
      else if (answer.value !== null) set({ offered: { ok: true, value: answer.value } })
    },
    endImport: () => set({ offered: null }),
    importServers: async ({ importId }, chosen, passphrase, keeping) =>
      servers.import({ importId, chosen, passphrase: await sealed(passphrase), keeping }),
  }))
}

const errorOf = (answer: Result<unknown>): AppError | null => (answer.ok ? null : answer.error)

const atOnce = (action: () => void): void => action()

/** Main looks into the text; what is far too large to be a list of servers is not even read. */
async function readFile(
  servers: Pick<Bridge['servers'], 'readImport'>,
  file: Pick<File, 'size' | 'text'>,
): Promise<Result<ImportPreview>> {
  if (file.size <= MOST_BYTES) return servers.readImport({ text: await file.text() })
  return { ok: false, error: { code: 'not-a-server-file', message: 'the file is too large', host: null, raw: null } }
}
