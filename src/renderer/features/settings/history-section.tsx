import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { Result } from '../../../shared/app-error.ts'
import type { ProfileSummary } from '../../../shared/profile.ts'
import { useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { useReport } from '../downloads/use-report.ts'
import { profileName } from '../library/profile-words.ts'
import { ClearHistoryDialog } from './clear-history-dialog.tsx'
import { begunWords, historyWords } from './history-words.ts'
import { Section } from './setting-parts.tsx'
import styles from './settings-screen.module.css'

/** What was watched of the open server, and how to forget it or take it along. */
export function HistorySection({ profile }: { profile: ProfileSummary }) {
  const { t } = useLingui()
  const { bridge, toasts } = useStores()
  const report = useReport()
  const total = useBegun(profile.id)
  const [clearing, setClearing] = useState(false)
  /** What is under way: asked for twice, the system's dialog would open twice. */
  const [busy, setBusy] = useState<'export' | 'import' | null>(null)
  const profileId = profile.id
  const name = profileName(profile)
  const say = (text: string): void => toasts.getState().say(text)

  const settle = async <T,>(what: 'export' | 'import', asking: Promise<Result<T>>): Promise<T | null> => {
    setBusy(what)
    const answer = await asking
    setBusy(null)
    report(what === 'export' ? t`The history could not be written` : t`The history could not be read`)(answer)
    return answer.ok ? answer.value : null
  }
  const exportHistory = async (): Promise<void> => {
    const done = await settle('export', bridge.watching.export({ profileId }))
    if (done === null) return
    const { file } = done
    const what = historyWords(done)
    say(t`Exported to ${file}: ${what}.`)
  }
  const importHistory = async (): Promise<void> => {
    const done = await settle('import', bridge.watching.import({ profileId }))
    if (done === null) return
    const what = historyWords(done)
    say(t`Added to ${name}: ${what}.`)
  }
  return (
    <Section title={t`History`}>
      <p className={styles.count}>{total === null ? '' : begunWords(total, name)}</p>
      <div className={styles.buttons}>
        <Button busy={busy === 'export'} onClick={() => void exportHistory()}>{t`Export…`}</Button>
        <Button busy={busy === 'import'} onClick={() => void importHistory()}>{t`Import…`}</Button>
        <Button look="ghost" danger onClick={() => setClearing(true)}>{t`Clear history…`}</Button>
      </div>
      <p className={styles.hint}>
        {t`The file has the places where recordings were left, and bookmarks with their notes. Where both know a recording, the one that was played later counts.`}
      </p>
      <ClearHistoryDialog profile={clearing ? profile : null} onClose={() => setClearing(false)} />
    </Section>
  )
}

/** How many recordings of a profile are begun; null: not known. */
function useBegun(profileId: string): number | null {
  const { bridge } = useStores()
  const [total, setTotal] = useState<number | null>(null)
  useEffect(() => {
    let gone = false
    const ask = async (): Promise<void> => {
      const answer = await bridge.watching.history({ profileId })
      if (!gone) setTotal(answer.ok ? answer.value.total : null)
    }
    void ask()
    const end = bridge.on('recordings.changed', (changed) => {
      if (changed.profileId === profileId) void ask()
    })
    return () => {
      gone = true
      end()
    }
  }, [bridge, profileId])
  return total
}
