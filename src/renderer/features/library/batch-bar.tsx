import { Plural, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Recording } from '../../../shared/recording.ts'
import { formatNumber, formatSize } from '../../format.ts'
import { isOnDevice, isQueued } from '../../media-words.ts'
import { useDownloads, useLibrary, useStores } from '../../stores/context.ts'
import type { MediaById } from '../../stores/download-media.ts'
import { Button } from '../../ui/button.tsx'
import menu from '../../ui/menu.module.css'
import { useKeyWords, withKey } from '../shell/use-key-words.ts'
import styles from './batch-bar.module.css'
import { MOST_EXPORTED, tooManyWords, useFileActions } from './file-actions.ts'
import { Notice } from './notice.tsx'

/** What can be done with the selected recordings; stands in the filter row's place while there are some. */
export function BatchBar() {
  const { t } = useLingui()
  const { bridge, library } = useStores()
  const selection = useLibrary((state) => state.selection)
  const [notice, setNotice] = useState<string | null>(null)
  const count = selection.size

  const mark = async (finished: boolean): Promise<void> => {
    const { setWatched } = library.getState()
    if (await setWatched([...selection], finished)) setNotice(finished ? t`Marked as watched` : t`Marked as new`)
    else setNotice(t`That could not be kept. Try again.`)
  }
  const copyIds = async (): Promise<void> => {
    const answer = await bridge.clipboard.write({ text: [...selection].join('\n') })
    setNotice(answer.ok ? t`Recording IDs copied` : t`The recording IDs could not be copied`)
  }
  return (
    <>
      <div className={styles.bar} role="toolbar" aria-label={t`Selection`}>
        <b className={styles.count}>
          <span role="status">
            <Plural value={count} one="# selected" other="# selected" />
          </span>
          <Size />
        </b>
        <FileButtons />
        <span className={styles.pictures}>
          <Button look="ghost" icon="check" hint={t`Mark as watched`} onClick={() => void mark(true)}>
            {t`Mark as watched`}
          </Button>
          <Button look="ghost" icon="dash" hint={t`Mark as new`} onClick={() => void mark(false)}>
            {t`Mark as new`}
          </Button>
          <Button look="ghost" icon="copy" hint={t`Copy IDs`} onClick={() => void copyIds()}>
            {t`Copy IDs`}
          </Button>
        </span>
        <span className={styles.space} />
        <Button look="ghost" hint="Esc" onClick={() => library.getState().clearSelection()}>
          {t`Clear`}
          <kbd className={`${menu.key} ${styles.key}`}>Esc</kbd>
        </Button>
      </div>
      <Notice text={notice} onDone={() => setNotice(null)} />
    </>
  )
}

/** What can be done with their files. */
function FileButtons() {
  const { t } = useLingui()
  const files = useFileActions()
  const selection = useLibrary((state) => state.selection)
  const here = useHere()
  const coming = useDownloads(({ media }) => countOf(selection, (recordId) => isQueued(media.get(recordId) ?? null)))
  const missing = selection.size - here.length - coming
  const count = formatNumber(missing)
  const keyWordsOf = useKeyWords()
  return (
    <>
      <Button
        look="ghost"
        icon="download"
        disabled={missing === 0 ? t`All of them are on this device, or on their way` : null}
        hint={withKey(t`Keep on this device`, keyWordsOf('library.keep'))}
        onClick={() => void files.keep([...selection])}
      >
        {missing === 0 ? t`Keep` : t`Keep ${count}`}
      </Button>
      <Button
        look="ghost"
        icon="export"
        disabled={selection.size > MOST_EXPORTED ? tooManyWords() : null}
        onClick={() => files.exportFiles([...selection])}
      >
        {t`Export…`}
      </Button>
      <Button
        look="ghost"
        icon="trash"
        disabled={here.length === 0 ? t`None of them is on this device` : null}
        hint={t`Remove from this device`}
        onClick={() => files.remove(here)}
      >
        {t`Remove`}
      </Button>
    </>
  )
}

/** The selected recordings whose files are here; the same list while none of them comes or goes. */
function useHere(): string[] {
  const { library } = useStores()
  const selection = useLibrary((state) => state.selection)
  return useDownloads(
    useShallow(({ media }) =>
      [...selection].filter((recordId) => isHere(library.getState().recording(recordId), media)),
    ),
  )
}

const isHere = (recording: Recording | null, media: MediaById): boolean =>
  recording !== null && isOnDevice(recording, media.get(recording.recordId) ?? null)

function countOf(recordIds: ReadonlySet<string>, counts: (recordId: string) => boolean): number {
  let count = 0
  for (const recordId of recordIds) if (counts(recordId)) count++
  return count
}

/** Their size together, where the server has said one of each. */
function Size() {
  const bytes = useLibrary(({ selection, recording }) => {
    let sum = 0
    for (const recordId of selection) sum += recording(recordId)?.sizeBytes ?? Number.NaN
    return sum
  })
  return Number.isNaN(bytes) ? null : <span>, {formatSize(bytes)}</span>
}
