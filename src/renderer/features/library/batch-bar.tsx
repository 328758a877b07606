import { Plural, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { formatSize } from '../../format.ts'
import { useLibrary, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import menu from '../../ui/menu.module.css'
import styles from './batch-bar.module.css'
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
        <Button look="ghost" icon="check" onClick={() => void mark(true)}>{t`Mark as watched`}</Button>
        <Button look="ghost" icon="dash" onClick={() => void mark(false)}>{t`Mark as new`}</Button>
        <Button look="ghost" icon="copy" onClick={() => void copyIds()}>{t`Copy IDs`}</Button>
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

/** Their size together, where the server has said one of each. */
function Size() {
  const bytes = useLibrary(({ selection, recording }) => {
    let sum = 0
    for (const recordId of selection) sum += recording(recordId)?.sizeBytes ?? Number.NaN
    return sum
  })
  return Number.isNaN(bytes) ? null : <span>, {formatSize(bytes)}</span>
}
