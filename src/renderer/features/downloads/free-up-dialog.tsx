import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { StorageItem } from '../../../shared/download.ts'
import { formatDateTime, formatSize } from '../../format.ts'
import { recordingTitle, roomOf } from '../../recording-words.ts'
import { useDialogs, useStores } from '../../stores/context.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Dialog, DialogButtons } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './dialogs.module.css'
import { bytesOf, type FreeUpSort, sortedFiles } from './free-up-order.ts'
import { reasonWords } from './stopped-words.ts'
import { selectedWords } from './storage-words.ts'

interface FreeUpDialogProps {
  open: boolean
  onClose: () => void
}

/** The files of this server that could go, with a running total. */
export function FreeUpDialog({ open, onClose }: FreeUpDialogProps) {
  const { t } = useLingui()
  return (
    <Dialog open={open} title={t`Free up space`} onClose={onClose} wide>
      <Files onClose={onClose} />
    </Dialog>
  )
}

function Files({ onClose }: Pick<FreeUpDialogProps, 'onClose'>) {
  const { t } = useLingui()
  const { items, error } = useItems()
  const openDialog = useDialogs((state) => state.open)
  const [sort, setSort] = useState<FreeUpSort>('size')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const reason = error === null ? '' : reasonWords(error)
  const bytes = items === null ? 0 : bytesOf(items, chosen)
  const all = items !== null && items.length > 0 && chosen.size === items.length
  return (
    <>
      <p>{t`Removed files stay on the server and can be kept again, except where this copy is the only one.`}</p>
      {error !== null && <p role="alert">{t`The files could not be listed: ${reason}. Nothing was changed.`}</p>}
      {items === null && error === null && <p>{t`Looking at the files`}</p>}
      {items?.length === 0 && <p>{t`No files of this server are on this device.`}</p>}
      {items !== null && items.length > 0 && (
        <div className={styles.box}>
          <div className={styles.head}>
            <Checkbox
              checked={all}
              mixed={!all && chosen.size > 0}
              onChange={(on) => setChosen(new Set(on ? items.map(({ recording }) => recording.recordId) : []))}
            >
              {t`All`}
            </Checkbox>
            <Select
              label={t`Order`}
              value={sort}
              options={[
                { value: 'size', label: t`Largest first` },
                { value: 'watched', label: t`Not watched for longest first` },
                { value: 'room', label: t`Room` },
              ]}
              onChange={setSort}
            />
          </div>
          <FileTable items={sortedFiles(items, sort)} chosen={chosen} onChange={setChosen} />
        </div>
      )}
      <DialogButtons>
        <span className={styles.total} role="status">
          {selectedWords(chosen.size, bytes)}
        </span>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <Button
          look="primary"
          danger
          disabled={chosen.size === 0 ? t`Choose at least one file` : null}
          onClick={() => openDialog({ kind: 'remove', recordIds: [...chosen] })}
        >
          {t`Remove from this device`}
        </Button>
      </DialogButtons>
    </>
  )
}

function useItems(): { items: StorageItem[] | null; error: AppError | null } {
  const { storage } = useStores()
  const [items, setItems] = useState<StorageItem[] | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  useEffect(() => {
    let here = true
    void storage
      .getState()
      .items()
      .then((answer) => {
        if (!here) return
        if (answer.ok) setItems(answer.value)
        else setError(answer.error)
      })
    return () => {
      here = false
    }
  }, [storage])
  return { items, error }
}

interface FileTableProps {
  items: readonly StorageItem[]
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

function FileTable({ items, chosen, onChange }: FileTableProps) {
  const { t } = useLingui()
  const toggle = (recordId: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(recordId)
    else next.delete(recordId)
    onChange(next)
  }
  return (
    // Reached by the keyboard through the boxes in it.
    <div className={styles.files}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t`Recording`}</th>
            <th scope="col">{t`Room`}</th>
            <th scope="col">{t`Last watched`}</th>
            <th scope="col">{t`Size`}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <FileRow
              key={item.recording.recordId}
              item={item}
              checked={chosen.has(item.recording.recordId)}
              onChange={(on) => toggle(item.recording.recordId, on)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface FileRowProps {
  item: StorageItem
  checked: boolean
  onChange: (checked: boolean) => void
}

function FileRow({ item, checked, onChange }: FileRowProps) {
  const { t } = useLingui()
  const { recording, bytes, kept, watchedAt } = item
  return (
    <tr>
      <td>
        <Checkbox checked={checked} onChange={onChange}>
          <span className={styles.fileTitle} dir="auto" title={recordingTitle(recording)}>
            {recordingTitle(recording)}
          </span>
          {!recording.onServer && (
            <span className={styles.only}>
              <Icon name="cloud-off" size={14} />
              {t`Only copy`}
            </span>
          )}
          {!kept && <span className={styles.quiet}>{t`Here because it was watched`}</span>}
        </Checkbox>
      </td>
      <td dir="auto" title={roomOf(recording)}>
        {roomOf(recording)}
      </td>
      <td>{watchedAt === null ? t`Never` : formatDateTime(watchedAt / 1000)}</td>
      <td>{formatSize(bytes)}</td>
    </tr>
  )
}
