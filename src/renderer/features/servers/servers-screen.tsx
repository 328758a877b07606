import { useLingui } from '@lingui/react/macro'
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AppError, Result } from '../../../shared/app-error.ts'
import type { ImportPreview, ProfileSummary, ServerOffer } from '../../../shared/profile.ts'
import { useRoute, useSession, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import frame from '../library/library-screen.module.css'
import { Notice } from '../library/notice.tsx'
import { DemoPanel } from './demo-panel.tsx'
import { movedWords } from './dialog-words.ts'
import { DiscardDialog } from './discard-dialog.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { RemoveDialog, type Removed } from './remove-dialog.tsx'
import { ScreenFailure } from './screen-failure.tsx'
import { ServerForm } from './server-form.tsx'
import { ServerList } from './server-list.tsx'
import styles from './servers-screen.module.css'
import { useLeaving } from './use-leaving.ts'

export { ImportDialog }

/** Every server, and the form of one of them. `sidebar` is null when it is hidden, or no server is open. */
export function ServersScreen({ sidebar }: { sidebar: ReactNode }) {
  const { t } = useLingui()
  const back = useRoute((state) => state.back)
  const profileId = useRoute(({ route }) => (route.screen === 'servers' ? route.profileId : null))
  /** Nothing else leads away from here. */
  const alone = useSession((state) => state.opened === null)
  const leaving = useLeaving(back)
  return (
    <div className={frame.screen} data-sidebar={sidebar !== null}>
      {sidebar}
      <main className={frame.main}>
        <header className={alone ? `${frame.bar} ${styles.withBack}` : frame.bar}>
          {alone && <Button look="ghost" icon="left" onClick={() => leaving.leave(back)}>{t`Back`}</Button>}
          <h1>{t`Servers`}</h1>
        </header>
        <Content profileId={profileId} leaving={leaving} canOpen={alone} />
        <DiscardDialog open={leaving.asking} onKeep={leaving.keep} onDiscard={leaving.discard} />
      </main>
    </div>
  )
}

type Leaving = ReturnType<typeof useLeaving>
type Asked =
  | { what: 'remove'; profile: ProfileSummary }
  | { what: 'import'; offered: Result<ImportPreview> }
  | { what: 'export' }

interface ContentProps {
  profileId: string | null
  leaving: Leaving
  canOpen: boolean
}

function Content({ profileId, leaving, canOpen }: ContentProps) {
  const { t } = useLingui()
  const { route, session, servers } = useStores()
  const profiles = useSession((state) => state.profiles)
  const offered = useOffer(profileId === null, leaving)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [failure, setFailure] = useState<{ error: AppError; headline: string } | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  /** The copy that was made last, until another form is shown. */
  const [copy, setCopy] = useState<string | null>(null)
  const copying = useRef(false)
  const known = profiles.find((profile) => profile.id === profileId) ?? null

  const show = (id: string, isCopy = false): void => {
    setCopy(isCopy ? id : null)
    route.getState().replace({ screen: 'servers', profileId: id })
  }
  const report = (error: AppError | null, headline: string): void =>
    setFailure(error === null ? null : { error, headline })
  const close = (): void => setAsked(null)

  const open = async (id: string): Promise<boolean> => {
    const error = await session.getState().open(id)
    report(error, t`The server could not be opened`)
    return error === null
  }
  const added = async ({ id }: ProfileSummary): Promise<void> => {
    if (!(await open(id))) show(id)
  }
  const duplicate = async ({ id }: ProfileSummary): Promise<void> => {
    // A key that is held asks again and again.
    if (copying.current) return
    copying.current = true
    const answer = await servers.getState().duplicate(id)
    copying.current = false
    if (answer.ok) show(answer.value.id, true)
    report(answer.ok ? null : answer.error, t`The server could not be duplicated`)
  }
  const reorder = async (ids: string[]): Promise<void> =>
    report(await servers.getState().reorder(ids), t`The new order could not be kept`)
  const chooseImport = async (): Promise<void> => {
    const answer = await servers.getState().chooseImport()
    if (!answer.ok) setAsked({ what: 'import', offered: answer })
    else if (answer.value !== null) setAsked({ what: 'import', offered: { ok: true, value: answer.value } })
  }
  const removed = (profile: ProfileSummary, { exported }: Removed): void => {
    leaving.dirty.current = false
    setAsked(null)
    if (exported > 0) setNotice(movedWords(exported))
    const rest = profiles.filter(({ id }) => id !== profile.id)
    const beside = rest[profiles.indexOf(profile)] ?? rest.at(-1)
    if (beside === undefined) route.getState().replace({ screen: 'welcome' })
    else show(beside.id)
  }
  const actions = {
    onCancel: () => leaving.leave(() => route.getState().back()),
    onOpen: canOpen ? ({ id }: ProfileSummary) => leaving.leave(() => void open(id)) : null,
    onRemove: (profile: ProfileSummary) => setAsked({ what: 'remove', profile }),
  }
  return (
    <>
      {failure !== null && <ScreenFailure {...failure} onClose={() => setFailure(null)} />}
      <div className={styles.split}>
        <ServerList
          currentId={profileId}
          onChoose={(id) => id !== profileId && leaving.leave(() => show(id))}
          onAdd={() =>
            profileId !== null && leaving.leave(() => route.getState().go({ screen: 'servers', profileId: null }))
          }
          onImport={() => void chooseImport()}
          onExport={() => setAsked({ what: 'export' })}
          onBringBackDemo={() =>
            leaving.leave(() => {
              void session
                .getState()
                .openDemo()
                .then((error) => report(error, t`The demo could not be brought back`))
            })
          }
          onReorder={(ids) => void reorder(ids)}
        />
        {known?.kind === 'demo' ? (
          <DemoPanel profile={known} {...actions} />
        ) : profileId !== null && known === null ? (
          <p className={styles.none}>{t`This server is not here any more. Choose another one.`}</p>
        ) : (
          <ServerForm
            key={profileId ?? `new ${offered.number}`}
            known={known}
            offer={known === null ? offered.offer : null}
            isCopy={copy !== null && copy === profileId}
            dirty={leaving.dirty}
            onAdded={(profile) => void added(profile)}
            onDuplicate={(profile) => leaving.leave(() => void duplicate(profile))}
            {...actions}
          />
        )}
      </div>
      <RemoveDialog profile={asked?.what === 'remove' ? asked.profile : null} onClose={close} onRemoved={removed} />
      <ImportDialog
        offered={asked?.what === 'import' ? asked.offered : null}
        onClose={close}
        onImported={(text) => {
          setAsked(null)
          setNotice(text)
        }}
      />
      <ExportDialog
        open={asked?.what === 'export'}
        onClose={close}
        onExported={(text) => {
          setAsked(null)
          setNotice(text)
        }}
      />
      <Notice text={notice} onDone={() => setNotice(null)} />
    </>
  )
}

/** The server that a link or a start has offered, once the form for a new one is free; `number` counts them. */
function useOffer(formIsNew: boolean, { leave }: Leaving): { offer: ServerOffer | null; number: number } {
  const waiting = useSession((state) => state.offer)
  const takeOffer = useSession((state) => state.takeOffer)
  const [taken, setTaken] = useState<{ offer: ServerOffer | null; number: number }>({ offer: null, number: 0 })
  const take = useEffectEvent((): void =>
    leave(() => {
      const offer = takeOffer()
      setTaken(({ number }) => ({ offer, number: number + 1 }))
    }),
  )
  useEffect(() => {
    if (waiting !== null && formIsNew) take()
  }, [waiting, formIsNew])
  return taken
}
